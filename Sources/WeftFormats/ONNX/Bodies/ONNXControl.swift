import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Branches and loops.
enum ONNXControl {
    static let mappings: [String: ONNXMapping] = [
        "If": { importer, node throws(Diagnostic) in try branch(&importer, node) },
        "Loop": { importer, node throws(Diagnostic) in try loop(&importer, node) },
    ]

    /// A condition that is known before the run leaves only the body that it chooses.
    private static func branch(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let condition = try importer.scalar(try importer.required(node, 0))
        if let chosen = importer.fact(condition).contents?.first?.value {
            importer.file.ledger.note(
                node.label, "the condition is \(chosen != 0) whatever the inputs are: the other branch is left out")
            return try importer.spliced(node, chosen != 0 ? "then_branch" : "else_branch")
        }
        for name in ["then_branch", "else_branch"] { _ = try node.graph(name) }
        do throws(Diagnostic) {
            let (left, right) = try importer.bodies(node, "then_branch", "else_branch")
            return try importer.all(Op.Branch(then: left.graph, else: right.graph), [condition] + left.captured)
        } catch {
            // Where only one of the branches fits, the values that decide on it must be known.
            let reason = importer.needsValues(of: condition, "the condition of If")
            throw reason.notes.reduce(error) { $0.noting($1.message) }
        }
    }

    private static func loop(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        var head: [ONNXOperand?] = []
        for index in 0..<2 {
            let given = try importer.optional(node, index)
            head.append(try given.map { given throws(Diagnostic) in try importer.scalar(given) })
        }
        // A condition that holds at first is as good as none.
        if let first = head[1], importer.fact(first).contents?.first?.value == 1 { head[1] = nil }
        var states: [ONNXOperand] = []
        for index in node.inputs.indices.dropFirst(2) { states.append(try importer.required(node, index)) }
        let body = try loopBody(&importer, node, states.map { importer.fact($0).type })
        return try importer.all(
            Op.Loop(body: body.graph, carried: states.count), head + states + body.captured)
    }

    /// The body of a loop. Sizes of states are those at the start, unless the body changes them: then they get names of
    /// their own, and the body is made again.
    private static func loopBody(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ states: [TensorType]
    ) throws(Diagnostic) -> ONNXBody {
        var types = states
        while true {
            let before = importer
            let facts = [Fact(.i64, []), Fact(.bool, [])] + types.map { Fact($0) }
            let body = try importer.body(node, "body", inputs: facts, scalars: 1)
            let outputs = body.graph.outputs.dropFirst().prefix(states.count).map { body.graph.type($0.value) }
            guard outputs.count == states.count else {
                throw Diagnostic(
                    "onnx-body", "the body gives \(body.graph.outputs.count) results for \(states.count) states")
            }
            var changed = types
            for (index, output) in outputs.enumerated() where output.rank == types[index].rank {
                let shape = zip(types[index].shape, output.shape).enumerated().map { axis, sizes in
                    sizes.0 == sizes.1 ? sizes.0 : Dimension(Symbol("l\(importer.file.depth)_\(index)_\(axis)"))
                }
                changed[index] = TensorType(types[index].elementType, shape)
            }
            if changed == types { return body }
            importer = before
            types = changed
        }
    }
}
