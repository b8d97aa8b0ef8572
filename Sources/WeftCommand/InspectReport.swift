import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftInspection
import WeftTensors

/// What `inspect` says. Without hashes no byte of a tensor is touched.
struct InspectReport {
    private let inspection: Inspection
    private let summary: Summary?
    private let rows: [Row]
    private let showsHashes: Bool

    /// A tensor of the file; or one that the network declares and the file has no numbers for.
    private struct Row {
        let name: String
        let type: String
        let bytes: Int?
        let isStored: Bool
        let hash: String?
    }

    init(_ inspection: Inspection, depth: Int?, hashes showsHashes: Bool) {
        self.inspection = inspection
        self.showsHashes = showsHashes
        summary = inspection.loaded.map { Summary($0.model.graph, depth: depth) }
        rows = Self.rows(inspection, hashes: showsHashes)
    }

    private static func rows(_ inspection: Inspection, hashes: Bool) -> [Row] {
        let stored = inspection.tensors.map { name, tensor in
            Row(
                name: name, type: tensor.typeDescription, bytes: tensor.byteCount, isStored: true,
                hash: hashes ? tensor.sha256.description : nil)
        }
        guard let graph = inspection.loaded?.model.graph else { return stored }
        let names = Set(stored.map(\.name))
        let declared = graph.parameters.filter { !names.contains($0.name) }.map { parameter in
            let type = graph.type(parameter.value)
            return Row(
                name: parameter.name, type: type.description,
                bytes: type.elementCount.value.flatMap { type.elementType.byteCount(of: $0) }, isStored: false,
                hash: nil)
        }
        return stored + declared
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
        if let listing = inspection.listing { text += "\n" + table(of: listing) }
        if showsHashes || summary == nil { text += "\n" + tensorTable }
        return Report(text: text, members: members, diagnostics: inspection.warnings)
    }

    /// What a file says of itself of which there is no model.
    private func table(of listing: ONNXListing) -> String {
        var table = TextTable([.init(""), .init("name", shrinks: true), .init("type", shrinks: true)])
        for value in listing.inputs { table.add(["input", value.name, value.type]) }
        for value in listing.outputs { table.add(["output", value.name, value.type]) }
        var operators = TextTable([.init("operator", shrinks: true), .init("nodes", .right), .init("")])
        for row in listing.operators {
            operators.add([row.name, row.count.grouped, row.isKnown ? "" : "not supported"])
        }
        return table.text(width: Terminal.width) + "\n" + operators.text(width: Terminal.width)
    }

    private var tensorTable: String {
        var columns: [TextTable.Column] = [.init("tensor", shrinks: true), .init("type"), .init("bytes", .right)]
        if showsHashes { columns.append(.init("sha256")) }
        var table = TextTable(columns)
        for row in rows {
            let bytes = row.bytes?.grouped ?? "?"
            table.add([row.name, row.type, bytes] + (showsHashes ? [row.hash ?? "declared, not stored"] : []))
        }
        let stored = rows.filter(\.isStored)
        let bytes = stored.reduce(0) { $0 + ($1.bytes ?? 0) }
        var text = table.text(width: Terminal.width) + "\n\(stored.count) tensors, \(bytes.grouped) bytes\n"
        if stored.count < rows.count { text += "\(rows.count - stored.count) more are declared, not stored\n" }
        return text
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
        let tensors = rows.map { row in
            JSONValue.object(
                [
                    .init("name", .string(row.name)), .init("type", .string(row.type)),
                    .init("bytes", row.bytes.map { .integer($0) } ?? .null), .init("stored", .bool(row.isStored)),
                ] + (row.hash.map { [.init("sha256", .string($0))] } ?? []))
        }
        members.append(.init("tensors", .array(tensors)))
        return members
    }

    private func json(_ values: [ONNXListing.Value]?) -> JSONValue {
        .array((values ?? []).map { .object([.init("name", .string($0.name)), .init("type", .string($0.type))]) })
    }

    /// The keys of a summary for a file without a network, or one that cannot be imported.
    private var emptySummary: [JSONValue.Member] {
        let elements = inspection.tensors.reduce(0) { $0 + $1.tensor.count }
        let listing = inspection.listing
        let operators = (listing?.operators ?? []).map { row in
            JSONValue.object([
                .init("name", .string(row.name)), .init("nodes", .integer(row.count)),
                .init("supported", .bool(row.isKnown)),
            ])
        }
        return [
            .init("inputs", json(listing?.inputs)), .init("outputs", json(listing?.outputs)),
            .init("operators", .array(operators)), .init("layers", .array([])),
            .init("parameters", .object([.init("elements", .integer(elements))])), .init("macs", .null),
            .init("activation_bytes", .null), .init("receptive_field", .null),
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
