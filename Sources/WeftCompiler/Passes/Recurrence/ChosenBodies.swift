import WeftGraph
import WeftOperators
import WeftTensors

/// In a loop that runs in kernels nobody asks which of two bodies is to run: both do, and each element is taken from the one
/// that was meant.
///
/// Only where nothing in them can fail for what the data are, so that a body that was not meant does no harm.
struct ChosenBodies: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Scan.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard var scan = node.operation as? Op.Scan, scan.body.takeBothBodies() else { return nil }
        return rewriting.add(scan, node.inputs)
    }
}

extension Graph {
    /// Runs both bodies of branches and chooses between what they give; whether there were any where that can be.
    mutating func takeBothBodies() -> Bool {
        let old = nodes
        var isChanged = false
        nodes = []
        for node in old {
            let count = nodes.count
            if let branch = node.operation as? Op.Branch, appendChoice(branch, node) {
                isChanged = true
            } else {
                nodes.removeSubrange(count...)
                nodes.append(node)
            }
        }
        return isChanged
    }

    /// Adds both bodies of a branch and the choice between what they give; false where that cannot be.
    fileprivate mutating func appendChoice(_ branch: Op.Branch, _ node: Node) -> Bool {
        let operands = node.inputs.map { $0.map { self[$0].fact } }
        guard let condition = node.inputs[0], let bodies = branch.bodiesInPlace(operands), bodies.count == 2,
            bodies.allSatisfy({ $0.graph.alwaysSucceeds })
        else { return false }
        let captures = Array(node.inputs.dropFirst())
        let (yes, no) = (appendNodes(of: bodies[0], captures), appendNodes(of: bodies[1], captures))
        for ((left, right), output) in zip(zip(yes, no), node.outputs) {
            guard let left, let right, type(left) == type(output), type(right) == type(output) else { return false }
            nodes.append(
                Node(Op.Select(), [condition, left, right], [output], path: node.path, origin: node.origin))
        }
        return true
    }

    /// Adds the nodes of a body that is given some values, and gives what its outputs are here.
    private mutating func appendNodes(of place: BodyInPlace, _ given: [ValueID?]) -> [ValueID?] {
        var body = place.graph
        body.substitute(place.sizes)
        var values: [ValueID: ValueID] = [:]
        for (input, value) in zip(body.inputs, given) { values[input.value] = value }
        for node in body.nodes {
            var own = node
            own.inputs = node.inputs.map { $0.flatMap { values[$0] } }
            own.outputs = node.outputs.map { addValue(body[$0].fact) }
            for (old, new) in zip(node.outputs, own.outputs) { values[old] = new }
            nodes.append(own)
        }
        return body.outputs.map { values[$0.value] }
    }

    /// Whether no data make it fail: it finds no sizes and has no conditions, and nothing in it takes whole numbers as
    /// indices, lengths or divisors.
    fileprivate var alwaysSucceeds: Bool {
        conditions.isEmpty && !findsSizes
            && nodes.allSatisfy { node in
                if let scan = node.operation as? Op.Scan {
                    return !scan.hasLengths && !scan.hasStop && scan.body.alwaysSucceeds
                }
                let signature = Swift.type(of: node.operation).signature
                guard !(node.operation is any OperatorWithBody), !signature.isOpen else { return false }
                if node.operation.isView || node.operation is Op.Concat || node.operation is Op.Cast { return true }
                let hasIntegers = node.inputs.contains { $0.map { type($0).elementType.isInteger } ?? false }
                return !hasIntegers || signature.traits.contains(.elementwise) && !node.operation.divides
            }
    }
}

extension Operator {
    /// Whether it refuses some whole numbers.
    fileprivate var divides: Bool {
        self is Op.Divide || self is Op.Remainder || self is Op.Fmod || self is Op.Power || self is Op.ShiftLeft
            || self is Op.ShiftRight
    }
}
