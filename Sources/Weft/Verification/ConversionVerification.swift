import WeftDiagnostics
package import WeftFiles
package import WeftFormats
package import WeftGraph
package import WeftTensors

/// Compares what a conversion has written with what it was made of, before the file takes its name.
///
/// Models run on the same inputs; weights alone must be the same bytes. A difference ends the writing, and so does what
/// is wrong with the comparison itself.
package final class ConversionVerification {
    private let agreement: ModelAgreement
    private let name: String
    /// What came of it; nil before.
    package private(set) var result: VerificationCase?

    /// - Parameter name: what the comparison is called: the names of the two files.
    package init(_ agreement: ModelAgreement, name: String) {
        self.agreement = agreement
        self.name = name
    }

    /// The check of a model file.
    package func check(of model: Model) -> WrittenCheck {
        { [self] file throws(Diagnostic) in
            let read = try WeftFileReader(file)
            try compare(model, VerifiedModel(try read.model()))
        }
    }

    /// The check of an ONNX file.
    package func check(ofONNX model: Model) -> ONNXWriter.Check {
        { [self] file, beside throws(Diagnostic) in
            try compare(model, VerifiedModel(try ONNXFile(file, beside: beside)))
        }
    }

    /// The check of a text, which was read again already.
    package func check(of model: Model, as read: Model) -> WrittenCheck {
        { [self] _ throws(Diagnostic) in try compare(model, VerifiedModel(read)) }
    }

    /// The check of weights beside a text, which was read again already.
    package func check(of model: Model, as read: Graph, weights format: WeightFormat) -> WrittenCheck {
        { [self] file throws(Diagnostic) in
            let entries = try ConversionVerification.tensors(file, format)
            let weights = Dictionary(entries.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
            try compare(model, VerifiedModel(Model(graph: read, weights: weights)))
        }
    }

    private static func tensors(
        _ file: FileContents, _ format: WeightFormat
    ) throws(Diagnostic) -> [WeightsFile.Entry] {
        switch format {
        case .safetensors: try SafetensorsReader.read(file).tensors
        case .npz: try Npz.read(file).tensors
        case .weftpb, .weft, .onnx: try WeftFileReader(file).weights().tensors
        }
    }

    /// The check of tensors.
    package func check(of tensors: [(name: String, tensor: Tensor)], as format: WeightFormat) -> WrittenCheck {
        { [self] file throws(Diagnostic) in
            let read = try ConversionVerification.tensors(file, format)
            let found = Dictionary(read.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
            let wrong = tensors.first { found[$0.name] != $0.tensor }
            try take(
                wrong.map { VerificationCase(name, .failed, "the tensor '\($0.name)' is another one") }
                    ?? VerificationCase(name, .passed, "\(tensors.count) tensors are the same"))
        }
    }

    private func compare(_ model: Model, _ written: VerifiedModel) throws(Diagnostic) {
        let result: VerificationCase
        do throws(Diagnostic) {
            result = try agreement.compare(VerifiedModel(model), written, name)
        } catch {
            result = VerificationCase(name, error)
        }
        try take(result)
    }

    private func take(_ result: VerificationCase) throws(Diagnostic) {
        self.result = result
        guard result.status.isRight else {
            throw Diagnostic("conversion-differs", "what was written is not what was read", place: name)
        }
    }
}
