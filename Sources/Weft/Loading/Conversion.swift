package import WeftDiagnostics
import WeftFiles
package import WeftFormats
import WeftGraph
import WeftLanguage
import WeftTensors

/// The formats that are written: a model with its weights, weights alone, or a network alone as a text.
package enum WeightFormat: String, Sendable, CaseIterable {
    case weftpb, onnx, safetensors, npz, weft

    /// The format that a file name's ending stands for.
    init?(path: String) {
        let name = Paths.name(of: path)
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}

extension WeightFormat {
    /// Whether a file of this format holds a network, so that weights alone do not make one.
    fileprivate var isOfNetworks: Bool { self == .weft || self == .onnx }
}

/// How ONNX files are written.
package struct ONNXOptions: Sendable {
    /// The version of the operators; nil for the usual one.
    package var opset: Int?
    /// Whether tensors go into a file beside the model whatever their size.
    package var tensorsBeside = false

    /// The versions that can be written, as words.
    package static let opsets = "\(ONNXExport.opsets.lowerBound) to \(ONNXExport.opsets.upperBound)"
    package static let usualOpset = ONNXExport.usualOpset

    package init(opset: Int? = nil, tensorsBeside: Bool = false) {
        self.opset = opset
        self.tensorsBeside = tensorsBeside
    }
}

/// Where the weights go when a network is written as a text.
package enum WeightsBeside: Sendable {
    /// Into a `.safetensors` file named like the text, which must not be there yet.
    case usual
    /// Into this file, whatever it was.
    case file(String)
    /// Nowhere: the text is written alone.
    case none
}

/// A conversion that was found possible: what is read, and what is to be written.
package struct Conversion: Sendable {
    package let from: FileFormat
    package let to: WeightFormat
    /// How the weights fit the spec, where both are given.
    package let fit: WeightFit?
    /// What is to be said: what is lost, and what was initialised.
    package private(set) var warnings: [Diagnostic]
    private var exported: ONNXLedger?
    private var loaded: LoadedModel?
    private let weights: NamedWeights?
    private let output: String
    /// The file of the weights beside a text; nil where none is written.
    package private(set) var beside: (path: String, format: WeightFormat)?

    /// Reads the input and decides what to write.
    ///
    /// - Throws: `usage` where the formats are not clear, `output-is-input`, `output-exists`, or what is wrong with the
    ///   input.
    package init(
        input: String, spec: String?, from: WeightFormat?, output: String, to: WeightFormat?,
        beside: WeightsBeside = .usual, options: LoadingOptions
    ) throws(DiagnosticList) {
        guard let to = to ?? WeightFormat(path: output) else {
            let known = WeightFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
            throw DiagnosticList([
                Diagnostic(
                    "usage", "the name of the output does not say its format", place: output,
                    help: "end it with one of \(known), or give --to")
            ])
        }
        self.to = to
        self.output = output
        let reference = ModelReference(input)
        let paths = [reference.base, spec.map { ModelReference($0).base }, options.weights].compactMap { $0 }
        let opened = try single { () throws(Diagnostic) in
            try Conversion.check(output, isNoneOf: paths)
            return try reference.open(options)
        }
        self.from = opened.format
        if let from, from.rawValue != opened.format.shortName {
            throw DiagnosticList([
                Diagnostic(
                    "wrong-format", "the input is \(opened.format.description) and not \(from.rawValue)", place: input)
            ])
        }
        weights = if case .weights(let file) = opened.file, spec == nil { file } else { nil }
        loaded = weights == nil ? try Conversion.model(opened, as: reference, spec: spec, options) : nil
        fit = loaded?.fit
        warnings = loaded?.warnings ?? []
        if to.isOfNetworks, loaded == nil {
            throw DiagnosticList([
                Diagnostic(
                    "usage", "the input holds weights alone, and a .\(to.rawValue) file needs the network",
                    place: input,
                    help: "give the network: --spec SPEC")
            ])
        }
        self.beside = try single { () throws(Diagnostic) in try weightsFile(beside) }
        if let file = self.beside {
            try single { () throws(Diagnostic) in try Conversion.check(file.path, isNoneOf: paths + [output]) }
        }
    }

    /// The file of the weights beside a text.
    private func weightsFile(_ beside: WeightsBeside) throws(Diagnostic) -> (path: String, format: WeightFormat)? {
        let hasWeights = to == .weft && loaded?.model.weights.isEmpty == false
        switch beside {
        case .none: return nil
        case .file(let path):
            guard hasWeights else {
                throw Diagnostic(
                    "usage", "there are no weights to write beside the network's text", place: path,
                    help: "--weights-to goes with a .weft file of a model that has weights")
            }
            guard let format = WeightFormat(path: path), !format.isOfNetworks else {
                throw Diagnostic(
                    "usage", "the name of the weights' file does not say a format of weights", place: path,
                    help: "end it with .safetensors, .npz or .weftpb")
            }
            return (path, format)
        case .usual:
            guard hasWeights else { return nil }
            let ending = ".\(WeightFormat.weft.rawValue)"
            let stem = output.lowercased().hasSuffix(ending) ? String(output.dropLast(ending.count)) : output
            let path = "\(stem).\(WeightFormat.safetensors.rawValue)"
            guard Folders.kind(of: path) == nil else {
                throw Diagnostic(
                    "output-exists", "the weights' file beside the text is there already", place: path,
                    help: "--weights-to \(path) replaces it, another name leaves it, --text-only writes no weights")
            }
            return (path, .safetensors)
        }
    }

    /// The model that a conversion is of: the input's own, or the spec's with the input's weights.
    private static func model(
        _ opened: (file: OpenedFile, format: FileFormat), as reference: ModelReference, spec: String?,
        _ options: LoadingOptions
    ) throws(DiagnosticList) -> LoadedModel {
        guard let spec else { return try LoadedModel.load(opened, as: reference, options: options) }
        switch opened.file {
        case .weights(let weights):
            return try LoadedModel.load(ModelReference(spec), options: options, weights: weights)
        case .model(let model, _):
            let weights = NamedWeights(file: reference.base, tensors: model.orderedWeights)
            return try LoadedModel.load(ModelReference(spec), options: options, weights: weights)
        case .importable(let file):
            let model = try single { () throws(Diagnostic) in try file.model().model }
            let weights = NamedWeights(file: reference.base, tensors: model.orderedWeights)
            return try LoadedModel.load(ModelReference(spec), options: options, weights: weights)
        case .spec:
            throw DiagnosticList([
                Diagnostic("usage", "the input is a spec itself", place: reference.base, help: "leave out --spec")
            ])
        }
    }

    /// Writes the output; a weights file gets no network, and a warning says so.
    ///
    /// - Parameter verification: compares what was written with what was read; where they differ, nothing is written.
    /// - Returns: what came of the comparison, if there was one.
    package mutating func write(
        seed: UInt64, onnx: ONNXOptions = ONNXOptions(), verification: ConversionVerification? = nil
    ) throws(DiagnosticList) -> VerificationCase? {
        do throws(DiagnosticList) {
            try write(seed, onnx, verification)
        } catch {
            guard let result = verification?.result, !result.status.isRight else { throw error }
        }
        return verification?.result
    }

    private mutating func write(
        _ seed: UInt64, _ onnx: ONNXOptions, _ verification: ConversionVerification?
    ) throws(DiagnosticList) {
        if to == .weft, let model = loaded?.model { return try writeText(of: model, verification) }
        if var loaded {
            loaded.warnings = []
            try single { () throws(Diagnostic) in try loaded.initializeMissing(seed: seed) }
            warnings += loaded.warnings
            self.loaded = loaded
        }
        if to == .onnx, let model = loaded?.model {
            try single { () throws(Diagnostic) in
                exported = try FileWriting.write(
                    model, onnx, to: output, check: verification?.check(ofONNX: model))
            }
            return
        }
        if to != .weftpb, loaded != nil {
            warnings.append(
                Diagnostic(
                    "network-left-out", severity: .warning,
                    "a \(to.rawValue) file holds weights alone: the network and its metadata are not in it",
                    place: output))
        }
        if to == .npz, weights?.metadata.isEmpty == false {
            warnings.append(
                Diagnostic(
                    "metadata-left-out", severity: .warning,
                    "an npz file holds arrays alone: the input's metadata are not in it", place: output))
        }
        try single { () throws(Diagnostic) in
            if to == .weftpb, let model = loaded?.model {
                warnings += try FileWriting.write(model, to: output, check: verification?.check(of: model))
            } else {
                warnings += try FileWriting.write(
                    tensors, metadata: weights?.metadata ?? [], as: to, to: output,
                    check: verification?.check(of: tensors, as: to))
            }
        }
    }

    /// Writes the text of a network, which must give back just this network.
    private mutating func writeText(
        of model: Model, _ verification: ConversionVerification?
    ) throws(DiagnosticList) {
        var model = model
        // ONNX files say nothing of first values, and layers have good ones.
        if loaded?.imported != nil { model.graph = model.graph.withUsualInitializers }
        let text = GraphPrinter.text(of: model, style: .structured)
        let elaboration = Elaborator.elaborate(SourceFile(name: output, text: text))
        guard let read = elaboration.model else {
            throw DiagnosticList(elaboration.diagnostics.filter { $0.severity == .error })
        }
        try single { () throws(Diagnostic) in
            if let difference = model.graph.difference(from: read.graph) {
                throw Diagnostic(
                    "cannot-print", "the network's text would be another network: \(difference)", place: output,
                    help: "write it as .weftpb, which holds every network")
            }
            guard let beside else {
                return try AtomicFileWriter.write(
                    Array(text.utf8), to: output,
                    check: verification?.check(of: model, as: Model(graph: read.graph, weights: model.weights)))
            }
            // The text takes its name when the weights have theirs.
            let writer = try AtomicFileWriter(output)
            try writer.write(Array(text.utf8))
            warnings += try FileWriting.write(
                model.orderedWeights, metadata: [], as: beside.format, to: beside.path,
                check: verification?.check(of: model, as: read.graph, weights: beside.format))
            try writer.commit()
        }
        if beside == nil, !model.weights.isEmpty {
            warnings.append(
                Diagnostic(
                    "weights-left-out", severity: .warning,
                    "a .weft file holds the network alone: the weights are not in it", place: output,
                    help: "without --text-only they are written beside it"))
        }
    }

    /// What was decided where the input's format and ours say things differently.
    package var ledger: [(place: String, decision: String)] {
        ((loaded?.imported?.ledger ?? []) + (exported?.entries ?? [])).map { ($0.place, $0.decision) }
    }

    /// Writes what was decided, a line for each.
    package func writeLedger(to path: String) throws(DiagnosticList) {
        try single { () throws(Diagnostic) in
            try Conversion.check(path, isNoneOf: [output] + (beside.map { [$0.path] } ?? []))
            try AtomicFileWriter.write(Array(ledgerText.utf8), to: path)
        }
    }

    /// What was decided, a line for each.
    package var ledgerText: String {
        ledger.map { "\($0.place.escapedForDisplay): \($0.decision.escapedForDisplay)\n" }.joined()
    }

    /// How many tensors are written.
    package var tensorCount: Int { to == .weft && beside == nil ? 0 : tensors.count }

    private var tensors: [(name: String, tensor: Tensor)] {
        if let weights { return weights.tensors }
        return loaded?.model.orderedWeights ?? []
    }

    private static func check(_ output: String, isNoneOf inputs: [String]) throws(Diagnostic) {
        guard let identity = Folders.identity(of: output) else { return }
        for input in inputs where Folders.identity(of: input) == identity {
            throw Diagnostic(
                "output-is-input", "the output must not be one of the files that are read", place: output,
                help: "write to another name and rename it afterwards")
        }
    }
}
