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

extension LoadedModel {
    /// Runs the model on recorded inputs and compares what it gives.
    package func verify(_ recorded: RecordedCase, as name: String, _ options: VerificationOptions) -> Verification {
        var result = Verification(name, .passed)
        do throws(DiagnosticList) {
            let inputs = try self.inputs(of: recorded, options.rule)
            let model = try single { () throws(Diagnostic) in try imported?.model(for: inputs) }
            result = try (model?.model ?? self.model).verify(recorded, inputs, as: name, options)
        } catch {
            result = Verification(name, error.unsupported ? .unsupported : .failed, reason: error.summary)
        }
        result.operators = imported?.operators ?? []
        return result
    }

    /// The tensors for the inputs: by name, or by place among the inputs.
    private func inputs(
        of recorded: RecordedCase, _ rule: InputRule
    ) throws(DiagnosticList) -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for (place, (name, type)) in model.graph.inputTypes.enumerated() {
            switch recorded.inputs[name] {
            case .tensor(let tensor): result[name] = tensor
            case .shape(let shape):
                guard let made = rule.tensor(type.elementType, shape: shape, place: place) else { continue }
                result[name] = made.tensor
            case nil:
                if let tensor = recorded.inputsByPlace[place] { result[name] = tensor }
            }
        }
        return result
    }
}

extension Model {
    fileprivate func verify(
        _ recorded: RecordedCase, _ inputs: [String: Tensor], as name: String, _ options: VerificationOptions
    ) throws(DiagnosticList) -> Verification {
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
