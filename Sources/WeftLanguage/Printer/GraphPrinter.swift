import WeftDiagnostics
package import WeftGraph
import WeftOperators

/// Makes the text of a graph: one that elaborates to the same graph, up to ids, origins and names of inner values
/// (`Graph.difference(from:)`).
///
/// First a plan says which scans are cells and where parameters are declared; then each graph that has a text of its own
/// becomes a declaration, node by node in their order; the formatter lays the whole out.
package struct GraphPrinter {
    let root: Graph
    let plan: PrintedPlan
    /// The declarations after the model's, in the order in which they are met.
    var declarations: [PrintedDeclaration?] = []
    /// The names of cells and blocks by their texts, so that what is alike is declared once.
    var namesOfTexts: [String: String] = [:]
    /// The names that declarations have.
    var layerNames = PrintedNames()
    /// Parameters that a statement or a layer has made.
    var isMade: [Bool]
    /// The runs of nodes that become blocks; nil where none do.
    let outline: Outline?
    /// The blocks that runs of nodes have become, those that are used in others first.
    var blocks: [PrintedDeclaration] = []
    /// The blocks that something calls.
    var usedBlocks: Set<String> = []
    /// How runs of nodes are called, by the numbers of their scopes.
    var calls: [Int: PrintedCall] = [:]

    /// The text of a graph.
    package static func text(of graph: Graph) -> String { text(of: Model(graph: graph)) }

    /// The text of a model: its graph and its metadata, without weights.
    package static func text(of model: Model) -> String { text(of: model, nil) }

    /// The text of a model, with blocks for the runs of an outline.
    static func text(of model: Model, _ outline: Outline?) -> String {
        var printer = GraphPrinter(model.graph, outline)
        let name = printer.layerName(model.graph.name, otherwise: "Network")
        printer.printBlocks()
        let declaration = printer.model(model, name)
        let blocks = printer.blocks.reversed().filter { printer.usedBlocks.contains($0.name) }
        let all = [declaration] + blocks + printer.declarations.compactMap { $0 }
        let rough = all.map(\.text).joined(separator: "\n")
        // What was just printed parses; if it did not, the rough text would say where.
        return (try? Formatter.format(SourceFile(name: "printed", text: rough))) ?? rough
    }

    private init(_ graph: Graph, _ outline: Outline?) {
        root = outline.map { graph.outlined($0.items) } ?? graph
        self.outline = outline
        plan = PrintedPlan(root)
        isMade = [Bool](repeating: false, count: graph.parameters.count)
    }

    /// A name for a declaration that hides no layer and no operator.
    mutating func layerName(_ wanted: String, otherwise fallback: String) -> String {
        let plain = PrintedNames.isPlain(wanted) ? wanted : PrintedNames.plain(wanted)
        let isTaken =
            plain.isEmpty || PreludeIndex.shared.fileOfName[plain] != nil || Operators.named(plain) != nil
            || NumberFunction(rawValue: plain) != nil || Driver(rawValue: plain) != nil
            || PreparationFunction.signatures[plain] != nil
        return layerNames.unique(isTaken ? fallback : plain, otherwise: fallback)
    }

    private mutating func model(_ model: Model, _ name: String) -> PrintedDeclaration {
        var scope = PrintedScope(root, number: 0, prefix: [], declaration: PrintedDeclaration(kind: .model))
        scope.declaration.name = name
        scope.declaration.documentation = model.metadata.documentation
        let inputs = head(&scope)
        metadata(model.metadata, inputs, &scope)
        statements(&scope)
        for number in root.parameters.indices where !isMade[number] { declare(number, &scope) }
        requirements(&scope)
        return scope.declaration
    }

    /// A block for a graph that an operator holds; its name.
    mutating func body(_ graph: Graph) -> String {
        // A graph that an operator holds has no parameters, so no scope of the plan is its.
        var scope = PrintedScope(graph, number: -1, prefix: [], declaration: PrintedDeclaration(kind: .block))
        let place = reservePlace()
        _ = head(&scope)
        statements(&scope)
        requirements(&scope)
        return declare(scope.declaration, like: graph.name, otherwise: "Body", at: place)
    }

    /// Keeps a place for a declaration before those that it uses.
    mutating func reservePlace() -> Int {
        declarations.append(nil)
        return declarations.count - 1
    }

    /// Puts a declaration in its place, unless there is one just like it; the name of the one that is there.
    mutating func declare(
        _ declaration: PrintedDeclaration, like wanted: String, otherwise fallback: String, at place: Int
    ) -> String {
        let text = declaration.text
        if let known = namesOfTexts[text] { return known }
        var named = declaration
        named.name = layerName(wanted, otherwise: fallback)
        declarations[place] = named
        namesOfTexts[text] = named.name
        return named.name
    }

    /// Prints the nodes, and binds results that are no node's or that are two results at once.
    mutating func statements(_ scope: inout PrintedScope) {
        var index = 0
        while index < scope.graph.nodes.count {
            let count = loop(index, &scope)
            if count == 0 { node(index, &scope) }
            index += max(count, 1)
        }
        scope.settle()
        for (index, roles) in scope.roles.sorted(by: { $0.key < $1.key }) {
            for role in roles {
                let value = text(of: ValueID(index), &scope)
                switch role {
                case .next(let name): scope.declaration.statements.append("next \(name) = \(value)")
                case .result(let name): scope.declaration.statements.append("\(name) = \(value)")
                case .stop: scope.declaration.statements.append("stop when \(value)")
                }
            }
        }
    }

    /// How the text reads a value; a parameter is declared when it is met first.
    mutating func text(of value: ValueID, _ scope: inout PrintedScope) -> String {
        if let text = scope.texts[value.index] { return text }
        guard scope.number >= 0, let number = plan.scopes[scope.number].parameters[value.index] else {
            return "x\(value.index)"
        }
        declare(number, &scope)
        let text = scope.texts[value.index] ?? ""
        return text
    }

    /// Adds the statement that makes a parameter.
    mutating func declare(_ number: Int, _ scope: inout PrintedScope) {
        let parameter = root.parameters[number]
        isMade[number] = true
        let prefix = scope.prefix.isEmpty ? "" : scope.prefix.joined(separator: ".") + "."
        let own = String(decoding: parameter.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
        // Runs of one form have parameters whose names differ by numbers.
        let like = scope.form == nil ? own : own.filter { !$0.isNumber }
        let name = scope.names.unique(like, otherwise: "w")
        if let index = plan.scopes[scope.number].values[number] { scope.texts[index] = name }
        let type = root.type(parameter.value)
        var statement = "\(parameter.isTrained ? "param" : "buffer") \(name)"
        if name != own { statement += " \(PrintedLiterals.text(own))" }
        statement += ": \(scope.sizes.text(type))"
        if parameter.initializer != PrintedLiterals.standardInitializer(type) {
            statement += " = \(PrintedLiterals.text(parameter.initializer))"
        }
        scope.addStorage(statement)
    }
}
