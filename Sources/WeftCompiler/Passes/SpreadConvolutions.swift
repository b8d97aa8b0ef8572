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
        guard let operation = node.operation as? Op.ConvTranspose, let x = node.inputs[0],
            let weight = node.inputs[1], let sizes = rewriting.fact(weight).knownSizes,
            let spread = Spread(operation, weight: sizes),
            let turned = spread.weight(weight, &rewriting),
            let places = spread.bias(node.inputs.count > 2 ? node.inputs[2] : nil, &rewriting),
            let parts = rewriting.addOne(spread.convolution, x, turned, places.value),
            let whole = spread.inSpace(parts, &rewriting)
        else { return nil }
        return spread.cut(whole, to: rewriting.fact(node.outputs[0]).shape, &rewriting).map { [$0] }
    }
}

/// The sizes of a transposed convolution.
private struct Spread {
    private let windows: SpreadWindows
    private let groups: Int
    private let inputs: Int
    /// Of each group.
    private let outputs: Int
    /// The sizes of the kernel as it stands in the weight, and with its gaps.
    private let given: [Int]
    private let kernel: [Int]
    /// The taps that each place within a stride sees, along each axis.
    private let taps: [Int]

    private var axes: Int { given.count }
    private var dilation: [Int] { windows.dilation }
    private var stride: [Int] { windows.stride }

    init?(_ operation: Op.ConvTranspose, weight sizes: [Int]) {
        let given = Array(sizes[2...])
        guard let windows = try? SpreadWindows(operation, kernel: given.map { Dimension($0) }) else { return nil }
        (self.windows, self.given) = (windows, given)
        (groups, inputs, outputs) = (operation.groups, sizes[0], sizes[1])
        // A dilated kernel is one with zeros between its taps.
        let kernel = given.indices.map { (given[$0] - 1) * windows.dilation[$0] + 1 }
        self.kernel = kernel
        taps = given.indices.map { axis in
            let (reach, stride) = (kernel[axis] + windows.outputPad[axis], windows.stride[axis])
            return (reach + stride - 1) / stride
        }
    }

    /// The convolution that sees all taps of all places.
    var convolution: Op.Conv { Op.Conv(pad: .explicit((taps + taps).map { $0 - 1 }), groups: groups) }

    /// An optional value, where nothing at all is told apart from a failure.
    struct Optional {
        let value: ValueID?
    }

    private var places: Int { stride.reduce(1, *) }

    /// The axis of the groups, where there are several: kernels have room for eight axes.
    private var lead: [Int] { groups > 1 ? [groups] : [] }

    /// `[C, out, kernel…]` as `[groups · places · out, C / groups, taps…]`.
    func weight(_ weight: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let each = inputs / groups
        let parted = lead + [each, outputs] + (0..<axes).flatMap { [taps[$0], stride[$0]] }
        let first = lead.count
        let (places, own): ([Int], [Int]) = (
            (0..<axes).map { first + 3 + 2 * $0 }, (0..<axes).map { first + 2 + 2 * $0 }
        )
        let order: [Int] = Array(lead.indices) + places + [first + 1, first] + own
        guard let whole = dilated(weight, &rewriting),
            let filled = filled(whole, &rewriting),
            let seen = rewriting.addOne(Op.Reshape(sizes: parted.map { Dimension($0) }), filled),
            let turned = rewriting.addOne(Op.Transpose(order: order), seen),
            var result = rewriting.addOne(
                Op.Reshape(sizes: ([groups * self.places * outputs, each] + taps).map { Dimension($0) }), turned)
        else { return nil }
        for axis in 0..<axes where taps[axis] > 1 {
            guard let reversed = rewriting.addOne(Op.Reverse(axis: axis + 2), result) else { return nil }
            result = reversed
        }
        return result
    }

    /// The weight with zeros behind its taps, up to whole strides.
    private func filled(_ weight: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let missing = (0..<axes).map { taps[$0] * stride[$0] - kernel[$0] }
        guard missing.contains(where: { $0 > 0 }) else { return weight }
        return rewriting.addOne(Op.Pad(sizes: [Int](repeating: 0, count: 4 + axes) + missing), weight)
    }

    /// The weight with zeros between the taps of its kernel.
    private func dilated(_ weight: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        guard dilation.contains(where: { $0 > 1 }) else { return weight }
        let none = [Int](repeating: 0, count: 2 + 2 * axes)
        let apart = [inputs, outputs] + given.flatMap { [$0, 1] }
        let joined = [inputs, outputs] + (0..<axes).map { given[$0] * dilation[$0] }
        let pads = none + [0, 0] + dilation.flatMap { [0, $0 - 1] }
        guard let parted = rewriting.addOne(Op.Reshape(sizes: apart.map { Dimension($0) }), weight),
            let padded = rewriting.addOne(Op.Pad(sizes: pads), parted),
            var result = rewriting.addOne(Op.Reshape(sizes: joined.map { Dimension($0) }), padded)
        else { return nil }
        for axis in 0..<axes where dilation[axis] > 1 {
            let slice = Op.Slice(axis: axis + 2, from: 0, to: Dimension(kernel[axis]))
            guard let cut = rewriting.addOne(slice, result) else { return nil }
            result = cut
        }
        return result
    }

    /// The bias for every place.
    func bias(_ bias: ValueID?, _ rewriting: inout Rewriting) -> Optional? {
        guard let bias else { return Optional(value: nil) }
        let sizes = [groups, places, outputs].map { Dimension($0) }
        guard let parted = rewriting.reshaped(bias, [sizes[0], 1, sizes[2]]),
            let spread = rewriting.addOne(Op.Expand(sizes: sizes), parted),
            let result = rewriting.addOne(Op.Reshape(sizes: [Dimension(groups * places * outputs)]), spread)
        else { return nil }
        return Optional(value: result)
    }

    /// `[N, groups · places · out, windows…]` as `[N, groups · out, windows · stride…]`.
    func inSpace(_ parts: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(parts).shape
        let first = 1 + lead.count
        let sizes: [Dimension] = (lead + stride + [outputs]).map { Dimension($0) }
        let seen = [shape[0]] + sizes + shape[2...]
        let pairs: [Int] = (0..<axes).flatMap { [first + axes + 1 + $0, first + $0] }
        let order = Array(0..<first) + [first + axes] + pairs
        let space: [Dimension] = (0..<axes).map { shape[$0 + 2] * Dimension(stride[$0]) }
        let joined = [shape[0], Dimension(groups * outputs)] + space
        guard let parted = rewriting.addOne(Op.Reshape(sizes: Array(seen)), parts),
            let turned = rewriting.addOne(Op.Transpose(order: order), parted)
        else { return nil }
        return rewriting.addOne(Op.Reshape(sizes: joined), turned)
    }

    /// The part of the whole that is wanted.
    func cut(_ whole: ValueID, to wanted: [Dimension], _ rewriting: inout Rewriting) -> ValueID? {
        var result = whole
        for axis in 0..<axes {
            let start = Dimension(windows.before(axis, kernel[axis]))
            let slice = Op.Slice(axis: axis + 2, from: start, to: start + wanted[axis + 2])
            guard let part = rewriting.addOne(slice, result) else { return nil }
            result = part
        }
        return result
    }
}
