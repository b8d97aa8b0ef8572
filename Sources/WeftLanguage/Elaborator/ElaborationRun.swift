import WeftDiagnostics
import WeftGraph

/// The state of one elaboration.
struct ElaborationRun {
    let options: ElaborationOptions
    let provider: SourceProvider
    var library: Library
    var diagnostics = DiagnosticSink()
    /// The calls under way, innermost last.
    var frames: [Frame] = []
    /// Where each call under way was written.
    var callRanges: [SourceRange] = []
    /// The graphs under construction, outermost first.
    var levels: [Level] = []
    /// The level that nodes are added to.
    var current = 0
    var metadata = Metadata()
    var labelRanges: [String: SourceRange] = [:]
    /// The elements of all parameters together.
    var parameterElements = 0
    /// Every parameter made, by full name.
    var parameters: [String: MadeParameter] = [:]
    /// What the inputs are called outside of the text, by their names in it.
    var inputNames: [String: String] = [:]
    /// The next index under each prefix, for labels such as `features[_]`.
    var nextIndices: [String: Int] = [:]
    /// Sizes named before it is known what they are, to be solved by what the body does.
    var unsolved: [Symbol: SourceRange] = [:]
    var statementsRun = 0
    /// How deep expressions, bodies and calls nest at present; what bounds the stack.
    var depth = 0
    var serial = 0
    /// Places where names of the user's files were bound, and those that were read.
    var bound: [SourceRange: String] = [:]
    var read: Set<SourceRange> = []

    struct MadeParameter {
        let value: TensorValue
        let range: SourceRange
        let shared: Int?
        let type: TensorType
    }

    init(options: ElaborationOptions, provider: SourceProvider) {
        self.options = options
        self.provider = provider
        library = Library(provider: provider)
    }

    var frame: Frame {
        // Lent, not copied: a frame is read at each name, and a copy would make every binding copy them all.
        _read { yield frames[frames.count - 1] }
        _modify { yield &frames[frames.count - 1] }
    }

    var assumptions: Assumptions { levels[current].builder.assumptions }

    mutating func nextSerial() -> Int {
        serial += 1
        return serial
    }

    /// A place that the user can see: the given one, or the innermost call of the library's text from the user's.
    func userRange(_ range: SourceRange) -> SourceRange {
        guard let innermost = frames.last, innermost.declaration.isPrelude else { return range }
        for index in frames.indices.reversed() where index > 0 && !frames[index - 1].declaration.isPrelude {
            return callRanges[index]
        }
        return range
    }

    /// Reports a problem at a place, in the user's own text, with the calls that led there.
    mutating func report(_ problem: Problem, at range: SourceRange) throws(Problem) {
        switch problem {
        case .reported: return
        case .diagnostic(let diagnostic): diagnostics.report(located(diagnostic, at: range))
        case .exhausted(let diagnostic):
            diagnostics.report(located(diagnostic, at: range))
            throw .stopped
        case .stopped: throw .stopped
        }
    }

    /// A diagnostic moved to where the user can mend it.
    func located(_ diagnostic: Diagnostic, at range: SourceRange) -> Diagnostic {
        var result = diagnostic
        if let own = diagnostic.range, !own.isInPrelude {
            result.range = own
        } else {
            result.range = userRange(range)
        }
        guard let place = result.range else { return result }
        let calls = callRanges.dropFirst().filter { !$0.isInPrelude && $0 != place }
        for call in calls.reversed().prefix(4) where !result.notes.contains(where: { $0.range == call }) {
            result.notes.append(.init("in this call: \(call.firstLine)", at: call))
        }
        return result
    }

    /// Goes deeper by some levels; whoever calls goes up again by as many.
    mutating func descend(_ levels: Int = 1) throws(Problem) {
        depth += levels
        guard depth <= options.budgets.elaborationDepth else {
            throw .exhausted(
                Diagnostic(
                    "nesting-too-deep", "expressions and calls nest too deep within each other",
                    help: "give what is inside a name of its own"))
        }
    }

    /// Counts a step of elaboration against its budget.
    mutating func countStatement() throws(Problem) {
        try countWork(1)
    }

    /// Counts work that is worth some statements.
    mutating func countWork(_ statements: Int) throws(Problem) {
        statementsRun += statements
        guard statementsRun <= options.budgets.statements else {
            throw .exhausted(
                Diagnostic(
                    "too-many-statements",
                    "elaboration ran more than \(options.budgets.statements) statements, or work worth as many",
                    help: "a loop's bound, or what is built in it, is larger than was meant"))
        }
    }
}

extension SourceRange {
    /// Whether it lies in the library's own text.
    var isInPrelude: Bool { file.name.hasPrefix("prelude/") }

    /// The text up to its first line's end, shortened.
    var firstLine: String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 60 ? "\(line.prefix(59))…" : String(line)
    }
}
