package import WeftDiagnostics
import WeftFiles
package import WeftFormats
import WeftGraph
import WeftTensors

/// The formats that weights are written in.
package enum WeightFormat: String, Sendable, CaseIterable {
    case weftpb, safetensors, npz

    /// The format that a file name's ending stands for.
    init?(path: String) {
        let name = Paths.name(of: path)
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}

/// A conversion that was found possible: what is read, and what is to be written.
package struct Conversion: Sendable {
    package let from: FileFormat
    package let to: WeightFormat
    /// How the weights fit the spec, where both are given.
    package let fit: WeightFit?
    /// What is to be said: what is lost, and what was initialised.
    package private(set) var warnings: [Diagnostic]
    private var loaded: LoadedModel?
    private let weights: NamedWeights?
    private let output: String

    /// Reads the input and decides what to write.
    ///
    /// - Throws: `usage` where the formats are not clear, `output-is-input`, or what is wrong with the input.
    package init(
        input: String, spec: String?, from: WeightFormat?, output: String, to: WeightFormat?, options: LoadingOptions
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
            return try reference.open(mapping: options.mapsFiles)
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
        case .spec:
            throw DiagnosticList([
                Diagnostic("usage", "the input is a spec itself", place: reference.base, help: "leave out --spec")
            ])
        }
    }

    /// Writes the output; a weights file gets no network, and a warning says so.
    package mutating func write(seed: UInt64) throws(DiagnosticList) {
        if var loaded {
            loaded.warnings = []
            try single { () throws(Diagnostic) in try loaded.initializeMissing(seed: seed) }
            warnings += loaded.warnings
            self.loaded = loaded
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
                warnings += try FileWriting.write(model, to: output)
            } else {
                warnings += try FileWriting.write(
                    tensors, metadata: weights?.metadata ?? [], as: to, to: output)
            }
        }
    }

    /// How many tensors are written.
    package var tensorCount: Int { tensors.count }

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
