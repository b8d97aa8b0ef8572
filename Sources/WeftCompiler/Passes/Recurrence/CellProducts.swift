import WeftGraph
import WeftOperators

/// What depends on the states of a body.
struct StateDependence {
    private var isDependent: [Bool]

    init(_ body: Graph, states: Int) {
        isDependent = Array(repeating: false, count: body.values.count)
        for input in body.inputs.prefix(states) { isDependent[input.value.index] = true }
        for node in body.nodes where node.inputs.contains(where: { $0.map { isDependent[$0.index] } ?? false }) {
            for output in node.outputs { isDependent[output.index] = true }
        }
    }

    /// Whether a value of the body depends on a state; values that were added since do not count.
    func contains(_ value: ValueID) -> Bool { value.index < isDependent.count && isDependent[value.index] }
}

/// A product over tensors side by side, of which some depend on the states and some do not, is a sum of products: what does
/// not depend on the states can then leave the loop.
struct PartedProducts: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Dense.self]

    let dependence: StateDependence

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.operation is Op.Dense, let x = node.inputs[0], let weight = node.inputs[1],
            let join = rewriting.producer(of: x), let concat = join.operation as? Op.Concat,
            rewriting.isFixed(weight)
        else { return nil }
        let rank = rewriting.fact(x).rank
        let parts = join.inputs.compactMap { $0 }
        guard concat.axis.resolvedJoiningAxis(rank) == rank - 1, parts.contains(where: { dependence.contains($0) }),
            !parts.allSatisfy({ dependence.contains($0) })
        else { return nil }
        var start: Dimension = 0
        var sum: ValueID?
        for part in parts {
            let end = start + rewriting.fact(part).shape[rank - 1]
            guard let own = rewriting.addOne(Op.Slice(axis: 1, from: start, to: end), weight) else { return nil }
            let bias = sum == nil && node.inputs.count > 2 ? node.inputs[2] : nil
            guard let product = rewriting.add(Op.Dense(), [part, own, bias])?.first else { return nil }
            if let before = sum {
                guard let next = rewriting.addOne(Op.Add(), before, product) else { return nil }
                sum = next
            } else {
                sum = product
            }
            start = end
        }
        return sum.map { [$0] }
    }
}

/// Products of one tensor with several fixed weights are one product, parted afterwards.
///
/// Each of them becomes a part of the joined product; that they all have the same one is left to the pass that makes equal
/// nodes one.
struct JoinedProducts: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Dense.self]

    /// The products of each operand, by their results.
    private let groups: [ValueID: [Graph.Node]]

    init(_ body: Graph, states: Int, fixed: Range<Int>) {
        let dependence = StateDependence(body, states: states)
        let inputs = Set(body.inputs[fixed.clamped(to: body.inputs.indices)].map(\.value))
        var byOperand: [ValueID: [Graph.Node]] = [:]
        for node in body.nodes where node.operation is Op.Dense {
            guard let x = node.inputs[0], dependence.contains(x),
                node.inputs.dropFirst().allSatisfy({ $0.map { inputs.contains($0) } ?? true })
            else { continue }
            byOperand[x, default: []].append(node)
        }
        groups = byOperand.filter { _, nodes in
            nodes.count > 1 && Set(nodes.map { $0.inputs.count > 2 && $0.inputs[2] != nil }).count == 1
        }
    }

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard node.operation is Op.Dense, let x = node.inputs[0], let group = groups[x],
            let place = group.firstIndex(where: { $0.outputs == node.outputs })
        else { return nil }
        let weights = group.map { $0.inputs[1] }
        let biases = group.compactMap { $0.inputs.count > 2 ? $0.inputs[2] : nil }
        let sizes = group.map { rewriting.fact($0.outputs[0]).shape.last ?? 0 }
        guard let weight = rewriting.add(Op.Concat(axis: 0), weights)?.first else { return nil }
        var bias: ValueID?
        if !biases.isEmpty {
            bias = rewriting.add(Op.Concat(axis: 0), biases)?.first
            if bias == nil { return nil }
        }
        guard let product = rewriting.add(Op.Dense(), [x, weight, bias])?.first else { return nil }
        let axis = rewriting.fact(product).rank - 1
        let isEven = sizes.allSatisfy { $0 == sizes[0] }
        let split = isEven ? Op.Split(parts: sizes.count, axis: axis) : Op.Split(sizes: sizes, axis: axis)
        return rewriting.add(split, [product]).map { [$0[place]] }
    }
}

/// A sum that is parted is the sum of the parts, so that the parts of a product meet what is done to each of them.
struct PartedSums: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Split.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let split = node.operation as? Op.Split, let x = node.inputs[0], rewriting.isReadOnce(x),
            let sum = rewriting.producer(of: x), sum.inputs.count == 2, let a = sum.inputs[0], let b = sum.inputs[1],
            sum.operation is Op.Add || sum.operation is Op.Subtract || sum.operation is Op.Multiply
        else { return nil }
        let rank = rewriting.fact(x).rank
        guard split.axis.resolvedJoiningAxis(rank) == rank - 1, let left = parts(a, x, split, &rewriting),
            let right = parts(b, x, split, &rewriting)
        else { return nil }
        var results: [ValueID] = []
        for (one, other) in zip(left, right) {
            guard let result = rewriting.addOne(sum.operation, one, other) else { return nil }
            results.append(result)
        }
        return results
    }

    private func parts(
        _ value: ValueID, _ whole: ValueID, _ split: Op.Split, _ rewriting: inout Rewriting
    ) -> [ValueID]? {
        let shape = rewriting.fact(value).shape
        guard let last = shape.last, rewriting.isSame(last, rewriting.fact(whole).shape.last ?? 0) else { return nil }
        var own = split
        own.axis = shape.count - 1
        return rewriting.add(own, [value])
    }
}
