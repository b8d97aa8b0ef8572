package import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Two models on the same inputs.
package struct ModelAgreement: Sendable {
    package var options = LoadingOptions()
    package var tolerance: Tolerance?
    package var seed: UInt64 = 0

    package init() {}

    /// Runs both models on inputs from the seed and compares the outputs, and the layers where they have the same names.
    ///
    /// - Throws: what is wrong with a model or with the pair of them.
    package func compare(_ first: String, _ second: String) throws(DiagnosticList) -> VerificationCase {
        var models: [Model] = []
        for path in [first, second] {
            let subject = try VerifiedModel(ModelReference(path), options.withoutDimensions)
            models.append(
                try single { () throws(Diagnostic) in
                    var model = try subject.model(values: [:])
                    try model.initializeParameters(seed: seed)
                    return model
                })
        }
        return try single { () throws(Diagnostic) in try compare(models[0], models[1], "\(first) and \(second)") }
    }

    private func compare(_ first: Model, _ second: Model, _ name: String) throws(Diagnostic) -> VerificationCase {
        let inputs = try SampleInputs(first.graph, second.graph, sizes: options.dimensions, seed: seed)
        let layers = LayerValues(first.graph, sharedWith: second.graph)
        let reference = try first.recorded(inputs.first, layers.first)
        let other = try second.recorded(inputs.second, layers.second)
        func allowed(_ type: ElementType) -> Tolerance {
            tolerance ?? .rounding(of: type, in: first.graph, sizes: inputs.sizes)
        }
        let outputs = zip(first.graph.outputTypes, reference.outputs).enumerated().map { index, pair in
            let (output, wanted) = pair
            let allowed = allowed(wanted.elementType)
            let twin =
                second.graph.outputTypes.firstIndex { $0.name == output.name }
                ?? (index < other.outputs.count ? index : nil)
            guard let twin else { return OutputComparison(missing: output.name, allowed) }
            return OutputComparison(output.name, other.outputs[twin], RecordedTensor(wanted), allowed)
        }
        var result = VerificationCase(name, outputs)
        for layer in layers.names {
            guard let wanted = reference.layers[layer], let found = other.layers[layer] else { continue }
            let comparison = OutputComparison(layer, found, RecordedTensor(wanted), allowed(wanted.elementType))
            guard !comparison.passes else { continue }
            result.firstDifference = comparison
            break
        }
        return result
    }
}

/// The layers that two graphs have by the same name: the last node of each path of labels.
struct LayerValues {
    /// In the order of the first graph.
    let names: [String]
    /// The nodes of the two graphs, by number, with the layer that each ends.
    let first: [Int: String]
    let second: [Int: String]

    init(_ graph: Graph, sharedWith other: Graph) {
        let own = LayerValues.ends(graph)
        let others = LayerValues.ends(other)
        let shared = Set(own.keys).intersection(others.keys)
        first = Dictionary(uniqueKeysWithValues: own.filter { shared.contains($0.key) }.map { ($1, $0) })
        second = Dictionary(uniqueKeysWithValues: others.filter { shared.contains($0.key) }.map { ($1, $0) })
        names = first.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func ends(_ graph: Graph) -> [String: Int] {
        var ends: [String: Int] = [:]
        for (index, node) in graph.nodes.enumerated() where node.outputs.count == 1 {
            if !node.path.isEmpty {
                ends[node.path.joined(separator: ".")] = index
            } else if case .imported(let name) = node.origin, !name.isEmpty {
                ends[name] = index
            }
        }
        return ends
    }
}

extension Model {
    /// The outputs of a run, in order, and what layers gave, by their names.
    fileprivate func recorded(
        _ inputs: [String: Tensor], _ layers: [Int: String]
    ) throws(Diagnostic) -> (outputs: [Tensor], layers: [String: Tensor]) {
        let problems = inputProblems(inputs)
        if let first = problems.first { throw first }
        var values: [String: Tensor] = [:]
        let results = try interpreted(inputs) { node, results in
            if let name = layers[node] { values[name] = results[0].tensor }
        }
        return (results.map(\.value.tensor), values)
    }
}
