import WeftDiagnostics
import WeftGraph

/// How a node of an ONNX operator becomes nodes of our operators: its results in order, nil for those not wanted.
typealias ONNXMapping =
    @Sendable (inout ONNXGraphImporter, ONNXNode) throws(Diagnostic) -> [ONNXOperand?]

/// The ONNX operators that are understood, by domain and name.
enum ONNXOperators {
    /// How a node is imported; nil where its operator is not known.
    static func mapping(_ node: ONNXNode) -> ONNXMapping? {
        domains[node.domain]?[node.type]
    }

    /// Whether an operator is known.
    static func has(_ type: String, _ domain: String) -> Bool { domains[domain]?[type] != nil }

    private static let domains: [String: [String: ONNXMapping]] = [
        "": [
            ONNXConstants.mappings, ONNXUnary.mappings, ONNXBinary.mappings, ONNXActivations.mappings,
            ONNXShapes.mappings, ONNXSlices.mappings, ONNXProducts.mappings, ONNXConvolutions.mappings,
            ONNXPools.mappings, ONNXNormalization.mappings, ONNXReductions.mappings, ONNXRanking.mappings,
            ONNXIndices.mappings, ONNXResize.mappings, ONNXSampling.mappings, ONNXRecurrent.mappings,
            ONNXScans.mappings, ONNXControl.mappings, ONNXFirstOperators.mappings, ONNXLosses.mappings,
            ONNXQuantization.mappings, ONNXRandom.mappings, ONNXFourier.mappings,
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
        "ai.onnx.preview.training": ONNXOptimizers.mappings,
    ]

    /// The names of the operators of ONNX's own domain that are understood.
    static var names: [String] { domains[""]?.keys.sorted() ?? [] }
}
