import WeftDiagnostics
import WeftGraph
import WeftInspection

/// What `check` says of one model that is right in itself.
struct CheckedModel {
    private let graph: Graph
    private let summary: Summary
    private let conditions: [Condition]
    private let question: [String: Int]

    init(_ graph: Graph, sizes: [String: Int]) {
        self.graph = graph
        summary = Summary(graph)
        conditions = graph.validity.filter(\.isAboutInputs)
        question = sizes
    }

    var text: String {
        var text = "\(graph.name.escapedForDisplay) is valid\(free.isEmpty ? "" : " for \(validity)")\n"
        for (word, values) in [("input", graph.inputTypes), ("output", graph.outputTypes)] {
            for value in values { text += "  \(word) \(value.name.escapedForDisplay): \(value.type)\n" }
        }
        for line in summary.totals.split(separator: "\n") { text += "  \(line)\n" }
        if !question.isEmpty {
            text += "  \(asked): \(answer.fits ? "fits" : "does not fit")\n"
        }
        return text
    }

    /// Why the sizes asked for do not fit.
    var diagnostics: [Diagnostic] {
        guard !question.isEmpty else { return [] }
        let answer = answer
        let nearest = answer.nearest.map { "\($0.name) = \($0.sizes.map(String.init).joined(separator: " or "))" }
        var diagnostics = answer.unknown.map { name in
            Diagnostic(
                "unknown-dimension", "no input of \(graph.name) has a dimension '\(name)'",
                help: Suggestion.nearest(to: name, among: free).map { "did you mean '\($0)'?" })
        }
        if !answer.broken.isEmpty {
            diagnostics.append(
                Diagnostic(
                    "sizes-do-not-fit", "\(graph.name) is not valid for \(asked)",
                    labels: answer.broken.map { "\($0)" },
                    notes: answer.broken.filter { !$0.reason.isEmpty }.map { .init($0.reason, at: $0.range) },
                    help: nearest.isEmpty ? nil : "the nearest that fit: \(nearest.joined(separator: ", "))"))
        }
        return diagnostics
    }

    var members: [JSONValue.Member] {
        let exact = graph.conditions.allSatisfy { $0.isAboutInputs || $0.isFactOfData }
        var members: [JSONValue.Member] = [
            .init("model", .string(graph.name)),
            .init("inputs", Summary.json(graph.inputTypes)),
            .init("outputs", Summary.json(graph.outputTypes)),
            .init("conditions", .array(conditions.map { .string($0.description) })),
            .init("exact", .bool(exact)),
        ]
        members += summary.costs
        guard !question.isEmpty else { return members }
        let answer = answer
        let nearest = answer.nearest.map { JSONValue.Member($0.name, .array($0.sizes.map { .integer($0) })) }
        members.append(
            .init("sizes", .object([.init("fits", .bool(answer.fits)), .init("nearest", .object(nearest))])))
        return members
    }

    /// The same keys for a model that has errors.
    static let emptyMembers: [JSONValue.Member] = [
        .init("inputs", .array([])), .init("outputs", .array([])), .init("conditions", .array([])),
        .init("exact", .bool(false)), .init("parameters", .null), .init("macs", .null),
    ]

    private var free: [String] { graph.freeSizes }

    private var validity: String {
        let bounded = Set(conditions.flatMap { ($0.left - $0.right).symbols }.map(\.name))
        let least = free.filter { !bounded.contains($0) }.map { "\($0) >= 1" }
        return (least + conditions.map(\.description)).joined(separator: ", ")
    }

    private var asked: String {
        question.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
    }

    private var answer: SizeAnswer { SizeAnswer(conditions, free: free, question) }
}

extension Graph {
    /// The names of the free sizes of its inputs, sorted.
    var freeSizes: [String] {
        Set(inputTypes.flatMap { $0.type.shape.flatMap(\.symbols) }).map(\.name).sorted()
    }
}

extension Condition {
    /// Whether it speaks of input sizes alone.
    fileprivate var isAboutInputs: Bool {
        left.symbols.union(right.symbols).allSatisfy { $0.kind == .input }
    }

    /// Whether it only says what a size found while running is never above.
    fileprivate var isFactOfData: Bool {
        relation == .atLeast && right.symbols.contains { $0.kind == .data }
    }
}
