import WeftDiagnostics
import WeftGraph
import WeftOperators

/// ONNX's Scan: ours along one axis, with sequences and results turned where theirs lie otherwise.
enum ONNXScans {
    static let mappings: [String: ONNXMapping] = [
        "Scan": { importer, node throws(Diagnostic) in
            importer.opset < 9 ? try batched(&importer, node) : try scan(&importer, node)
        }
    ]

    private static func scan(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let operands = try importer.operands(node)
        let (states, sequences) = try parts(operands, node)
        let axes = try node.integers("scan_input_axes") ?? sequences.map { _ in 0 }
        let backwards = try node.integers("scan_input_directions") ?? sequences.map { _ in 0 }
        guard axes.count == sequences.count, backwards.count == sequences.count else {
            throw Diagnostic("onnx-attribute", "the axes or directions of Scan are not as many as its sequences")
        }
        var turned: [ONNXOperand] = []
        for (index, sequence) in sequences.enumerated() {
            var sequence = try importer.moved(sequence, from: axes[index], to: 0)
            if backwards[index] != 0 { sequence = try importer.one(Op.Reverse(axis: 0), sequence) }
            turned.append(sequence)
        }
        var results = try stepped(&importer, node, states, turned)
        let outputAxes = try node.integers("scan_output_axes") ?? []
        let outputBackwards = try node.integers("scan_output_directions") ?? []
        for index in states.count..<results.count {
            let place = index - states.count
            if place < outputBackwards.count, outputBackwards[place] != 0 {
                results[index] = try importer.one(Op.Reverse(axis: 0), results[index])
            }
            if place < outputAxes.count {
                results[index] = try importer.moved(results[index], from: 0, to: outputAxes[place])
            }
        }
        return results
    }

    /// The first operands are states, the last ones sequences.
    private static func parts(
        _ operands: [ONNXOperand], _ node: ONNXNode
    ) throws(Diagnostic) -> ([ONNXOperand], [ONNXOperand]) {
        let count = try node.integer("num_scan_inputs", 0)
        guard count >= 1, count <= operands.count else {
            throw Diagnostic("onnx-attribute", "Scan has \(operands.count) operands and \(count) sequences")
        }
        return (Array(operands.dropLast(count)), Array(operands.suffix(count)))
    }

    /// A scan along axis 0: the final states, then the results of the steps.
    private static func stepped(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ states: [ONNXOperand], _ sequences: [ONNXOperand]
    ) throws(Diagnostic) -> [ONNXOperand] {
        let facts =
            states.map { Fact(importer.fact($0).type) }
            + sequences.map { Fact(importer.fact($0).elementType, Array(importer.fact($0).shape.dropFirst())) }
        let body = try importer.body(node, "body", inputs: facts)
        let scan = Op.Scan(body: body.graph, carried: states.count, scanned: sequences.count, axis: 0)
        let results = try importer.all(scan, states + sequences + body.captured)
        return Array(results.suffix(states.count) + results.dropLast(states.count))
    }

    /// Before version 9 all operands have an axis of rows in front, and each row is a scan of its own: a scan over rows
    /// whose body is that scan.
    private static func batched(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        guard try importer.optional(node, 0) == nil else {
            throw importer.unsupported("a Scan of version 8 with sequence_lens is not supported")
        }
        var operands: [ONNXOperand] = []
        for index in node.inputs.indices.dropFirst() { operands.append(try importer.required(node, index)) }
        let (states, sequences) = try parts(operands, node)
        let backwards = try node.integers("directions") ?? sequences.map { _ in 0 }
        guard backwards.count == sequences.count else {
            throw Diagnostic("onnx-attribute", "the directions of Scan are not as many as its sequences")
        }
        for operand in operands where importer.fact(operand).rank == 0 {
            throw Diagnostic("onnx-operand", "an operand of Scan has no axis of rows")
        }
        var row = try importer.within("row")
        let inner = operands.enumerated().map { index, operand in
            let type = importer.fact(operand).type
            let step = Fact(type.elementType, Array(type.shape.dropFirst()))
            return ONNXOperand.value(row.builder.addInput("operand_\(index)", step))
        }
        var steps = Array(inner.dropFirst(states.count))
        for index in steps.indices where backwards[index] != 0 {
            steps[index] = try row.one(Op.Reverse(axis: 0), steps[index])
        }
        let results = try stepped(&row, node, Array(inner.prefix(states.count)), steps)
        for (index, result) in results.enumerated() {
            row.builder.addOutput("result_\(index)", try row.value(result))
        }
        let captured = try importer.finish(row)
        let scan = Op.Scan(body: row.builder.graph, carried: 0, scanned: operands.count, axis: 0)
        return try importer.all(scan, operands + captured)
    }
}

extension ONNXGraphImporter {
    /// An axis put at another place, counted in the result.
    mutating func moved(_ operand: ONNXOperand, from: Int, to: Int) throws(Diagnostic) -> ONNXOperand {
        let rank = fact(operand).rank
        let (from, to) = (try resolved(from, rank), try resolved(to, rank))
        if from == to { return operand }
        var order = Array(0..<rank)
        order.insert(order.remove(at: from), at: to)
        return try one(Op.Transpose(order: order), operand)
    }
}
