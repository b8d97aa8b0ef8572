import WeftGraph
import WeftOperators
import WeftTensors

/// A transposed convolution is a convolution whose channels hold the results of one position each: with stride s every
/// element of the input meets s results along an axis, and each of them sees every s-th tap of the kernel.
///
/// The kernel is filled up with zeros to whole strides, parted into taps and places within a stride, and turned round along
/// the taps; what the convolution gives is laid out in space and cut to size.
struct SpreadConvolutions: RewriteRule {
    let operators: [any Operator.Type]? = [Op.ConvTranspose.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let operation = node.operation as? Op.ConvTranspose, operation.groups == 1,
            operation.dilation.allSatisfy({ $0 == 1 }), let x = node.inputs[0], let weight = node.inputs[1],
            rewriting.isFixed(weight), let sizes = rewriting.fact(weight).knownSizes,
            let windows = try? SpreadWindows(operation, kernel: sizes[2...].map { Dimension($0) })
        else { return nil }
        let axes = sizes.count - 2
        var taps: [Int] = []
        for axis in 0..<axes {
            let reach = sizes[axis + 2] + windows.outputPad[axis]
            taps.append((reach + windows.stride[axis] - 1) / windows.stride[axis])
        }
        let spread = Spread(
            axes: axes, inputs: sizes[0], outputs: sizes[1], kernel: Array(sizes[2...]), stride: windows.stride,
            taps: taps)
        let bias = node.inputs.count > 2 ? node.inputs[2] : nil
        let padding = Padding.explicit((taps + taps).map { $0 - 1 })
        guard let turned = spread.weight(weight, &rewriting), let places = spread.bias(bias, &rewriting),
            let parts = rewriting.add(Op.Conv(pad: padding), [x, turned, places.value])?.first
        else { return nil }
        let wanted = rewriting.fact(node.outputs[0]).shape
        guard var result = spread.inSpace(parts, &rewriting) else { return nil }
        for axis in 0..<axes {
            let start = Dimension(windows.before(axis, sizes[axis + 2]))
            let slice = Op.Slice(axis: axis + 2, from: start, to: start + wanted[axis + 2])
            guard let part = rewriting.addOne(slice, result) else { return nil }
            result = part
        }
        return [result]
    }
}

/// The sizes of a transposed convolution with known weights.
private struct Spread {
    let axes: Int
    let inputs: Int
    let outputs: Int
    let kernel: [Int]
    let stride: [Int]
    /// The taps that each place within a stride sees, along each axis.
    let taps: [Int]

    /// An optional value, where nothing at all is told apart from a failure.
    struct Optional {
        let value: ValueID?
    }

    private var places: Int { stride.reduce(1, *) }

    /// `[C, out, kernel…]` as `[places · out, C, taps…]`.
    func weight(_ weight: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let missing = (0..<axes).map { taps[$0] * stride[$0] - kernel[$0] }
        let none = [Int](repeating: 0, count: 2 + axes)
        let parted = [inputs, outputs] + (0..<axes).flatMap { [taps[$0], stride[$0]] }
        let order = (0..<axes).map { 3 + 2 * $0 } + [1, 0] + (0..<axes).map { 2 + 2 * $0 }
        guard let filled = rewriting.addOne(Op.Pad(sizes: none + [0, 0] + missing), weight),
            let seen = rewriting.addOne(Op.Reshape(sizes: parted.map { Dimension($0) }), filled),
            let turned = rewriting.addOne(Op.Transpose(order: order), seen),
            var result = rewriting.addOne(
                Op.Reshape(sizes: ([places * outputs, inputs] + taps).map { Dimension($0) }), turned)
        else { return nil }
        for axis in 0..<axes where taps[axis] > 1 {
            guard let reversed = rewriting.addOne(Op.Reverse(axis: axis + 2), result) else { return nil }
            result = reversed
        }
        return result
    }

    /// The bias for every place.
    func bias(_ bias: ValueID?, _ rewriting: inout Rewriting) -> Optional? {
        guard let bias else { return Optional(value: nil) }
        guard let spread = rewriting.addOne(Op.Expand(sizes: [Dimension(places), Dimension(outputs)]), bias),
            let result = rewriting.addOne(Op.Reshape(sizes: [Dimension(places * outputs)]), spread)
        else { return nil }
        return Optional(value: result)
    }

    /// `[N, places · out, windows…]` as `[N, out, windows · stride…]`.
    func inSpace(_ parts: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(parts).shape
        let seen = [shape[0]] + stride.map { Dimension($0) } + [Dimension(outputs)] + shape[2...]
        let order = [0, axes + 1] + (0..<axes).flatMap { [axes + 2 + $0, 1 + $0] }
        let joined = [shape[0], Dimension(outputs)] + (0..<axes).map { shape[$0 + 2] * Dimension(stride[$0]) }
        guard let parted = rewriting.addOne(Op.Reshape(sizes: Array(seen)), parts),
            let turned = rewriting.addOne(Op.Transpose(order: order), parted)
        else { return nil }
        return rewriting.addOne(Op.Reshape(sizes: joined), turned)
    }
}
