package import WeftDiagnostics
package import WeftFiles
package import WeftGraph
import WeftTensors

/// Writes model files. Equal models give equal bytes: there is no time, no host and no chance in them.
package struct WeftFileWriter {
    /// The program that is said to have written the file.
    package struct Producer: Sendable {
        package let name: String
        package let version: String?

        package init(_ name: String = "weft", version: String? = nil) {
            self.name = name
            self.version = version
        }
    }

    private let producer: Producer
    private let budgets: Budgets

    package init(producer: Producer = Producer(), budgets: Budgets = Budgets()) {
        self.producer = producer
        self.budgets = budgets
    }

    /// Writes a model atomically. Source pages that were read for it are given back.
    ///
    /// - Returns: what the user should know: that only Weft reads a file so large.
    /// - Throws: what ``GraphVerifier`` finds first, `parameter-mismatch` for a weight that does not fit its
    ///   parameter, `model-metadata`, and what the writer throws.
    @discardableResult
    package func write(
        _ model: Model, to path: String, notReplacing inputs: [FileContents] = [], check: WrittenCheck? = nil
    ) throws(Diagnostic) -> [Diagnostic] {
        if let problem = GraphVerifier.verify(model.graph, budgets: budgets).first { throw problem }
        try model.checkWeights()
        let weights = model.weights.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { WeightsFile.Entry($0.key, $0.value) }
        var head = newHead()
        head.set("name", model.graph.name)
        let packed = PackedNames.entries(of: model)
        let names = Array(model.weights.keys) + packed.map(\.name)
        var encoder = GraphEncoder(sources: model.metadata.sources, names: names, budgets: budgets)
        var graph = try encoder.encode(model.graph, in: head.new("graph"))
        try MetadataCodec.encode(model.metadata, of: model.graph, into: &head, &graph)
        head.set("graph", graph)
        for symbol in encoder.symbols {
            head.append("symbols") {
                $0.set("name", symbol.name)
                $0.set("kind", symbol.kind.rawValue)
            }
        }
        for (name, checksum) in model.leftOut.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        where model.weights[name] == nil {
            head.append("left_out") {
                $0.set("name", name)
                $0.set("checksum", Int(checksum))
            }
        }
        return try write(head, try TensorTable(weights + encoder.constants, packed: packed), to: path, inputs, check)
    }

    /// Writes a file that holds weights only, in the order given.
    ///
    /// - Throws: `model-name` for a name that comes twice or is empty, and what the writer throws.
    @discardableResult
    package func write(
        _ weights: WeightsFile, to path: String, notReplacing inputs: [FileContents] = [], check: WrittenCheck? = nil
    ) throws(Diagnostic) -> [Diagnostic] {
        var head = newHead()
        for (key, value) in weights.metadata {
            head.append("metadata") {
                $0.set("name", key)
                $0.set("text", value)
            }
        }
        return try write(head, try TensorTable(weights.tensors), to: path, inputs, check)
    }

    private func newHead() -> ProtobufMessage {
        var head = ProtobufMessage(.weftHead)
        head.set("producer", producer.name)
        head.set("producer_version", producer.version)
        return head
    }

    private func write(
        _ head: ProtobufMessage, _ tensors: TensorTable, to path: String, _ inputs: [FileContents],
        _ check: WrittenCheck?
    ) throws(Diagnostic) -> [Diagnostic] {
        var head = head
        let owner = head.new("tensors")
        let unplaced = tensors.index(nil, in: owner)
        try checkNames(unplaced)
        head.set("tensors", unplaced)
        // The first encoding says how long the head is: offsets have a fixed width.
        let headBytes = try head.encode().count
        let headEnd = Preamble(fileBytes: 0, headBytes: headBytes, headChecksum: 0).head.upperBound
        let records = tensors.records(after: headEnd)
        head.set("tensors", tensors.index(records, in: owner))
        let bytes = try head.encode()
        guard bytes.count == headBytes else {
            preconditionFailure("the head's length depends on the offsets in it")
        }
        let fileBytes = records.last?.data.upperBound ?? headEnd
        let preamble = Preamble(
            fileBytes: fileBytes, headBytes: headBytes, headChecksum: CRC32C.checksum(bytes))
        let writer = try AtomicFileWriter(path, notReplacing: inputs)
        try writer.write(preamble.bytes)
        try writer.write(bytes)
        try tensors.write(records, to: writer)
        try writer.commit(after: check)
        guard fileBytes >= 1 << 31 else { return [] }
        return [
            Diagnostic(
                "large-file", severity: .note,
                "the file has 2 GiB or more, so other implementations of protobuf do not read it", place: path)
        ]
    }

    private func checkNames(_ index: [ProtobufMessage]) throws(Diagnostic) {
        var names: Set<String> = []
        for entry in index {
            let name = entry.string("name") ?? ""
            guard !name.isEmpty, name.utf8.count <= budgets.nameLength, names.insert(name).inserted else {
                throw Diagnostic(
                    "model-name", "a tensor must have a name of its own, of \(budgets.nameLength) bytes at most",
                    place: "tensor \(name)")
            }
        }
    }
}

/// The names that packed weights have in a file; they are found by their keys.
private enum PackedNames {
    static func entries(of model: Model) -> [TensorTable.Packed] {
        var result: [TensorTable.Packed] = []
        var number = 0
        for weight in model.packed {
            var name = "\(weight.key.instructionSet).\(number)"
            while model.weights[name] != nil {
                number += 1
                name = "\(weight.key.instructionSet).\(number)"
            }
            number += 1
            result.append(TensorTable.Packed(name: name, weight: weight))
        }
        return result
    }
}

extension Model {
    /// - Throws: `parameter-mismatch` when a weight has not the type of its parameter.
    func checkWeights() throws(Diagnostic) {
        for parameter in graph.parameterTypes {
            guard let tensor = weights[parameter.name] else { continue }
            guard tensor.elementType == parameter.type.elementType, parameter.type.sizes([:]) == tensor.shape else {
                throw Diagnostic(
                    "parameter-mismatch",
                    "the tensor is \(tensor.elementType.rawValue)\(tensor.shape), and the parameter is "
                        + "\(parameter.type)", place: "parameter \(parameter.name)")
            }
        }
    }
}
