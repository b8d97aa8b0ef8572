import WeftTensors

/// The positions of an input, eight at a time as a panel, whose products with the kernels are added to the result.
struct SpreadColumns {
    private let x: [Double]
    private let batch: Int
    private let channels: Int
    private let positions: Int
    private let axes: [WindowAxis]

    init(_ x: PlainTensor, _ axes: [WindowAxis]) {
        self.x = x.reals
        self.axes = axes
        batch = x.shape[0]
        channels = x.shape[1]
        positions = axes.windows
    }

    /// The transposed convolution `[N, out, plane]`, by a weight `[C, out / groups, kernel…]`.
    func spread(_ weight: PlainTensor, _ groups: Int, _ bias: [Double]?) -> [Double] {
        let perGroup = weight.shape[1]
        let plane = axes.plane
        let depth = channels / groups
        let rows = perGroup * axes.taps
        let kernels = Self.transposed(weight.reals, groups, depth, rows)
        var result = [Double](repeating: 0, count: batch * perGroup * groups * plane)
        var panel = [SIMD8<Double>](repeating: .zero, count: depth)
        var sums = [SIMD8<Double>](repeating: .zero, count: rows)
        for first in stride(from: 0, to: positions, by: RowProducts.lanes) {
            let count = min(RowProducts.lanes, positions - first)
            let offsets = (0..<count).map { axes.offsets(ofWindow: first + $0) }
            for image in 0..<batch {
                for group in 0..<groups {
                    pack(image * channels + group * depth, first, count, &panel)
                    RowProducts.multiply(panel, by: kernels, start: group * rows * depth, rows: rows, into: &sums)
                    let start = (image * groups + group) * perGroup * plane
                    for lane in 0..<count {
                        add(sums, lane, offsets[lane], perGroup, plane, start, to: &result)
                    }
                }
            }
        }
        if let bias {
            for index in result.indices { result[index] += bias[index / plane % bias.count] }
        }
        return result
    }

    /// `[groups, depth, rows]` as `[groups, rows, depth]`.
    private static func transposed(_ weights: [Double], _ groups: Int, _ depth: Int, _ rows: Int) -> [Double] {
        var result = weights
        for group in 0..<groups {
            let start = group * depth * rows
            for channel in 0..<depth {
                for row in 0..<rows { result[start + row * depth + channel] = weights[start + channel * rows + row] }
            }
        }
        return result
    }

    private func pack(_ channel: Int, _ first: Int, _ count: Int, _ panel: inout [SIMD8<Double>]) {
        for index in panel.indices {
            let start = (channel + index) * positions + first
            for lane in 0..<count { panel[index][lane] = x[start + lane] }
        }
    }

    private func add(
        _ sums: [SIMD8<Double>], _ lane: Int, _ offsets: [Int], _ outputs: Int, _ plane: Int, _ start: Int,
        to result: inout [Double]
    ) {
        for output in 0..<outputs {
            let base = start + output * plane
            let row = output * offsets.count
            for (tap, offset) in offsets.enumerated() where offset >= 0 {
                result[base + offset] += sums[row + tap][lane]
            }
        }
    }
}
