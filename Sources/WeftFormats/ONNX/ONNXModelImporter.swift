import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// Makes a model of the outermost graph of a file.
struct ONNXModelImporter {
    private let model: ProtobufMessage
    private let graph: ProtobufMessage
    /// The values that inputs will have, where they are known.
    private let values: [String: Tensor]
    /// What free sizes become.
    private let sizes: [Symbol: Dimension]
    /// Whether inputs have the sizes of their values.
    private let bindsSizes: Bool
    /// The free sizes that inputs are declared with.
    private var declared: Set<Symbol> = []
    private var importer: ONNXGraphImporter

    init(
        _ model: ProtobufMessage, _ state: ONNXImportState, values: [String: Tensor], sizes: [String: Int],
        bindsSizes: Bool
    ) {
        self.model = model
        self.values = values
        // A batch that is made free keeps its name up to the end: by it, nodes that fix the batch are found.
        let given = sizes.filter { $0.key != state.batch?.free.name }
        self.sizes = Dictionary(uniqueKeysWithValues: given.map { (Symbol($0.key), Dimension($0.value)) })
        self.bindsSizes = bindsSizes
        graph = model.message("graph") ?? ProtobufMessage(.onnxModel).new("graph")
        importer = ONNXGraphImporter(state, name: ONNXTypes.identifier(graph.string("name") ?? "model"))
    }

    var decidingInputs: Set<String> { importer.file.decidingInputs }
    /// Whether there are operators that were not understood.
    var hasUnknown: Bool { !importer.file.unknown.isEmpty }

    mutating func run() throws(Diagnostic) {
        try importer.declare(graph)
        try addInputs()
        try checkSizes()
        try importer.run(graph.messages("node"))
        try addOutputs()
    }

    private mutating func addInputs() throws(Diagnostic) {
        var names: Set<String> = []
        for message in graph.messages("input") {
            let name = message.string("name") ?? ""
            guard !name.isEmpty, names.insert(name).inserted else {
                throw Diagnostic("onnx-name", "an input has no name, or that of another: '\(name)'")
            }
            // An initial value that can be overridden is taken as it is.
            if importer.operands[name] != nil {
                if (model.integer("ir_version") ?? 0) >= 4 {
                    importer.file.ledger.note("input '\(name)'", "its default value is taken, it is no input any more")
                }
                continue
            }
            do throws(Diagnostic) {
                try addInput(name, message.message("type") ?? message.new("type"))
            } catch {
                throw error.placed(in: "input '\(name.prefix(80))'")
            }
        }
    }

    private mutating func addInput(_ name: String, _ type: ProtobufMessage) throws(Diagnostic) {
        let type = try ONNXValueType(type, ofInput: name)
        let elementType = type.elementType
        let declared = freed(type, name)
        var given = values[name]?.shape.map { Dimension($0) }
        if let batch = importer.file.batch, declared?.first == batch.size, given?.isEmpty == false {
            given?[0] = batch.size
        }
        self.declared.formUnion((declared ?? []).flatMap(\.symbols))
        let own = bindsSizes && given?.count == declared?.count ? given : nil
        guard let shape = own ?? declared?.map({ $0.substituting(sizes) }) ?? given else {
            throw Diagnostic(
                "onnx-rank", "the rank of this input is not declared",
                help: "write the shape into the file, if need be with names for its sizes")
        }
        let budgets = importer.file.budgets
        guard shape.count <= budgets.rank else {
            throw Diagnostic("rank-too-high", "a tensor of rank \(shape.count) has more than \(budgets.rank) axes")
        }
        guard name.utf8.count <= budgets.nameLength else {
            throw Diagnostic("onnx-name", "a name must not have more than \(budgets.nameLength) bytes")
        }
        let id = importer.builder.addInput(name, Fact(elementType, shape))
        let known = importer.file.inputValues[name] ?? (type.isText ? nil : number(name, elementType, shape))
        importer.operands[name] = (known.map(ONNXOperand.known) ?? .value(id)).counted(asText: type.isText)
        if type.isText { noteText("input '\(name)'") }
    }

    /// The declared shape of an input, with the batch free where that is asked for.
    private mutating func freed(_ type: ONNXValueType, _ name: String) -> [Dimension]? {
        guard let batch = importer.file.batch, let shape = type.shape, shape.count > (type.isText ? 1 : 0) else {
            return type.shape
        }
        let freed = batch.freed(shape)
        if freed != shape {
            importer.file.ledger.note(
                "input '\(name)'", "the size of its first axis, \(batch.fixed) in the file, is free: \(batch.free.name)"
            )
        }
        return freed
    }

    /// The value of an input that is a single whole number, where one is given under its name as a size would be.
    private mutating func number(_ name: String, _ type: ElementType, _ shape: [Dimension]) -> Tensor? {
        guard type.isInteger, shape.allSatisfy({ $0 == 1 }) else { return nil }
        declared.insert(Symbol(name))
        guard let value = sizes[Symbol(name)]?.value else { return nil }
        importer.file.ledger.note("input '\(name)'", "it counts as \(value), whatever a run gives")
        return PlainTensor(wrapping: [Int64(value)], type, shape: shape.map { _ in 1 }).tensor
    }

    private mutating func noteText(_ place: String) {
        importer.file.ledger.note(
            place, "its strings are rows of UTF-8 bytes along one more axis, with \(ONNXText.filling) behind their ends"
        )
    }

    /// Refuses sizes that no input has.
    private func checkSizes() throws(Diagnostic) {
        let names = declared.map(\.name).sorted()
        for name in sizes.keys.map(\.name).sorted() where !names.contains(name) {
            throw Diagnostic(
                "unknown-dimension", "no input of \(importer.builder.graph.name) has a dimension '\(name)'",
                help: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                    ?? "its dimensions are \(names.joined(separator: ", "))")
        }
    }

    private mutating func addOutputs() throws(Diagnostic) {
        for message in graph.messages("output") {
            let name = message.string("name") ?? ""
            do throws(Diagnostic) {
                let operand = try importer.operand(named: name)
                if operand.isText { noteText("output '\(name)'") }
                let value = try importer.value(operand)
                importer.builder.addOutput(name, value)
                if let batch = importer.file.batch, importer.builder.fact(value).shape.first != batch.size {
                    importer.file.ledger.note(
                        "output '\(name)'", "the size of its first axis is not the free one, \(batch.free.name)")
                }
            } catch {
                throw error.placed(in: "output '\(name)'")
            }
        }
    }

    /// The model, after a run without errors.
    func result(producer: String?) -> ONNXImport {
        var graph = importer.builder.graph.pruned()
        if graph.rewrite(by: ComposedForms.rules) { graph = graph.pruned() }
        let names = Set(graph.parameters.map(\.name))
        var made = Model(graph: graph, weights: importer.file.weights.filter { names.contains($0.key) })
        made.metadata.producer = producer
        if let bytes = model.bytes("doc_string") ?? self.graph.bytes("doc_string") {
            made.metadata.documentation = String(decoding: bytes, as: UTF8.self)
        }
        for entry in model.messages("metadata_props") {
            made.metadata.about.append(
                Metadata.Entry(entry.string("key") ?? "", .string(entry.string("value") ?? "")))
        }
        return ONNXImport(
            model: made, ledger: ledger(leavingOutAllBut: names), unknown: importer.file.unknown,
            decidingInputs: decidingInputs.sorted())
    }

    /// What was decided, with what is left out: tensors that nothing reads, and what is for training alone.
    private func ledger(leavingOutAllBut parameters: Set<String>) -> ONNXLedger {
        var ledger = importer.file.ledger
        for message in graph.messages("initializer") {
            let name = message.string("name") ?? ""
            if case .stored = importer.operands[name], !parameters.contains(name),
                !importer.file.weights.keys.contains(name)
            {
                ledger.note("tensor '\(name)'", "nothing reads it as it is: it is left out")
            }
        }
        if model.has("training_info") { ledger.note("the file", "what it holds for training alone is left out") }
        return ledger
    }
}

extension ONNXGraphImporter {
    /// Takes the initial tensors and the declared types of a graph.
    mutating func declare(_ graph: ProtobufMessage) throws(Diagnostic) {
        for list in [graph.messages("value_info"), graph.messages("output")] {
            declared.merge(ONNXFile.types(list)) { first, _ in first }
        }
        for message in graph.messages("initializer") {
            let name = message.string("name") ?? ""
            let tensor = try file.tensors.tensor(message)
            try take(tensor, named: name, isText: ONNXText.isIn(message))
        }
        if let sparse = graph.messages("sparse_initializer").first {
            let name = sparse.message("values")?.string("name") ?? ""
            throw Diagnostic("onnx-unsupported", "the initial tensor '\(name)' is sparse, which is not supported")
        }
    }

    /// Takes a tensor of the file: one of reals with axes is a parameter, others are constants.
    private mutating func take(_ tensor: Tensor, named name: String, isText: Bool) throws(Diagnostic) {
        guard !name.isEmpty, operands[name] == nil, name.utf8.count <= file.budgets.nameLength else {
            throw Diagnostic(
                "onnx-name", "a tensor has no name, a very long one, or that of another: '\(name.prefix(80))'")
        }
        let isParameter = ONNXGraphImporter.isParameter(tensor)
        let operand = isParameter ? stored(tensor, named: name) : .known(tensor)
        operands[name] = operand.counted(asText: isText)
    }

    /// Whether a tensor is more than a setting of a computation.
    static func isParameter(_ tensor: Tensor) -> Bool { tensor.elementType.isFloat && !tensor.shape.isEmpty }
}
