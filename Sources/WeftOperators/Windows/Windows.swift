package import WeftDiagnostics
package import WeftGraph

/// The windows that an operator moves over the spatial axes of `[N, C, spatial…]`, sizes free or known.
package struct Windows {
    package let kernel: [Dimension]
    package let stride: [Int]
    package let dilation: [Int]
    package let padding: Padding
    /// Before and after each axis, when explicit.
    private let explicit: (before: [Int], after: [Int])
    /// Whether the last window may reach beyond the end of the padding.
    let ceil: Bool

    package var axes: Int { kernel.count }

    /// Takes an operator's attributes; lists of one are repeated, and all numbers are checked.
    package init(
        kernel: [Dimension], stride: [Int], padding: Padding, dilation: [Int] = [1], ceil: Bool = false
    ) throws(Diagnostic) {
        let axes = kernel.count
        self.kernel = kernel
        self.stride = try WindowNumbers.perAxis(stride, "stride", axes: axes, lowest: 1)
        self.dilation = try WindowNumbers.perAxis(dilation, "dilation", axes: axes, lowest: 1)
        self.padding = padding
        self.ceil = ceil
        if case .explicit(let numbers) = padding {
            explicit = try WindowNumbers.paddings(numbers, axes: axes)
        } else {
            explicit = ([Int](repeating: 0, count: axes), [Int](repeating: 0, count: axes))
        }
        for size in kernel {
            guard size.value.map({ (1...WindowNumbers.largest).contains($0) }) ?? true else {
                throw Diagnostic(
                    "window-number-out-of-range",
                    "a kernel's size must be from 1 to \(WindowNumbers.largest), not \(size)")
            }
        }
    }

    /// What is padded before and after an axis, where that is explicit.
    func explicitPadding(_ axis: Int) -> (before: Int, after: Int)? {
        guard case .explicit = padding else { return nil }
        return (explicit.before[axis], explicit.after[axis])
    }

    /// How far a window reaches along an axis: `dilation * (kernel - 1) + 1`.
    func extent(_ axis: Int) -> Dimension { (kernel[axis] - 1) * Dimension(dilation[axis]) + 1 }

    /// The input and its padding along an axis, when the padding is explicit.
    private func padded(_ axis: Int, _ input: Dimension) -> Dimension {
        input + Dimension(explicit.before[axis] + explicit.after[axis])
    }

    /// The number of windows along an axis.
    package func outputSize(_ axis: Int, _ input: Dimension) -> Dimension {
        let stride = Dimension(self.stride[axis])
        guard case .explicit = padding else { return input.ceilDivided(by: stride) }
        let room = padded(axis, input) - extent(axis)
        guard ceil else { return room.floorDivided(by: stride) + 1 }
        // A window that would start beyond the input and the padding before it is left out, as in PyTorch.
        let started = (input + Dimension(explicit.before[axis])).ceilDivided(by: stride)
        let all = room.ceilDivided(by: stride) + 1
        guard let extent = extent(axis).value else { return .minimum(started, all) }
        return extent - explicit.after[axis] < self.stride[axis] ? started : all
    }

    /// The numbers of windows along all axes; a kernel must fit into its padded input.
    func outputSizes(
        _ input: [Dimension], _ inference: inout Inference, labels: @autoclosure () -> [String]
    ) throws(Diagnostic) -> [Dimension] {
        var result: [Dimension] = []
        for axis in 0..<axes {
            if case .explicit = padding { try requireRoom(axis, input[axis], &inference, labels()) }
            result.append(outputSize(axis, input[axis]))
        }
        return result
    }

    private func requireRoom(
        _ axis: Int, _ input: Dimension, _ inference: inout Inference, _ labels: @autoclosure () -> [String]
    ) throws(Diagnostic) {
        let room = padded(axis, input)
        // Rounded up, one window is left as long as less than a stride of it is missing, as in PyTorch.
        let missing = ceil ? stride[axis] - 1 : 0
        try inference.require(
            room, atLeast: extent(axis) - Dimension(missing), "a window must not be larger than its padded input"
        ) {
            Diagnostic(
                "kernel-too-large",
                "the window reaches over \(extent(axis)) position\(extent(axis) == 1 ? "" : "s") along spatial axis \(axis), but the padded input "
                    + "has only \(room)",
                labels: labels(), help: "take a smaller kernel or dilation, or pad the input")
        }
    }

    /// How many positions of padding come before and after an axis of a size.
    package func padding(_ axis: Int, _ input: Dimension) -> (before: Dimension, after: Dimension) {
        let overhang = (outputSize(axis, input) - 1) * Dimension(stride[axis]) + extent(axis) - input
        let needed = Dimension.maximum(0, overhang)
        let half = needed.floorDivided(by: 2)
        switch padding {
        case .explicit: return (Dimension(explicit.before[axis]), Dimension(explicit.after[axis]))
        case .same: return (half, needed - half)
        case .sameLower: return (needed - half, half)
        case .causal: return (extent(axis) - 1, 0)
        }
    }

    /// The windows over an input of known size; the sizes have been checked by `outputSizes`.
    func bound(_ input: [Int]) throws(Diagnostic) -> [WindowAxis] {
        var result: [WindowAxis] = []
        for axis in 0..<axes {
            guard let kernel = kernel[axis].value, let extent = extent(axis).value,
                let output = outputSize(axis, Dimension(input[axis])).value
            else { throw Diagnostic("unbound-size", "a kernel's size has no value here") }
            guard output >= 0 else {
                throw Diagnostic("kernel-too-large", "a window is larger than its padded input")
            }
            var before = explicit.before[axis]
            var after = explicit.after[axis]
            let needed = max(0, (output - 1) * stride[axis] + extent - input[axis])
            switch padding {
            case .explicit: break
            case .same: (before, after) = (needed / 2, needed - needed / 2)
            case .sameLower: (before, after) = (needed - needed / 2, needed / 2)
            case .causal: (before, after) = (extent - 1, 0)
            }
            result.append(
                WindowAxis(
                    input: input[axis], output: output, kernel: kernel, stride: stride[axis],
                    dilation: dilation[axis], before: before, after: after))
        }
        return result
    }
}

extension Windows {
    /// What a window sees of the spatial axes, which are axes 2 and on of the operand and the result.
    ///
    /// Where padding depends on a size that is free, it is taken for a size that is a multiple of the stride.
    func fields(over input: [Dimension]) -> [AxisField] {
        (0..<axes).map { axis in
            guard let extent = extent(axis).value, extent <= WindowNumbers.largest else { return .whole }
            let before: Int
            switch padding {
            case .explicit: before = explicit.before[axis]
            case .causal: before = extent - 1
            case .same, .sameLower:
                let rest = input[axis].value.map { $0 % stride[axis] } ?? 0
                let needed = max(0, extent - (rest == 0 ? stride[axis] : rest))
                before = padding == .same ? needed / 2 : needed - needed / 2
            }
            return .window(axis + 2, stride: stride[axis], -before, extent - 1 - before, step: dilation[axis])
        }
    }
}

/// The windows along one axis, with all sizes known.
struct WindowAxis {
    let input: Int
    let output: Int
    let kernel: Int
    let stride: Int
    let dilation: Int
    let before: Int
    let after: Int

    /// The input position that a tap of a window reads; outside the input it is padding.
    func position(_ window: Int, _ tap: Int) -> Int { window * stride - before + tap * dilation }
}

extension [WindowAxis] {
    /// The number of windows.
    var windows: Int { reduce(1) { $0 * $1.output } }
    /// The number of elements of a plane of the input.
    var plane: Int { reduce(1) { $0 * $1.input } }
    /// The number of taps of a window.
    var taps: Int { reduce(1) { $0 * $1.kernel } }

    /// For one window, the offset in a plane of each of its taps; -1 for those in the padding.
    func offsets(ofWindow window: Int) -> [Int] {
        var offsets = [0]
        var rest = window
        var divisor = windows
        for axis in self {
            divisor /= axis.output
            let place = rest / divisor
            rest %= divisor
            var next: [Int] = []
            next.reserveCapacity(offsets.count * axis.kernel)
            for offset in offsets {
                for tap in 0..<axis.kernel {
                    let position = axis.position(place, tap)
                    let inside = offset >= 0 && position >= 0 && position < axis.input
                    next.append(inside ? offset * axis.input + position : -1)
                }
            }
            offsets = next
        }
        return offsets
    }
}
