import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Losses: the logarithm of the probability of the class that is right, weighted, and averaged or added up.
enum ONNXLosses {
    static let mappings: [String: ONNXMapping] = [
        "NegativeLogLikelihoodLoss": { importer, node throws(Diagnostic) in
            [try loss(&importer, node, of: try importer.required(node, 0))]
        },
        "SoftmaxCrossEntropyLoss": { importer, node throws(Diagnostic) in
            let logarithms = try importer.one(Op.LogSoftmax(axis: 1), try importer.required(node, 0))
            return [try loss(&importer, node, of: logarithms), logarithms]
        },
    ]

    /// - Parameter logarithms: of the probabilities, the classes along axis 1.
    private static func loss(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, of logarithms: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand {
        let type = importer.fact(logarithms).elementType
        var classes = try importer.required(node, 1)
        var ignored: ONNXOperand?
        if let index = try node.integer("ignore_index") {
            let integers = importer.fact(classes).elementType
            let isIgnored = try importer.one(Op.Equal(), classes, .scalar(Double(index), integers))
            // Any class will do where none counts.
            classes = try importer.one(Op.Select(), isIgnored, .scalar(0, integers), classes)
            ignored = isIgnored
        }
        let picked = try importer.one(
            Op.GatherElements(axis: 1), logarithms, try importer.one(Op.Unsqueeze(axis: [1]), classes))
        var losses = try importer.one(Op.Negate(), try importer.one(Op.Squeeze(axis: [1]), picked))
        var weights: ONNXOperand?
        if let own = try importer.optional(node, 2) {
            let gathered = try importer.one(Op.Gather(axis: 0), own, classes)
            losses = try importer.one(Op.Multiply(), losses, gathered)
            weights = gathered
        }
        if let ignored {
            let zero = ONNXOperand.scalar(0, type)
            losses = try importer.one(Op.Select(), ignored, zero, losses)
            weights = try importer.one(Op.Select(), ignored, zero, weights ?? .scalar(1, type))
        }
        let axes = Array(0..<importer.fact(losses).rank)
        switch try node.string("reduction") ?? "mean" {
        case "none": return losses
        case "sum": return try importer.one(Op.Sum(axis: axes), losses)
        case "mean":
            guard let weights else { return try importer.one(Op.Mean(axis: axes), losses) }
            let total = try importer.one(Op.Sum(axis: axes), losses)
            return try importer.one(Op.Divide(), total, try importer.one(Op.Sum(axis: axes), weights))
        case let other: throw Diagnostic("onnx-attribute", "'\(other)' is no reduction of a loss")
        }
    }
}
