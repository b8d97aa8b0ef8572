/// What an import decided where ONNX and we say things differently.
package struct ONNXLedger: Sendable {
    /// A decision: the node or tensor, what it had there, and what became of it.
    package struct Entry: Sendable, Hashable {
        package let place: String
        package let decision: String
    }

    package private(set) var entries: [Entry] = []
    private var seen: Set<Entry> = []

    /// Notes a decision, once for each place.
    mutating func note(_ place: String, _ decision: String) {
        let entry = Entry(place: place, decision: decision)
        if seen.insert(entry).inserted { entries.append(entry) }
    }
}
