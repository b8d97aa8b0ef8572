package import WeftDiagnostics
package import WeftFiles
package import WeftGraph
package import WeftTensors

/// Reads a model file: the preamble and the head; tensors stay where they are.
///
/// Opening costs what the head costs, however large the tensors are. The record of a tensor is compared with the index
/// when the tensor is first used (``Tensor/validate()``), its checksum when ``verify()`` is called.
package struct WeftFileReader: Sendable {
    /// The file, which the tensors keep alive.
    package let file: FileContents
    /// What the file says of its tensors.
    package let index: TensorIndex
    private let head: ProtobufMessage
    private let budgets: Budgets

    /// Opens a model file and checks everything but the tensors' bytes and the graph.
    ///
    /// - Throws: `model-magic`, `model-version`, `model-truncated`, `model-trailing`, `model-preamble`,
    ///   `model-checksum`, `model-index`, `model-name`, `model-shards`, and what decoding a message throws.
    package init(_ file: FileContents, budgets: Budgets = Budgets()) throws(Diagnostic) {
        let preamble = try Preamble(file)
        let limits = WireLimits(structureBytes: budgets.structureBytes)
        head = try ProtobufMessage.decode(.weftHead, file, in: preamble.head, limits: limits)
        guard head.messages("shards").isEmpty else {
            throw Diagnostic("model-shards", "a model split into several files is not read", place: file.name)
        }
        index = try TensorIndex(
            head.messages("tensors"), file, headEnd: preamble.head.upperBound, budgets: budgets)
        self.file = file
        self.budgets = budgets
    }

    /// Whether the file holds a model, and not weights only.
    package var hasGraph: Bool { head.has("graph") }

    /// Whether a newer version wrote something that this one passes over.
    package var hasUnknownFields: Bool { head.hasUnknownFields }

    /// The program that wrote the file, and its version.
    package var producer: String? {
        let parts = [head.string("producer"), head.string("producer_version")].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// A tensor by its name, its record looked at; nil where there is none.
    ///
    /// - Throws: `model-record`, `model-padding` and `model-element-type`.
    package func tensor(_ name: String) throws(Diagnostic) -> Tensor? {
        guard let entry = index[name] else { return nil }
        let tensor = try index.tensor(entry)
        try tensor.validate()
        return tensor
    }

    /// What is wrong with the records and checksums of the tensors; every byte of the file is read.
    package func verify() -> [Diagnostic] { index.verify() }

    /// The tensors that are no constants of a graph and not packed, and free metadata as texts.
    ///
    /// - Throws: as ``model()`` does.
    package func weights() throws(Diagnostic) -> WeightsFile {
        var metadata: [(key: String, value: String)] = []
        for entry in head.messages("metadata") {
            if let text = entry.string("text") { metadata.append((entry.string("name") ?? "", text)) }
        }
        guard hasGraph else {
            return WeightsFile(format: "weftpb", try sources(besides: []), metadata: metadata)
        }
        let model = try model()
        let entries = index.entries.compactMap { entry in
            model.weights[entry.name].map { WeightsFile.Entry(entry.name, $0) }
        }
        return WeightsFile(format: "weftpb", entries, metadata: metadata)
    }

    private func sources(besides constants: Set<String>) throws(Diagnostic) -> [WeightsFile.Entry] {
        var entries: [WeightsFile.Entry] = []
        for entry in index.entries where entry.kind == .source && !constants.contains(entry.name) {
            entries.append(WeightsFile.Entry(entry.name, try index.tensor(entry)))
        }
        return entries
    }

    /// The model, its graph verified. Whoever uses a weight calls ``Tensor/validate()`` first.
    ///
    /// - Throws: `no-graph` for a file of weights; `model-graph`, `model-reference`, `model-dimension` and others for a
    ///   graph that cannot be made; what ``GraphVerifier`` finds first; `parameter-mismatch`.
    package func model() throws(Diagnostic) -> Model {
        guard let message = head.message("graph") else {
            throw Diagnostic(
                "no-graph", "the file holds weights and no model", place: file.name,
                help: "give the spec, and this file as its weights")
        }
        let sources = head.messages("sources").map {
            Metadata.Source(name: $0.string("name") ?? "", text: $0.string("text") ?? "")
        }
        do throws(Diagnostic) {
            var decoder = GraphDecoder(
                symbols: try symbols(), sources: SourceTexts(sources), budgets: budgets, tensor: constant)
            let graph = try decoder.decode(message)
            let problems = GraphVerifier.verify(graph, budgets: budgets)
            if let first = problems.first {
                throw problems.count > 1 ? first.noting("\(problems.count - 1) more things are wrong") : first
            }
            let parameters = Set(graph.parameters.map(\.name))
            let weights = try self.sources(besides: decoder.constants.subtracting(parameters))
            var model = Model(
                graph: graph,
                weights: Dictionary(weights.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first }),
                metadata: try MetadataCodec.decode(head, of: graph, sources: sources))
            try model.checkWeights()
            model.packed = try packedWeights()
            for message in head.messages("left_out") {
                model.leftOut[message.string("name") ?? ""] = UInt32(
                    truncatingIfNeeded: message.unsigned("checksum") ?? 0)
            }
            return model
        } catch {
            throw error.placed(in: file.name)
        }
    }

    private func packedWeights() throws(Diagnostic) -> [PackedWeight] {
        var weights: [PackedWeight] = []
        for entry in index.entries where entry.kind == .packed && entry.elementType != nil {
            if let key = entry.packing { weights.append(PackedWeight(key, try index.tensor(entry))) }
        }
        return weights
    }

    private func symbols() throws(Diagnostic) -> [Symbol] {
        var symbols: [Symbol] = []
        var seen: Set<Symbol> = []
        for message in head.messages("symbols") {
            guard let name = message.string("name"), !name.isEmpty, name.utf8.count <= budgets.nameLength,
                let kind = Symbol.Kind(rawValue: Int(message.integer("kind") ?? 0)),
                seen.insert(Symbol(name, kind)).inserted
            else {
                throw Diagnostic("model-dimension", "a symbol must have a name of its own, and a kind that is known")
            }
            symbols.append(Symbol(name, kind))
        }
        return symbols
    }

    /// A tensor that an attribute names. Rules of types look into small ones, so their records are looked at now.
    private func constant(_ name: String) throws(Diagnostic) -> Tensor {
        guard let entry = index[name] else {
            throw Diagnostic("model-reference", "there is no tensor \(name)")
        }
        let tensor = try index.tensor(entry)
        if entry.range.count <= 4096 { try tensor.validate() }
        return tensor
    }
}
