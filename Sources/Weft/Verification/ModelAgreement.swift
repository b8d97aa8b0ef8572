package import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Two models on the same inputs.
package struct ModelAgreement: Sendable {
    package var options = LoadingOptions()
    package var tolerance: Tolerance?
    package var seed: UInt64 = 0
    /// Whether the reference interpreter runs both.
    package var interprets = false

    package init() {}

    /// Runs the models of two files on inputs from the seed and compares the outputs. Where they differ, or where the
    /// interpreter runs them, the layers that have the same names in both are compared as well.
    ///
    /// - Throws: what is wrong with a model or with the pair of them.
    package func compare(_ first: String, _ second: String) throws(DiagnosticList) -> VerificationCase {
        let left = try VerifiedModel(ModelReference(first), options.withoutDimensions)
        let right = try VerifiedModel(ModelReference(second), options.withoutDimensions)
        return try single { () throws(Diagnostic) in try compare(left, right, "\(first) and \(second)") }
    }

    /// The same of models that are open.
    func compare(
        _ first: VerifiedModel, _ second: VerifiedModel, _ name: String
    ) throws(Diagnostic) -> VerificationCase {
        let free = [try first.freeSizes(), try second.freeSizes()]
        for size in options.dimensions.keys.sorted() where !free.contains(where: { $0.contains(size) }) {
            throw Diagnostic(
                "unknown-dimension", "no input of the models has a dimension '\(size)'",
                help: "their dimensions are \(free[0].union(free[1]).sorted().joined(separator: ", "))")
        }
        var models: [Model] = []
        var notes: [Diagnostic] = []
        for (subject, names) in zip([first, second], free) {
            let sizes = options.dimensions.filter { names.contains($0.key) }
            let (model, note) = try subject.complete(sizes: sizes, seed: seed)
            models.append(model)
            if let note { notes.append(note) }
        }
        var result = try compare(models[0], models[1], name)
        result.notes = notes
        return result
    }

    private func compare(_ first: Model, _ second: Model, _ name: String) throws(Diagnostic) -> VerificationCase {
        let inputs = try SampleInputs(first.graph, second.graph, sizes: options.dimensions, seed: seed)
        func allowed(_ type: ElementType) -> Tolerance {
            tolerance ?? .rounding(of: type, in: first.graph, sizes: inputs.sizes)
        }
        let wanted = try first.results(inputs.first, interprets: interprets)
        let found = try second.results(inputs.second, interprets: interprets)
        let names = second.graph.outputTypes.map(\.name)
        var outputs: [OutputComparison] = []
        for (index, output) in first.graph.outputTypes.enumerated() {
            guard let expected = wanted[output.name] else { continue }
            let allowed = allowed(expected.elementType)
            let twin = names.contains(output.name) ? output.name : index < names.count ? names[index] : nil
            outputs.append(
                twin.flatMap { found[$0] }.map { OutputComparison(output.name, $0, RecordedTensor(expected), allowed) }
                    ?? OutputComparison(missing: output.name, allowed))
        }
        var result = VerificationCase(name, outputs)
        result.inputs = first.graph.inputTypes.compactMap { input in
            inputs.first[input.name].map { GivenInput(input.name, $0) }
        }
        guard interprets || result.status != .passed else { return result }
        let layers = LayerValues(first.graph, sharedWith: second.graph)
        let reference = try first.layers(inputs.first, layers.first)
        let other = try second.layers(inputs.second, layers.second)
        for layer in layers.names {
            guard let wanted = reference[layer], let found = other[layer] else { continue }
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
    /// What layers give, by their names.
    fileprivate func layers(
        _ inputs: [String: Tensor], _ layers: [Int: String]
    ) throws(Diagnostic) -> [String: Tensor] {
        var values: [String: Tensor] = [:]
        _ = try interpreted(inputs) { node, results in
            if let name = layers[node] { values[name] = results[0].tensor }
        }
        return values
    }
}
