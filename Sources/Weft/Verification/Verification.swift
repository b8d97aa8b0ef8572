import WeftDiagnostics
import WeftFormats
import WeftGraph
import WeftTensors

/// What came of a model on one recorded case, or against another model.
package struct Verification: Sendable {
    package enum Status: String, Sendable {
        case passed, failed, skipped, unsupported
    }

    package let name: String
    package var status: Status
    /// Why, where it did not pass.
    package var reason: String?
    package var outputs: [OutputComparison] = []
    package var tolerance: Tolerance?
    /// The operators of the model, for the table.
    package var operators: [String] = []

    package init(_ name: String, _ status: Status, reason: String? = nil) {
        self.name = name
        self.status = status
        self.reason = reason
    }
}

/// How models are verified.
package struct VerificationOptions: Sendable {
    package var relative: Double?
    package var absolute: Double?
    package var rule = InputRule.sym
    package var seed: UInt64 = 0

    package init() {}

    /// What is allowed for a model: as asked, or as recorded tests have it, or from the sums that the model makes.
    func tolerance(_ graph: Graph, _ inputs: [String: Tensor], isONNXTest: Bool) -> Tolerance {
        if relative != nil || absolute != nil {
            return Tolerance(
                absolute: absolute ?? 0, relative: relative ?? 0,
                explanation: "rtol \(relative ?? 0), atol \(absolute ?? 0), as asked")
        }
        if isONNXTest { return .recorded }
        var binding: [Symbol: Int] = [:]
        for (name, type) in graph.inputTypes {
            guard let shape = inputs[name]?.shape else { continue }
            for (dimension, size) in zip(type.shape, shape) {
                if dimension.symbols.count == 1, let symbol = dimension.symbols.first, Dimension(symbol) == dimension {
                    binding[symbol] = size
                }
            }
        }
        return .ofSums(graph, binding)
    }
}

/// What is verified: a model, or a file that models are made of when the inputs are known.
package enum VerificationSubject: Sendable {
    case model(LoadedModel)
    case importable(ImportableFile)

    /// Opens what a reference names; parameters without a tensor are made from the seed.
    package static func open(
        _ reference: ModelReference, options: LoadingOptions, seed: UInt64
    ) throws(DiagnosticList) -> VerificationSubject {
        let opened = try single { () throws(Diagnostic) in try reference.open(mapping: options.mapsFiles) }
        if case .importable(let file) = opened.file, options.weights == nil, options.dimensions.isEmpty {
            return .importable(file)
        }
        var loaded = try LoadedModel.load(opened, as: reference, options: options)
        try single { () throws(Diagnostic) in try loaded.initializeMissing(seed: seed) }
        return .model(loaded)
    }

    /// The operators of the file, where it is another program's.
    var operators: [String] {
        switch self {
        case .importable(let file): file.operators
        case .model(let loaded): loaded.imported?.file.operators ?? []
        }
    }

    private var inputNames: [String] {
        switch self {
        case .importable(let file): file.inputNames
        case .model(let loaded): loaded.model.graph.inputTypes.map(\.name)
        }
    }

    /// Runs the model on recorded inputs and compares what it gives.
    package func verify(_ recorded: RecordedCase, as name: String, _ options: VerificationOptions) -> Verification {
        var result = Verification(name, .passed)
        do throws(DiagnosticList) {
            var inputs = recorded.tensors(for: inputNames)
            let (model, unknown) = try self.model(for: inputs)
            inputs = recorded.filled(inputs, model.graph, options.rule)
            result = try model.verify(recorded, inputs, as: name, options, unknown: unknown)
        } catch {
            result = Verification(name, error.unsupported ? .unsupported : .failed, reason: error.summary)
        }
        result.operators = operators
        return result
    }

    private func model(for inputs: [String: Tensor]) throws(DiagnosticList) -> (Model, [Diagnostic]) {
        switch self {
        case .model(let loaded): return (loaded.model, loaded.imported?.warnings ?? [])
        case .importable(let file):
            let imported = try single { () throws(Diagnostic) in try file.model(for: inputs) }
            return (imported.model, imported.warnings)
        }
    }
}

extension RecordedCase {
    /// The tensors for inputs: by name, or by place among them.
    fileprivate func tensors(for names: [String]) -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for (place, name) in names.enumerated() {
            if case .tensor(let tensor) = inputs[name] {
                result[name] = tensor
            } else if let tensor = inputsByPlace[place] {
                result[name] = tensor
            }
        }
        return result
    }

    /// The same with inputs filled by the rule where the recording has their shape alone.
    fileprivate func filled(_ tensors: [String: Tensor], _ graph: Graph, _ rule: InputRule) -> [String: Tensor] {
        var result = tensors
        for (place, (name, type)) in graph.inputTypes.enumerated() where result[name] == nil {
            guard case .shape(let shape) = inputs[name] else { continue }
            result[name] = rule.tensor(type.elementType, shape: shape, place: place)?.tensor
        }
        return result
    }
}

extension Model {
    fileprivate func verify(
        _ recorded: RecordedCase, _ inputs: [String: Tensor], as name: String, _ options: VerificationOptions,
        unknown: [Diagnostic]
    ) throws(DiagnosticList) -> Verification {
        if let first = unknown.first {
            return Verification(name, .unsupported, reason: DiagnosticList([first]).summary)
        }
        var result = Verification(name, .passed)
        let names = graph.outputTypes.map(\.name)
        var wanted: [(String, RecordedCase.Output)] = []
        for (place, output) in recorded.outputs.enumerated() {
            let name = output.name ?? (place < names.count ? names[place] : "output \(place)")
            // An archive without prefixes does not say what is an input.
            if output.name != nil, inputs[name] != nil, !names.contains(name) { continue }
            wanted.append((name, output))
        }
        let tolerance = options.tolerance(graph, inputs, isONNXTest: recorded.isONNXTest)
        let outputs = try run(inputs)
        result.tolerance = tolerance
        result.outputs = wanted.map { OutputComparison($0, outputs[$0], $1, tolerance) }
        if let failed = result.outputs.first(where: { !$0.passes }) {
            result.status = .failed
            result.reason = "\(failed.name): \(failed.failure ?? "")"
        } else if result.outputs.isEmpty {
            result = Verification(name, .skipped, reason: "no output of the model is recorded")
        }
        return result
    }
}

extension DiagnosticList {
    /// Whether what is wrong is that something is not supported.
    var unsupported: Bool {
        diagnostics.contains { ["onnx-unsupported", "onnx-needs-values", "unknown-operator"].contains($0.code) }
    }

    /// The first error in one line.
    var summary: String {
        guard let first = diagnostics.first(where: { $0.severity == .error }) ?? diagnostics.first else { return "" }
        let place = first.place.map { "\($0): " } ?? ""
        return "\(place)\(first.message) [\(first.code)]"
    }
}
