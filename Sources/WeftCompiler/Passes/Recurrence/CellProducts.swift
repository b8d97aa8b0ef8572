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

extension Graph {
    /// The products of a body that multiply the same, which depends on its states, by weights from outside of it.
    func cellProducts(_ scan: Op.Scan) -> [ParallelProducts] {
        let dependence = StateDependence(self, states: scan.carried)
        let fixed = Set(inputs[scan.fixedBodyInputs.clamped(to: inputs.indices)].map(\.value))
        return ParallelProducts.grouped(self) { _, node in
            guard node.operation is Op.Dense, let x = node.inputs[0], dependence.contains(x),
                node.inputs.dropFirst().allSatisfy({ $0.map { fixed.contains($0) } ?? true })
            else { return nil }
            return ParallelProducts.Kind(x: x, hasBias: node.inputs.count > 2 && node.inputs[2] != nil)
        }
    }
}
