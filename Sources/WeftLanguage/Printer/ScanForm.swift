import WeftGraph
import WeftOperators
import WeftTensors

/// Whether a scan can be written as a cell that `scan` or `unroll` drives, and come back the same.
///
/// A cell's frame decides much by itself: what goes in as a fixed tensor and in which order, which types states and
/// steps have, and that what hangs on fixed tensors alone is computed outside. A scan that is otherwise prints as the
/// operator itself, with its body as a block.
struct ScanForm {
    /// The operands by what they are for; nil when there is no cell for the scan.
    struct Operands {
        let states: [ValueID]
        let sequences: [ValueID]
        let fixed: [ValueID]
        let lengths: ValueID?
    }

    static func operands(_ scan: Op.Scan, _ node: Graph.Node, in graph: Graph) -> Operands? {
        let body = scan.body
        let operands = node.inputs.compactMap { $0 }
        let stacked = body.outputs.count - scan.carried - (scan.hasStop ? 1 : 0)
        guard operands.count == node.inputs.count, scan.carried >= 0, scan.scanned >= 0,
            scan.carried + scan.scanned <= body.inputs.count, stacked >= 1, body.parameters.isEmpty,
            body.conditions.isEmpty, operands.count == body.inputs.count + (scan.hasLengths ? 1 : 0)
        else { return nil }
        let found = Operands(
            states: Array(operands[..<scan.carried]),
            sequences: Array(operands[scan.carried..<(scan.carried + scan.scanned)]),
            fixed: Array(operands[(scan.carried + scan.scanned)..<body.inputs.count]),
            lengths: scan.hasLengths ? operands.last : nil)
        let hasDriver =
            found.sequences.isEmpty
            ? scan.steps != nil && scan.axis == 1 && !scan.reverse && !scan.hasLengths
            : scan.steps == nil && scan.axis >= 0
        guard hasDriver, hasTypes(scan, found, graph), Set(found.fixed).count == found.fixed.count,
            dependsOnSteps(scan), fixedInOrderOfUse(scan) == found.fixed.indices.map({ $0 })
        else { return nil }
        return found
    }

    /// Whether what the body takes has just the types that a cell would give it.
    private static func hasTypes(_ scan: Op.Scan, _ operands: Operands, _ graph: Graph) -> Bool {
        let body = scan.body
        for (index, input) in body.inputs.enumerated() {
            let fact = body[input.value].fact
            if index < scan.carried {
                guard fact == Fact(graph.type(operands.states[index])) else { return false }
                let next = body.type(body.outputs[index].value)
                guard next.elementType == fact.elementType, next.rank == fact.rank else { return false }
            } else if index < scan.carried + scan.scanned {
                let type = graph.type(operands.sequences[index - scan.carried])
                guard scan.axis < type.rank else { return false }
                var shape = type.shape
                shape.remove(at: scan.axis)
                guard fact == Fact(type.elementType, shape) else { return false }
            } else {
                guard fact == graph[operands.fixed[index - scan.carried - scan.scanned]].fact else { return false }
            }
        }
        guard scan.hasStop, let stop = body.outputs.last else { return true }
        let type = body.type(stop.value)
        return type.elementType == .bool && type.rank == 1
    }

    /// Whether no node of the body hangs on fixed tensors alone: a cell's would be computed outside.
    private static func dependsOnSteps(_ scan: Op.Scan) -> Bool {
        let fixed = Set(scan.body.inputs.dropFirst(scan.carried + scan.scanned).map(\.value))
        return scan.body.nodes.allSatisfy { node in
            let operands = node.inputs.compactMap { $0 }
            return operands.isEmpty || !operands.allSatisfy { fixed.contains($0) }
        }
    }

    /// The fixed tensors in the order in which a cell's text would come to use them.
    private static func fixedInOrderOfUse(_ scan: Op.Scan) -> [Int] {
        var numbers: [ValueID: Int] = [:]
        for (index, input) in scan.body.inputs.dropFirst(scan.carried + scan.scanned).enumerated() {
            numbers[input.value] = index
        }
        var order: [Int] = []
        func use(_ value: ValueID) {
            if let number = numbers.removeValue(forKey: value) { order.append(number) }
        }
        for node in scan.body.nodes {
            if let inner = node.operation as? Op.Scan, let operands = operands(inner, node, in: scan.body) {
                for value in operands.fixed { use(value) }
            }
            for case let value? in node.inputs { use(value) }
        }
        // Results are looked up before the next states.
        let outputs = scan.body.outputs
        let results = outputs.dropFirst(scan.carried).dropLast(scan.hasStop ? 1 : 0)
        for output in results + outputs.prefix(scan.carried) + outputs.suffix(scan.hasStop ? 1 : 0) {
            use(output.value)
        }
        return order
    }
}
