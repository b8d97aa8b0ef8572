import WeftTensors

/// The windows of an input side by side: eight at a time are packed as a panel and multiplied by the kernels.
struct WindowColumns {
    /// The planes of the input, each followed by a zero that stands for its padding.
    private let planes: [Double]
    private let pitch: Int
    private let batch: Int
    private let channels: Int
    private let axes: [WindowAxis]

    init(_ x: PlainTensor, _ axes: [WindowAxis]) {
        self.axes = axes
        batch = x.shape[0]
        channels = x.shape[1]
        let plane = axes.plane
        pitch = plane + 1
        let values = x.reals
        var planes: [Double] = []
        planes.reserveCapacity(batch * channels * (plane + 1))
        for index in 0..<(batch * channels) {
            planes += values[(index * plane)..<((index + 1) * plane)]
            planes.append(0)
        }
        self.planes = planes
    }

    /// Every window times every kernel of its group, `[N, out, windows]`.
    func convolved(_ weights: [Double], _ outputs: Int, _ groups: Int, _ bias: [Double]?) -> [Double] {
        let windows = axes.windows
        let columns = batch * windows
        let rows = outputs / groups
        let depth = channels / groups * axes.taps
        var result = [Double](repeating: 0, count: batch * outputs * windows)
        var panel = [SIMD8<Double>](repeating: .zero, count: depth)
        var sums = [SIMD8<Double>](repeating: .zero, count: rows)
        var taps = [SIMD8<Int>](repeating: .zero, count: axes.taps)
        var starts = [Int](repeating: 0, count: RowProducts.lanes)
        for first in stride(from: 0, to: columns, by: RowProducts.lanes) {
            let count = min(RowProducts.lanes, columns - first)
            locate(first, count, &taps)
            for lane in 0..<count {
                let (image, window) = (first + lane).quotientAndRemainder(dividingBy: windows)
                starts[lane] = image * outputs * windows + window
            }
            for group in 0..<groups {
                pack(channels / groups, from: group * (channels / groups), taps, &panel)
                RowProducts.multiply(panel, by: weights, start: group * rows * depth, rows: rows, into: &sums)
                for row in 0..<rows {
                    let output = group * rows + row
                    let values = sums[row] + (bias?[output] ?? 0)
                    for lane in 0..<count { result[starts[lane] + output * windows] = values[lane] }
                }
            }
        }
        return result
    }

    /// Where the taps of some columns lie in the planes of their image; lanes without a column repeat the first.
    private func locate(_ first: Int, _ count: Int, _ taps: inout [SIMD8<Int>]) {
        for lane in 0..<RowProducts.lanes {
            let column = lane < count ? first + lane : first
            let (image, window) = column.quotientAndRemainder(dividingBy: axes.windows)
            let start = image * channels * pitch
            for (tap, offset) in axes.offsets(ofWindow: window).enumerated() {
                taps[tap][lane] = start + (offset < 0 ? pitch - 1 : offset)
            }
        }
    }

    private func pack(_ count: Int, from channel: Int, _ taps: [SIMD8<Int>], _ panel: inout [SIMD8<Double>]) {
        let source = planes.span
        for index in 0..<count {
            let plane = (channel + index) * pitch
            for tap in 0..<taps.count {
                let at = taps[tap] &+ plane
                panel[index &* taps.count &+ tap] = SIMD8(
                    source[at[0]], source[at[1]], source[at[2]], source[at[3]],
                    source[at[4]], source[at[5]], source[at[6]], source[at[7]])
            }
        }
    }
}
