import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors

/// A model that is compared with something, whatever file it is in.
struct VerifiedModel {
    private enum Source {
        /// Its shapes may depend on what inputs hold, so it is made for the inputs of each run.
        case onnx(ONNXFile)
        case loaded(LoadedModel)
    }

    private let source: Source
    /// The file, where it is one.
    let place: String?

    /// A model that is in memory.
    init(_ model: Model) {
        source = .loaded(
            LoadedModel(model: model, format: .model, modelNames: [model.graph.name], warnings: [], fit: nil))
        place = nil
    }

    /// The model of an ONNX file that is open.
    init(_ file: ONNXFile) {
        source = .onnx(file)
        place = file.file.name
    }

    /// Opens a model. What the options say of ONNX files alone does not matter to others.
    ///
    /// - Throws: what is wrong with the file, or with the weights given to it.
    init(_ reference: ModelReference, _ options: LoadingOptions) throws(DiagnosticList) {
        place = reference.base
        if case .path(let path) = reference.place, Folders.kind(of: path) == .file {
            let onnx = try single { () throws(Diagnostic) -> ONNXFile? in
                let file = try FileContents.open(path, mode: options.mapsFiles ? .map : .read)
                return try FileFormat.detect(file) == .onnx ? try ONNXFile(file) : nil
            }
            if var onnx {
                onnx.freesBatch = options.freesBatch
                source = .onnx(onnx)
                return
            }
        }
        var plain = options
        plain.freesBatch = false
        let loaded = try LoadedModel.load(reference, options: plain)
        if let fit = loaded.fit, !fit.isUsable { throw DiagnosticList([fit.diagnostic]) }
        source = .loaded(loaded)
    }

    /// The names and element types of the inputs, in order.
    func inputs() throws(Diagnostic) -> [(name: String, type: ElementType)] {
        switch source {
        case .onnx(let file): try file.inputs()
        case .loaded(let loaded): loaded.model.graph.inputTypes.map { ($0.name, $0.type.elementType) }
        }
    }

    /// The names of the outputs, in order.
    func outputNames() -> [String] {
        switch source {
        case .onnx(let file): file.outputNames
        case .loaded(let loaded): loaded.model.graph.outputTypes.map(\.name)
        }
    }

    /// The names of the sizes that are free.
    func freeSizes() throws(Diagnostic) -> Set<String> {
        switch source {
        case .onnx(let file): try file.freeSizes()
        case .loaded(let loaded): Set(loaded.model.graph.inputSymbols.map(\.name))
        }
    }

    /// The model for given inputs and sizes.
    private func model(values: [String: Tensor], sizes: [String: Int]) throws(Diagnostic) -> Model {
        switch source {
        case .loaded(let loaded):
            var model = loaded.model
            if !sizes.isEmpty { model.graph = try model.graph.binding(sizes) }
            return model
        case .onnx(let file):
            let result = try file.model(values: values, sizes: sizes)
            if let first = result.unknown.first { throw first }
            return result.model
        }
    }

    /// The model with all parameters, for given inputs and sizes, and a note where some come from the seed.
    func complete(
        values: [String: Tensor] = [:], sizes: [String: Int] = [:], seed: UInt64
    ) throws(Diagnostic) -> (model: Model, note: Diagnostic?) {
        var model = try model(values: values, sizes: sizes)
        let note = try model.initializeMissing(seed: seed, place: place)
        return (model, note)
    }

    /// The operators as the file names them, each once.
    var operators: [String] {
        switch source {
        case .onnx(let file): file.operatorNames
        case .loaded(let loaded): Set(loaded.model.graph.nodes.map(\.operation.name)).sorted()
        }
    }
}
