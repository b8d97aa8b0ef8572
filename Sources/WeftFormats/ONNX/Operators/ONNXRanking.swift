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
        var x = try importer.required(node, 0)
        let type = importer.fact(x)
        let axis = try importer.resolved(try node.integer("axis", 0), type.rank)
        let keep = try node.flag("keepdims", true)
        if !largest { x = try importer.turnedOver(x) }
        // The last of equals is the first seen from the other end.
        let fromEnd = try node.flag("select_last_index")
        if fromEnd { x = try importer.one(Op.Reverse(axis: axis), x) }
        var place = try importer.cast(try importer.one(Op.Argmax(axis: axis, keep: keep), x), to: .i64)
        if fromEnd {
            let last = try importer.tensor(of: [type.shape[axis] - 1], rank: 0)
            place = try importer.one(Op.Subtract(), last, place)
        }
        return place
    }

    private static func topK(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        var x = try importer.required(node, 0)
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
        let largest = try node.flag("largest", true)
        if !largest { x = try importer.turnedOver(x) }
        let results = try importer.all(Op.TopK(k: k, axis: axis), [x])
        let values = largest ? results[0] : try importer.turnedOver(results[0])
        return [values, try importer.cast(results[1], to: .i64)]
    }
}

extension ONNXGraphImporter {
    /// Numbers in the opposite order: negated, or for integers the complement, which no number lacks.
    mutating func turnedOver(_ x: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        let type = fact(x).elementType
        if type.isFloat { return try one(Op.Negate(), x) }
        return try one(Op.Subtract(), .scalar(type.isSigned ? -1 : Double(highest(type)), type), x)
    }

    private func highest(_ type: ElementType) -> Int64 { type.integerRange?.upperBound ?? .max }
}
