import WeftDiagnostics

/// Collects diagnostics: each place and code once, sorted at the end.
struct DiagnosticSink {
    private struct Key: Hashable {
        let code: String
        let range: SourceRange?
        let message: String
    }

    private(set) var all: [Diagnostic] = []
    private var seen: Set<Key> = []
    private(set) var hasErrors = false

    /// How many are kept; the rest would only repeat what a mistake at the root has caused.
    private static let most = 100

    mutating func report(_ diagnostic: Diagnostic) {
        let message = diagnostic.range == nil ? diagnostic.message : ""
        guard seen.insert(Key(code: diagnostic.code, range: diagnostic.range, message: message)).inserted else {
            return
        }
        hasErrors = hasErrors || diagnostic.severity == .error
        if all.count < DiagnosticSink.most { all.append(diagnostic) }
    }

    /// In the order of the text: by file as first met, then by place.
    var sorted: [Diagnostic] {
        var order: [String: Int] = [:]
        for diagnostic in all {
            let name = diagnostic.range?.file.name ?? ""
            if order[name] == nil { order[name] = order.count }
        }
        return all.enumerated().sorted { left, right in
            let (a, b) = (left.element.range, right.element.range)
            let first = (order[a?.file.name ?? ""] ?? 0, a?.start ?? -1, left.offset)
            let second = (order[b?.file.name ?? ""] ?? 0, b?.start ?? -1, right.offset)
            return first < second
        }.map(\.element)
    }
}
