import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Positions of the largest and the smallest.
enum ONNXRanking {
    static let mappings: [String: ONNXMapping] = [
        "ArgMax": { importer, node throws(Diagnostic) in [try arg(&importer, node, largest: true)] },
        "ArgMin": { importer, node throws(Diagnostic) in [try arg(&importer, node, largest: false)] },
        "TopK": { importer, node throws(Diagnostic) in try topK(&importer, node) },
    ]

    private static func arg(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, largest: Bool
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let axis = try importer.resolved(try node.integer("axis", 0), importer.fact(x).rank)
        let (keep, last) = (try node.flag("keepdims", true), try node.flag("select_last_index"))
        let operation: any Operator =
            largest ? Op.Argmax(axis: axis, keep: keep, last: last) : Op.Argmin(axis: axis, keep: keep, last: last)
        return try importer.cast(try importer.one(operation, x), to: .i64)
    }

    private static func topK(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let x = try importer.required(node, 0)
        let axis = try importer.resolved(try node.integer("axis", -1), importer.fact(x).rank)
        let k: Dimension
        if importer.opset < 10 {
            k = Dimension(try node.integer("k", 1))
        } else {
            guard let given = try importer.sizes(try importer.required(node, 1), "the k of TopK").first else {
                throw Diagnostic("onnx-operand", "the k of TopK is empty")
            }
            k = given
        }
        let operation = Op.TopK(k: k, axis: axis, largest: try node.flag("largest", true))
        let results = try importer.all(operation, [x])
        return [results[0], try importer.cast(results[1], to: .i64)]
    }
}
