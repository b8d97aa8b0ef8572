package import WeftDiagnostics
import WeftFiles
import WeftFormats
package import WeftGraph
import WeftOperators
import WeftTensors

/// Runs a model on recorded inputs and compares its outputs with the recorded ones.
package struct RecordVerification: Sendable {
    /// How models are read.
    package var options = LoadingOptions()
    /// How far results may be from what is expected; nil is what the record's kind says.
    package var tolerance: Tolerance?
    /// How inputs are filled of which a record has only the shape.
    package var fillings = InputFillings()
    /// Where missing parameters come from.
    package var seed: UInt64 = 0
    /// Whether the reference interpreter runs the model.
    package var interprets = false
    /// What is done to a model before it runs; whatever it is, the results must stay.
    package var remake: (@Sendable (Model) throws(Diagnostic) -> Model)?

    package init() {}

    /// Compares a model with records. Errors of the model are part of the answer.
    ///
    /// - Throws: what is wrong with a record itself, or with the file of the model.
    package func verify(_ model: String, with records: [String]) throws(DiagnosticList) -> [VerificationCase] {
        let subject = try VerifiedModel(ModelReference(model), options)
        return try records.map { path throws(DiagnosticList) in
            let record = try single { () throws(Diagnostic) in
                try RecordedCase.read(path, mapping: options.mapsFiles)
            }
            return verify(subject, record)
        }
    }

    /// Compares a model that is open with one record.
    func verify(_ subject: VerifiedModel, _ record: RecordedCase) -> VerificationCase {
        var result: VerificationCase
        do throws(Diagnostic) {
            result = try compare(subject, record)
        } catch {
            result = VerificationCase(record.name, error)
        }
        result.operators = subject.operators
        return result
    }

    private func compare(_ subject: VerifiedModel, _ record: RecordedCase) throws(Diagnostic) -> VerificationCase {
        if let reason = record.unsupported { return VerificationCase(record.name, .unsupported, reason) }
        let types = try subject.inputs()
        let outputs = subject.outputNames()
        let record = record.inOrder(inputs: types.map(\.name), outputs: outputs)
        let given = record.tensors(for: types, filling: fillings.filling(of: subject.place))
        let free = options.dimensions.isEmpty ? [] : try subject.freeSizes()
        let sizes = options.dimensions.filter { free.contains($0.key) }
        let complete = try subject.complete(values: given, sizes: sizes, seed: seed)
        var model = complete.model
        if let remake { model = try remake(model) }
        let expected = record.expected(of: outputs)
        guard !expected.isEmpty else {
            return VerificationCase(record.name, .skipped, "the record has none of the model's outputs")
        }
        let found = try model.results(given, interprets: interprets)
        if model.graph.drawsNumbers { return byTypes(record.name, expected, found) }
        let bound = model.graph.bound(given)
        let comparisons = expected.map { name, wanted in
            let allowed =
                tolerance
                ?? (record.isONNX
                    ? .recordedByONNX : .rounding(of: wanted.elementType, in: model.graph, sizes: bound))
            guard let tensor = found[name] else { return OutputComparison(missing: name, allowed) }
            return OutputComparison(name, tensor, wanted, allowed)
        }
        var result = VerificationCase(record.name, comparisons)
        result.notes = [complete.note].compactMap { $0 }
        return result
    }
}

extension RecordVerification {
    /// The comparison of results that chance made: no other program draws the same numbers.
    private func byTypes(
        _ name: String, _ expected: [(name: String, value: RecordedTensor)], _ found: [String: Tensor]
    ) -> VerificationCase {
        for (output, wanted) in expected
        where found[output]?.shape != wanted.shape || found[output]?.elementType != wanted.elementType {
            return VerificationCase(name, .failed, "\(output): its type or its shape is another one")
        }
        return VerificationCase(name, .skipped, "the results are random: types and shapes alone were compared")
    }
}

extension Model {
    /// The outputs of a run, the first thing that is wrong being thrown.
    func results(_ inputs: [String: Tensor], interprets: Bool) throws(Diagnostic) -> [String: Tensor] {
        do throws(DiagnosticList) {
            return try interprets ? interpret(inputs) : run(inputs)
        } catch {
            throw error.first
        }
    }
}

extension Graph {
    /// Whether an imported node draws random numbers, which are others in each program.
    fileprivate var drawsNumbers: Bool {
        nodes.contains { node in
            guard node.operation is Op.RandomUniform, case .imported = node.origin else { return false }
            return true
        }
    }

    /// The sizes of symbols that inputs show, as far as their types name them plainly.
    func bound(_ tensors: [String: Tensor]) -> [Symbol: Int] {
        var sizes: [Symbol: Int] = [:]
        for input in inputTypes {
            guard let shape = tensors[input.name]?.shape else { continue }
            for (dimension, size) in zip(input.type.shape, shape) {
                if let symbol = dimension.bareSymbol { sizes[symbol] = size }
            }
        }
        return sizes
    }
}

extension DiagnosticList {
    /// The first error.
    var first: Diagnostic {
        diagnostics.first { $0.severity == .error } ?? Diagnostic("internal-error", "an error without a diagnostic")
    }
}
