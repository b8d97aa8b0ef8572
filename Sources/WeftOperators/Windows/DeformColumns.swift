import WeftTensors

/// The windows of an input whose taps are moved, each with its own offsets.
struct DeformColumns {
    private let x: [Double]
    private let batch: Int
    private let channels: Int
    private let axes: [WindowAxis]
    private let parts: Int
    private let offset: [Double]
    private let mask: [Double]?

    init(_ x: PlainTensor, _ axes: [WindowAxis], _ parts: Int, _ offset: [Double], _ mask: [Double]?) {
        self.x = x.reals
        batch = x.shape[0]
        channels = x.shape[1]
        self.axes = axes
        self.parts = parts
        self.offset = offset
        self.mask = mask
    }

    /// Every window times every kernel of its group, `[N, out, windows]`.
    func convolved(_ weights: [Double], _ outputs: Int, _ groups: Int, _ bias: [Double]?) -> [Double] {
        let (windows, taps) = (axes.windows, axes.taps)
        let (depth, rows) = (channels / groups, outputs / groups)
        var result = [Double](repeating: 0, count: batch * outputs * windows)
        for image in 0..<batch {
            for window in 0..<windows {
                let column = column(image, window)
                for output in 0..<outputs {
                    let start = output / max(rows, 1) * depth * taps
                    var sum = bias?[output] ?? 0
                    for index in 0..<(depth * taps) {
                        sum += column[start + index] * weights[output * depth * taps + index]
                    }
                    result[(image * outputs + output) * windows + window] = sum
                }
            }
        }
        return result
    }

    /// What each tap of each window sees, `[N, taps, C, windows]`.
    func taps() -> [Double] {
        let (windows, taps) = (axes.windows, axes.taps)
        var result = [Double](repeating: 0, count: batch * taps * channels * windows)
        for image in 0..<batch {
            for window in 0..<windows {
                let column = column(image, window)
                for tap in 0..<taps {
                    for channel in 0..<channels {
                        let row = (image * taps + tap) * channels + channel
                        result[row * windows + window] = column[channel * taps + tap]
                    }
                }
            }
        }
        return result
    }

    /// What the taps of a window see, channel by channel.
    private func column(_ image: Int, _ window: Int) -> [Double] {
        let (windows, taps, plane) = (axes.windows, axes.taps, axes.plane)
        var result = [Double](repeating: 0, count: channels * taps)
        let perPart = channels / parts
        for part in 0..<parts {
            for tap in 0..<taps {
                let row = (image * parts + part) * taps + tap
                let scale = mask?[row * windows + window] ?? 1
                let corners = corners(at: place(of: tap, window) { offset[(row * axes.count + $0) * windows + window] })
                for channel in (part * perPart)..<((part + 1) * perPart) {
                    let start = (image * channels + channel) * plane
                    result[channel * taps + tap] = scale * corners.reduce(0) { $0 + $1.weight * x[start + $1.offset] }
                }
            }
        }
        return result
    }

    /// Where a tap of a window lies along each axis, moved.
    private func place(of tap: Int, _ window: Int, _ moved: (_ axis: Int) -> Double) -> [Double] {
        var (tap, window) = (tap, window)
        var place = [Double](repeating: 0, count: axes.count)
        for (index, axis) in axes.enumerated().reversed() {
            place[index] = Double(axis.position(window % axis.output, tap % axis.kernel)) + moved(index)
            tap /= axis.kernel
            window /= axis.output
        }
        return place
    }

    /// The elements around a place that are inside, and their weights.
    private func corners(at place: [Double]) -> [(offset: Int, weight: Double)] {
        var corners = [(offset: 0, weight: 1.0)]
        for (axis, number) in zip(axes, place) {
            guard number > -1, number < Double(axis.input) else { return [] }
            let first = number.rounded(.down)
            let rest = number - first
            let sides = [(Int(first), 1 - rest), (Int(first) + 1, rest)]
            corners = corners.flatMap { corner in
                sides.compactMap { position, weight in
                    (0..<axis.input).contains(position)
                        ? (corner.offset * axis.input + position, corner.weight * weight) : nil
                }
            }
        }
        return corners
    }
}
