import WeftGraph

/// What a value is for the scope that it is made in, besides being read.
enum PrintedRole {
    /// The next value of a state.
    case next(String)
    /// A result, by its name in the text.
    case result(String)
    /// What tells a driver to stop.
    case stop
}

/// The text of one graph under way: a model's, or that of a cell or a body.
struct PrintedScope {
    /// An expression that no statement binds yet, since only one node reads its value.
    struct Pending {
        let value: ValueID
        var expression: PrintedExpression
        /// The number to write beside a tensor instead, when the value is a number alone.
        let literal: String?
        /// The number that a state may begin with instead, when the value is a tensor full of it.
        let filling: String?
    }

    let graph: Graph
    /// The number of the scope in the plan.
    let number: Int
    /// The labels that parameters made here stand below.
    let prefix: [String]
    /// Whether it is a run of nodes that is to have the same text as others of its form, so that names in the text must
    /// not come from labels, and which attributes are then written wherever they stand, by their nodes.
    let form: Outline.Group?
    var names = PrintedNames()
    var sizes = PrintedSizes()
    /// The name that its loops count by, once one does.
    var counter: String?
    var declaration: PrintedDeclaration
    /// How the text reads each value that has a name.
    var texts: [String?]
    /// How many reads of each value are still to be printed.
    var reads: [Int]
    var roles: [Int: [PrintedRole]] = [:]
    /// Whether a node makes a value, so that its name may be used again.
    private var isMadeHere: [Bool]
    /// Values that come from outside and are the same at every step.
    var isFixed: [Bool]
    /// Expressions that wait for their reader, in the order in which their nodes stand.
    var pending: [Pending] = []
    /// Where in the list an expression for a value waits; −1 when none does.
    private var places: [Int]
    /// How many statements declare states and parameters of a cell.
    private var storageEnd = 0
    /// Names whose values are read by what waits, and by nothing after it.
    private var dying: [String] = []

    init(
        _ graph: Graph, number: Int, prefix: [String], declaration: PrintedDeclaration, form: Outline.Group? = nil
    ) {
        self.graph = graph
        self.number = number
        self.prefix = prefix
        self.form = form
        self.declaration = declaration
        texts = [String?](repeating: nil, count: graph.values.count)
        reads = [Int](repeating: 0, count: graph.values.count)
        isFixed = [Bool](repeating: false, count: graph.values.count)
        places = [Int](repeating: -1, count: graph.values.count)
        isMadeHere = isFixed
        for node in graph.nodes {
            for case let input? in node.inputs { reads[input.index] += 1 }
            for output in node.outputs { isMadeHere[output.index] = true }
        }
    }

    func place(of value: ValueID) -> Int? { places[value.index] < 0 ? nil : places[value.index] }

    /// Lets an expression wait for the one node that reads it.
    mutating func wait(
        _ value: ValueID, _ expression: PrintedExpression, literal: String? = nil, filling: String? = nil
    ) {
        places[value.index] = pending.count
        pending.append(Pending(value: value, expression: expression, literal: literal, filling: filling))
    }

    /// Takes the last expressions that wait.
    mutating func takeLast(_ count: Int) -> [Pending] {
        let taken = Array(pending.suffix(count))
        pending.removeLast(count)
        for item in taken { places[item.value.index] = -1 }
        return taken
    }

    /// Binds all but the last expressions that wait to names, in order. Where another expression is to follow that was
    /// made already, the names that it reads must not become free for what is bound here.
    mutating func settle(keeping count: Int = 0, beforeAnother isFollowed: Bool = false) {
        guard pending.count > count else { return }
        let kept = takeLast(count)
        let settled = takeLast(pending.count)
        for (index, item) in settled.enumerated() {
            if kept.isEmpty, !isFollowed, index == settled.count - 1 { releaseNames() }
            bind([item.value], to: item.expression)
        }
        for item in kept { wait(item.value, item.expression, literal: item.literal, filling: item.filling) }
    }

    /// Adds a statement that binds the results of a node; what waits is bound first.
    ///
    /// - Parameter hints: names for several results, where they have none of their own
    mutating func state(_ values: [ValueID], _ expression: PrintedExpression, hints: [String] = []) {
        settle(beforeAnother: true)
        releaseNames()
        bind(values, to: expression, hints: hints)
    }

    /// Adds a parameter's statement: at the beginning of a cell, or where the text has come to in a model.
    mutating func addStorage(_ statement: String) {
        if declaration.kind == .cell {
            declaration.statements.insert(statement, at: storageEnd)
            storageEnd += 1
        } else {
            declaration.statements.append(statement)
        }
    }

    /// Adds a cell's state.
    mutating func addState(_ statement: String) {
        declaration.statements.append(statement)
        storageEnd = declaration.statements.count
    }

    /// Frees the names that only the statement about to be made still reads.
    private mutating func releaseNames() {
        for name in dying { names.release(name) }
        dying = []
    }

    private mutating func bind(_ values: [ValueID], to expression: PrintedExpression, hints: [String] = []) {
        if values.count == 1, case .stop? = roles[values[0].index]?.first, reads[values[0].index] == 0,
            roles[values[0].index]?.count == 1
        {
            declaration.statements.append("stop when \(expression.text(behind: 14))")
            roles[values[0].index] = nil
            return
        }
        let label = expression.stages.last?.label
        let targets = values.enumerated().map { index, value in
            target(for: value, like: hints.indices.contains(index) ? hints[index] : label)
        }
        let whole = targets.count == 1 ? targets[0] : "(\(targets.joined(separator: ", ")))"
        declaration.statements.append("\(whole) = \(expression.text(behind: whole.utf8.count + 7))")
    }

    /// The name that a value is bound to: what it is for, what it was called, what its layer is labelled, or a number.
    private mutating func target(for value: ValueID, like label: String?) -> String {
        let index = value.index
        if let role = roles[index]?.first {
            switch role {
            case .next(let name):
                texts[index] = "next \(name)"
                roles[index]?.removeFirst()
                return "next \(name)"
            case .result(let name):
                texts[index] = name
                roles[index]?.removeFirst()
                return name
            case .stop: break
            }
        } else if reads[index] == 0 {
            return "_"
        }
        if form != nil {
            let name = names.unique("y", otherwise: "y")
            texts[index] = name
            return name
        }
        let known = graph[value].name ?? ""
        let labelled = label.flatMap { $0.split(separator: ".").last.map(String.init) } ?? ""
        let name: String
        if PrintedNames.isPlain(known) {
            name = names.unique(known, otherwise: "x")
        } else if PrintedNames.isPlain(labelled) {
            name = names.unique(labelled, otherwise: "x")
        } else {
            name = names.numbered("x")
        }
        texts[index] = name
        return name
    }

    /// Notes that a read of a value was printed; a name that nothing needs any more is free again.
    mutating func noteRead(of value: ValueID) {
        let index = value.index
        reads[index] -= 1
        guard reads[index] == 0, roles[index] == nil, isMadeHere[index], let name = texts[index] else {
            return
        }
        dying.append(name)
    }

    /// Notes the last read of a value: its name, which may be bound anew then; nil where the value is read again.
    mutating func takeName(of value: ValueID) -> String? {
        let index = value.index
        reads[index] -= 1
        return reads[index] == 0 && roles[index] == nil ? texts[index] : nil
    }

    /// Whether a value is read but for one time.
    func isReadOnce(_ value: ValueID) -> Bool { reads[value.index] == 1 && roles[value.index] == nil }
}
