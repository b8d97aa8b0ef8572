import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftInspection
import WeftTensors

/// What `inspect` says. Without hashes no byte of a tensor is touched.
struct InspectReport {
    private let inspection: Inspection
    private let summary: Summary?
    private let hashes: [String: String]
    private let showsHashes: Bool

    init(_ inspection: Inspection, depth: Int?, hashes showsHashes: Bool) {
        self.inspection = inspection
        self.showsHashes = showsHashes
        summary = inspection.loaded.map { Summary($0.model.graph, depth: depth) }
        let tensors = showsHashes ? inspection.tensors : []
        hashes = Dictionary(
            tensors.map { ($0.name, $0.tensor.sha256.description) }, uniquingKeysWith: { first, _ in first })
    }

    var report: Report {
        var text = "format: \(inspection.format.shortName)"
        if let producer = inspection.producer { text += ", written by \(producer.escapedForDisplay)" }
        text += "\n"
        for (key, value) in inspection.metadata {
            text += "\(key.escapedForDisplay): \(value.oneLine.escapedForDisplay)\n"
        }
        if let summary {
            text += "\n" + summary.text(width: Terminal.width)
            let others = inspection.loaded?.modelNames.filter { $0 != summary.model } ?? []
            if !others.isEmpty { text += "other models of the file: \(others.joined(separator: ", "))\n" }
        }
        if showsHashes || summary == nil { text += "\n" + tensorTable }
        return Report(text: text, members: members, diagnostics: inspection.loaded?.warnings ?? [])
    }

    private var tensorTable: String {
        var columns: [TextTable.Column] = [.init("tensor", shrinks: true), .init("type"), .init("bytes", .right)]
        if showsHashes { columns.append(.init("sha256")) }
        var table = TextTable(columns)
        for (name, tensor) in inspection.tensors {
            let hash = hashes[name].map { [$0] } ?? []
            table.add([name, tensor.typeDescription, tensor.byteCount.grouped] + hash)
        }
        let bytes = inspection.tensors.reduce(0) { $0 + $1.tensor.byteCount }
        return table.text(width: Terminal.width) + "\n\(inspection.tensors.count) tensors, \(bytes.grouped) bytes\n"
    }

    private var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("format", .string(inspection.format.shortName)),
            .init("producer", inspection.producer.map { .string($0) } ?? .null),
        ]
        members += summary?.members ?? emptySummary
        members.append(.init("models", .array((inspection.loaded?.modelNames ?? []).map { .string($0) })))
        let metadata = inspection.metadata.map { JSONValue.Member($0.key, .string($0.value)) }
        members.append(.init("metadata", .object(metadata)))
        let tensors = inspection.tensors.map { name, tensor in
            JSONValue.object(
                [
                    .init("name", .string(name)), .init("type", .string(tensor.typeDescription)),
                    .init("bytes", .integer(tensor.byteCount)),
                ] + (hashes[name].map { [.init("sha256", .string($0))] } ?? []))
        }
        members.append(.init("tensors", .array(tensors)))
        return members
    }

    /// The keys of a summary for a file without a network.
    private var emptySummary: [JSONValue.Member] {
        let elements = inspection.tensors.reduce(0) { $0 + $1.tensor.count }
        return [
            .init("inputs", .array([])), .init("outputs", .array([])), .init("layers", .array([])),
            .init("parameters", .object([.init("elements", .integer(elements))])), .init("macs", .null),
        ]
    }
}

extension String {
    /// The text up to its first line break, and a mark if there was more.
    fileprivate var oneLine: String {
        guard let end = firstIndex(where: \.isNewline) else { return self }
        return self[..<end] + " …"
    }
}
