import WeftDiagnostics
import WeftGraph
import WeftInspection

/// What `check` says of one model that is right in itself.
struct CheckedModel {
    private let graph: Graph
    private let summary: Summary
    private let conditions: [Condition]
    private let undecided: [Condition]
    private let question: [String: ClosedRange<Int>]
    private let free: [String]
    private let answer: SizeAnswer

    init(_ graph: Graph, sizes: [String: ClosedRange<Int>]) {
        self.graph = graph
        summary = Summary(graph)
        let validity = Validity(graph)
        undecided = validity.undecided.filter(\.isAboutInputs)
        conditions = validity.solved.filter(\.isAboutInputs) + undecided
        question = sizes
        free = graph.freeSizes
        answer = SizeAnswer(graph.conditions.filter(\.isAboutInputs), free: free, sizes)
    }

    var text: String {
        var text = "\(graph.name.escapedForDisplay) is valid\(free.isEmpty ? "" : " for \(validity)")\n"
        for (word, values) in [("input", graph.inputTypes), ("output", graph.outputTypes)] {
            for value in values { text += "  \(word) \(value.name.escapedForDisplay): \(value.type)\n" }
        }
        for line in leftOpen { text += "  \(line)\n" }
        for line in summary.totals.split(separator: "\n") { text += "  \(line)\n" }
        if !question.isEmpty, fits { text += "  \(asked): \(isRange ? answer.summary : "fits")\n" }
        for line in costsAsked?.text.split(separator: "\n") ?? [] { text += "    \(line)\n" }
        return text
    }

    /// Whether all sizes asked are sizes of the model and at least one combination of them fits.
    private var fits: Bool { answer.unknown.isEmpty && answer.fitting > 0 }
    private var isRange: Bool { question.values.contains { $0.count > 1 } }

    /// The costs at the sizes asked, when they fit and each is one.
    private var costsAsked: CostsAtSizes? {
        guard !question.isEmpty, fits, !isRange else { return nil }
        let sizes = question.map { (Symbol($0.key), $0.value.lowerBound) }
        return CostsAtSizes(summary, sizes: Dictionary(sizes, uniquingKeysWith: { first, _ in first }))
    }

    /// Why the sizes asked for do not fit.
    var diagnostics: [Diagnostic] {
        guard !question.isEmpty else { return [] }
        var diagnostics = answer.unknown.map { name in
            Diagnostic(
                "unknown-dimension", "no input of \(graph.name) has a dimension '\(name)'",
                help: Suggestion.nearest(to: name, among: free).map { "did you mean '\($0)'?" })
        }
        if answer.asked == nil {
            diagnostics.append(
                Diagnostic(
                    "too-many-sizes", "more than \(SizeAnswer.mostCombinations) combinations of sizes are asked",
                    help: "ask about smaller ranges, or one size at a time"))
        } else if answer.fitting == 0, !answer.broken.isEmpty {
            diagnostics.append(doNotFit)
        }
        return diagnostics
    }

    /// How many of the reasons are told: the conditions of one line are often many.
    private static let mostReasons = 4

    private var doNotFit: Diagnostic {
        let nearest = answer.nearest.map { "\($0.name) = \($0.sizes.map(String.init).joined(separator: " or "))" }
        var notes: [Diagnostic.Note] = []
        for broken in answer.broken.map(\.condition) where !broken.reason.isEmpty {
            let text = "\(broken): \(broken.reason)"
            if !notes.contains(where: { $0.range == broken.range && $0.message.hasSuffix(broken.reason) }) {
                notes.append(.init(text, at: broken.range))
            }
        }
        let needed = conditions.filter { condition in answer.broken.contains { $0.condition.shares(condition) } }
        return Diagnostic(
            "sizes-do-not-fit", "\(graph.name) is not valid for \(asked)",
            labels: ["it needs \(needed.map(\.description).joined(separator: ", "))"],
            notes: Array(notes.prefix(CheckedModel.mostReasons)),
            help: nearest.isEmpty ? nil : "the nearest that fit: \(nearest.joined(separator: ", "))")
    }

    var members: [JSONValue.Member] {
        let exact = undecided.isEmpty && graph.conditions.allSatisfy { $0.isAboutInputs || $0.isFactOfData }
        var members: [JSONValue.Member] = [
            .init("model", .string(graph.name)),
            .init("inputs", Summary.json(graph.inputTypes)),
            .init("outputs", Summary.json(graph.outputTypes)),
            .init("conditions", .array(conditions.map { .string($0.description) })),
            .init("exact", .bool(exact)),
            .init("undecided", .array(undecided.map { .string($0.description) })),
        ]
        members += summary.costs
        guard !question.isEmpty else { return members }
        let nearest = answer.nearest.map { JSONValue.Member($0.name, .array($0.sizes.map { .integer($0) })) }
        let ranges = answer.fits.map { JSONValue.Member($0.name, .array($0.sizes.map { .integer($0) })) }
        let broken = answer.broken.map {
            JSONValue.object([
                .init("condition", .string($0.condition.description)), .init("reason", .string($0.condition.reason)),
                .init("line", $0.condition.range.map { .integer($0.line) } ?? .null),
                .init("count", .integer($0.count)),
            ])
        }
        members.append(
            .init(
                "sizes",
                .object([
                    .init("fits", .bool(fits)), .init("asked", answer.asked.map { .integer($0) } ?? .null),
                    .init("fitting", .integer(answer.fitting)), .init("nearest", .object(nearest)),
                    .init("ranges", .object(ranges)), .init("broken", .array(broken)),
                    .init("costs", costsAsked.map { .object($0.members) } ?? .null),
                ])))
        return members
    }

    /// The same keys for a model that has errors.
    static let emptyMembers: [JSONValue.Member] = [
        .init("inputs", .array([])), .init("outputs", .array([])), .init("conditions", .array([])),
        .init("exact", .bool(false)), .init("undecided", .array([])), .init("parameters", .null), .init("macs", .null),
        .init("activation_bytes", .null), .init("receptive_field", .null),
    ]

    private var validity: String {
        let tied = conditions.filter { $0.onlySymbol == nil }
        let alone = free.flatMap { name in
            let own = conditions.filter { $0.onlySymbol?.name == name }
            return own.isEmpty ? ["\(name) >= 1"] : own.map(\.description)
        }
        return (alone + tied.map(\.description)).joined(separator: ", ")
    }

    /// What is not worked out, each with its place, and sizes that are known to fit.
    private var leftOpen: [String] {
        guard !undecided.isEmpty else { return [] }
        let lines = undecided.map { condition in
            let place = condition.range.map { ", \($0.file.name.escapedForDisplay):\($0.line)" } ?? ""
            return "not decided: \(condition) (\(condition.reason)\(place)); it is checked when the sizes are bound"
        }
        let example = Validity.example(conditions)?.map { "\($0.size.name) = \($0.value)" }
        return lines + [
            example.map { "for example \($0.joined(separator: ", ")) fits" } ?? "no small sizes fit; there may be none"
        ]
    }

    private var asked: String {
        let known = free.filter { question[$0] != nil } + answer.unknown
        return known.compactMap { name in
            question[name].map { "\(name) = \($0.count == 1 ? "\($0.lowerBound)" : "\($0)")" }
        }.joined(separator: ", ")
    }

}

extension SizeAnswer {
    /// Which sizes of the ranges fit, and what the others break.
    fileprivate var summary: String {
        var text = "\(fitting) of \(asked ?? 0) fit"
        for range in fits { text += "\n    \(range.name) = \(SizeRuns.text(range.sizes))" }
        for broken in broken.prefix(8) {
            let place = broken.condition.range.map { ", \($0.file.name):\($0.line)" } ?? ""
            text += "\n    \(broken.condition) fails for \(broken.count): \(broken.condition.reason)\(place)"
        }
        if broken.count > 8 { text += "\n    … and \(broken.count - 8) conditions more" }
        return text
    }
}

extension Graph {
    /// The names of the free sizes of its inputs, in the inputs' order.
    var freeSizes: [String] { inputSymbols.map(\.name) }
}

extension Condition {
    /// Whether both speak of a size.
    fileprivate func shares(_ other: Condition) -> Bool {
        !left.symbols.union(right.symbols).isDisjoint(with: other.left.symbols.union(other.right.symbols))
    }

    /// Whether it speaks of input sizes alone.
    fileprivate var isAboutInputs: Bool {
        left.symbols.union(right.symbols).allSatisfy { $0.kind == .input }
    }

    /// Whether it only says what a size found while running is never above.
    fileprivate var isFactOfData: Bool {
        relation == .atLeast && right.symbols.contains { $0.kind == .data }
    }
}
