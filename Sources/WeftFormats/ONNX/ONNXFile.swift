package import WeftDiagnostics
package import WeftFiles
package import WeftGraph
package import WeftTensors

/// An ONNX file: its structure unpacked, its tensors left where they are.
package struct ONNXFile: Sendable {
    package let file: FileContents
    /// Files of external data that are open already, by their names.
    private let beside: [String: FileContents]
    let message: ProtobufMessage
    private let opsets: [String: Int]
    let functions: [String: ProtobufMessage]
    private let budgets: Budgets
    /// Whether the size of the first axis of the inputs, the batch, is to be free although the file fixes it.
    package var freesBatch = false
    /// Why no model can be made of the file, whatever its nodes are: it is of a version that is not known.
    private let refusal: Diagnostic?

    /// The newest operator set that is known.
    static let newestOpset = 27
    private static let newestFormat = 14

    /// Unpacks the structure. A file of a version that is not known can be listed all the same.
    ///
    /// - Parameter beside: files of external data that are open already, by their names; others are opened when needed.
    /// - Throws: `onnx-graph`, `onnx-function`, and what decoding a message throws, with the byte offset.
    package init(
        _ file: FileContents, beside: [String: FileContents] = [:], budgets: Budgets = Budgets()
    ) throws(Diagnostic) {
        self.file = file
        self.beside = beside
        self.budgets = budgets
        let limits = WireLimits(structureBytes: budgets.structureBytes)
        message = try ProtobufMessage.decode(.onnxModel, file, eliding: ONNXTensorReader.elision, limits: limits)
        guard message.has("graph") else { throw Diagnostic("onnx-graph", "the file has no graph", place: file.name) }
        do throws(Diagnostic) {
            functions = try ONNXFile.functions(message.messages("functions"))
        } catch {
            throw error.placed(in: file.name)
        }
        do throws(Diagnostic) {
            opsets = try ONNXFile.opsets(ofModel: message)
            refusal = nil
        } catch {
            opsets = [:]
            refusal = error.placed(in: file.name)
        }
    }

    private static func opsets(ofModel message: ProtobufMessage) throws(Diagnostic) -> [String: Int] {
        let version = message.integer("ir_version") ?? 0
        guard (1...Int64(newestFormat)).contains(version) else {
            throw Diagnostic(
                "onnx-version", "version \(version) of the ONNX format is not known",
                help: "versions 1 to \(newestFormat) are read")
        }
        return try opsets(message, otherwise: version < 3 ? 1 : nil)
    }

    /// The program that wrote the file.
    package var producer: String? {
        let parts = [message.string("producer_name"), message.string("producer_version")].compactMap { $0 }
            .filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The versions of the operator sets that a model or a function uses.
    static func opsets(_ message: ProtobufMessage, otherwise: Int? = nil) throws(Diagnostic) -> [String: Int] {
        var result: [String: Int] = [:]
        for entry in message.messages("opset_import") {
            let domain = ONNXNode.canonical(entry.string("domain") ?? "")
            let version = Int(entry.integer("version") ?? 0)
            guard domain != "" || (1...newestOpset).contains(version) else {
                throw Diagnostic(
                    "onnx-opset", "version \(version) of ONNX's operator set is not known",
                    help: "versions 1 to \(newestOpset) are read")
            }
            result[domain] = version
        }
        if result.isEmpty, let otherwise { result[""] = otherwise }
        return result
    }

    private static func functions(_ messages: [ProtobufMessage]) throws(Diagnostic) -> [String: ProtobufMessage] {
        var result: [String: ProtobufMessage] = [:]
        for message in messages {
            let name = message.string("name") ?? ""
            let key = functionKey(
                ONNXNode.canonical(message.string("domain") ?? ""), name, message.string("overload") ?? "")
            guard result.updateValue(message, forKey: key) == nil else {
                throw Diagnostic("onnx-function", "the function '\(name)' is defined twice")
            }
        }
        return result
    }

    static func functionKey(_ domain: String, _ name: String, _ overload: String) -> String {
        "\(domain)\u{1}\(name)\u{1}\(overload)"
    }

    /// The messages of the types that a list of values declares, by name.
    static func types(_ messages: [ProtobufMessage]) -> [String: ProtobufMessage] {
        var result: [String: ProtobufMessage] = [:]
        for message in messages {
            if let name = message.string("name"), let type = message.message("type") { result[name] = type }
        }
        return result
    }
}

/// A model that was imported, and what is to be said of it.
package struct ONNXImport: Sendable {
    package var model: Model
    package let ledger: ONNXLedger
    /// The operators that became unknown ones.
    package let unknown: [Diagnostic]
    /// The inputs whose values shapes depend on. Those whose values were given count as known in the graph.
    package let decidingInputs: [String]
}

extension ONNXFile {
    /// Makes the model.
    ///
    /// - Parameters:
    ///   - values: what inputs will hold. Where a shape depends on one of these inputs, the model is made for that value;
    ///     where the graph cannot be made with free sizes, it is made for the sizes of these tensors, and for the numbers
    ///     in those that hold a few whole numbers.
    ///   - sizes: sizes for the names of free ones.
    /// - Throws: `onnx-version`, `onnx-opset`, `onnx-batch`; what is wrong with a node, with its name; `onnx-name`, `onnx-type`,
    ///   `onnx-rank` and others.
    package func model(values: [String: Tensor] = [:], sizes: [String: Int] = [:]) throws(Diagnostic) -> ONNXImport {
        if let refusal { throw refusal }
        do {
            let free = try model(values, sizes, bindsSizes: false)
            guard !free.unknown.isEmpty, !values.isEmpty else { return free }
            return (try? model(values, sizes, bindsSizes: true)) ?? free
        } catch {
            guard !values.isEmpty, let bound = try? model(values, sizes, bindsSizes: true) else { throw error }
            return bound
        }
    }

    private func model(
        _ values: [String: Tensor], _ sizes: [String: Int], bindsSizes: Bool
    ) throws(Diagnostic) -> ONNXImport {
        let batch = try batch()
        var known = bindsSizes ? values.filter { !$0.value.elementType.isFloat && $0.value.count <= 64 } : [:]
        while true {
            var importer = ONNXModelImporter(
                message, state(known, batch), values: values, sizes: sizes, bindsSizes: bindsSizes)
            var failure: Diagnostic?
            do {
                try importer.run()
            } catch {
                failure = error
            }
            let more = importer.decidingInputs.filter { known[$0] == nil && values[$0] != nil }
            for name in more { known[name] = values[name] }
            guard more.isEmpty else { continue }
            if let failure { throw needingValues(failure, of: importer.decidingInputs).placed(in: file.name) }
            var result = importer.result(producer: producer)
            if let name = batch?.free.name, let size = sizes[name] {
                result.model.graph = try result.model.graph.binding([name: size])
            }
            return result
        }
    }

    /// What went wrong, which may be because values of inputs are not known.
    private func needingValues(_ failure: Diagnostic, of inputs: Set<String>) -> Diagnostic {
        guard !inputs.isEmpty else { return failure }
        return Diagnostic(
            "onnx-needs-values", failure.message, place: failure.place, labels: failure.labels, notes: failure.notes,
            help: "what the model is depends on what its input \(inputs.sorted().joined(separator: ", ")) holds: "
                + "weft run and weft verify make it for what they are given, and -D NAME=NUMBER gives a whole number")
    }

    /// The initial tensors of the model's own graph, by name.
    ///
    /// - Throws: what is wrong with a tensor.
    package func weights() throws(Diagnostic) -> WeightsFile {
        var reader = ONNXTensorReader(file, beside: beside)
        var entries: [WeightsFile.Entry] = []
        var names: Set<String> = []
        for message in message.message("graph")?.messages("initializer") ?? [] {
            let name = message.string("name") ?? ""
            guard names.insert(name).inserted else {
                throw Diagnostic("onnx-name", "two tensors have the name '\(name)'", place: file.name)
            }
            do throws(Diagnostic) {
                entries.append(WeightsFile.Entry(name, try reader.tensor(message)))
            } catch {
                throw error.placed(in: file.name)
            }
        }
        return WeightsFile(format: "onnx", entries)
    }

    private func state(_ known: [String: Tensor], _ batch: ONNXBatch?) -> ONNXImportState {
        ONNXImportState(
            tensors: ONNXTensorReader(file, beside: beside), budgets: budgets, opsets: opsets, functions: functions,
            model: message, batch: batch, inputValues: known)
    }
}
