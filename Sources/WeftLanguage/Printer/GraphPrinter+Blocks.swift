import WeftGraph
import WeftOperators
import WeftTensors

/// How a run of nodes is called.
struct PrintedCall {
    let block: String
    /// The labels before the block's parameters; nil when it has none.
    let label: String?
    /// The places of the tensors among the operands of the run.
    let tensors: [Int]
    /// The sizes around that the block is told, by the names that it has for them.
    let sizes: [(name: String, symbol: Symbol)]
    /// The hyper-parameters.
    let arguments: [String]
    /// What the block does as stages, with the labels of the scope around; nil where it is more than that.
    let stages: String?
    /// Whether the block is a scope, so that a call of it says more than its stages.
    let isScope: Bool
}

/// The text of a run before it is held against those of its form.
private struct PrintedRun {
    let scope: Int
    let tensors: [Int]
    let sizes: [(name: String, symbol: Symbol)]
    /// The known sizes of what it takes, by their names.
    let axes: [(name: String, value: Int?)]
    let declaration: PrintedDeclaration
    let names: PrintedNames
    /// The statements.
    let pattern: TextPattern
    /// The sizes of the results, one after another, each with its axis.
    let resultSizes: [(axis: Int, value: Int?, pattern: TextPattern)]
    let stages: String?

    /// The same for runs that one block can stand for.
    var form: String {
        let head = declaration.parameters + sizes.map(\.name) + declaration.results
        return head.joined(separator: ",") + pattern.form + "\(resultSizes.map(\.axis))"
    }
}

extension GraphPrinter {
    /// Prints the blocks that runs of nodes become, those that are used in others first.
    mutating func printBlocks() {
        for (group, scopes) in plan.groups.sorted(by: { $0.key < $1.key }) {
            var forms: [String: [PrintedRun]] = [:]
            var order: [String] = []
            for scope in scopes {
                let run = run(scope, form: outline?.groups[group])
                if forms[run.form] == nil { order.append(run.form) }
                forms[run.form, default: []].append(run)
            }
            for form in order { declareBlock(forms[form] ?? []) }
        }
    }

    /// The most nodes of a run that a loop can hold without a block.
    private static let shortestBlock = 4

    /// A run as if it were the only one of its form.
    private mutating func run(_ number: Int, form: Outline.Group?) -> PrintedRun {
        let graph = plan.scopes[number].graph
        var stages: String?
        if graph.nodes.count <= GraphPrinter.shortestBlock, graph.outputs.count == 1 {
            let around = plan.prefix(of: plan.scopes[number].parent ?? 0)
            var scope = runScope(number, prefix: around, form)
            scope.declaration.results = []
            if openSizes(of: graph, number, scope.sizes).isEmpty {
                statements(&scope)
                stages = GraphPrinter.stages(scope.declaration)
                for parameter in plan.scopes[number].parameters.values where plan.homes[parameter] == number {
                    isMade[parameter] = false
                }
            }
        }
        var scope = runScope(number, prefix: plan.prefix(of: number), form)
        let sizes = openSizes(of: graph, number, scope.sizes).sorted().map { symbol in
            let name = scope.names.unique(symbol.name, otherwise: "n")
            scope.sizes.name(symbol, name)
            return (name: name, symbol: symbol)
        }
        statements(&scope)
        let resultSizes = graph.outputs.flatMap { output in
            graph.type(output.value).shape.enumerated().map { axis, size in
                let text = scope.sizes.knows(size) ? scope.sizes.text(size) : "_"
                return (axis: axis, value: size.value, pattern: TextPattern("= \(text)"))
            }
        }
        return PrintedRun(
            scope: number, tensors: tensors(of: number), sizes: sizes, axes: axes(of: number),
            declaration: scope.declaration, names: scope.names,
            pattern: TextPattern(scope.declaration.statements.joined(separator: "\n")), resultSizes: resultSizes,
            stages: stages)
    }

    /// The scope of a run with its head.
    private func runScope(_ number: Int, prefix: [String], _ form: Outline.Group?) -> PrintedScope {
        let graph = plan.scopes[number].graph
        var scope = PrintedScope(
            graph, number: number, prefix: prefix, declaration: PrintedDeclaration(kind: .block), form: form)
        nameSizes(of: tensors(of: number), &scope)
        for output in graph.outputs {
            let name = scope.names.unique("y", otherwise: "y")
            scope.roles[output.value.index, default: []].append(.result(name))
            scope.declaration.results.append("\(name): \(graph.type(output.value).elementType.rawValue)")
        }
        return scope
    }

    /// The places of what a run takes from outside as a tensor.
    private func tensors(of number: Int) -> [Int] {
        let graph = plan.scopes[number].graph
        return graph.inputs.indices.filter { !isDeclaredBelow(graph.inputs[$0].value, number) }
    }

    /// The axes of the first tensor that is no parameter, with the sizes that are numbers.
    private func axes(of number: Int) -> [(name: String, value: Int?)] {
        let graph = plan.scopes[number].graph
        let parameters = plan.scopes[number].parameters
        let values = tensors(of: number).map { graph.inputs[$0].value }
        guard let first = values.first(where: { parameters[$0.index] == nil }) else { return [] }
        let shape = graph.type(first).shape
        return zip(GraphPrinter.axes(shape.count), shape).map { ($0, $1.value) }
    }

    /// The stages of a block that is one pipeline from what it takes to its result.
    private static func stages(_ declaration: PrintedDeclaration) -> String? {
        guard declaration.parameters.count == 1, declaration.statements.count == 1 else { return nil }
        let statement = declaration.statements[0]
        for start in ["y = x |> ", "y = x\n|> "] where statement.hasPrefix(start) {
            return String(statement.dropFirst(start.count))
        }
        return nil
    }

    /// Adds the tensors that a block takes. The axes of the first one that is no parameter are named, and stand for
    /// the sizes that they are wherever these come again.
    private func nameSizes(of tensors: [Int], _ scope: inout PrintedScope) {
        let graph = scope.graph
        let parameters = plan.scopes[scope.number].parameters
        let first = tensors.first { parameters[graph.inputs[$0].value.index] == nil }
        if let first {
            let shape = graph.type(graph.inputs[first].value).shape
            for (dimension, name) in zip(shape, GraphPrinter.axes(shape.count)) {
                guard scope.names.take(name) else { continue }
                if let symbol = dimension.onlySymbol, scope.sizes.names[symbol] == nil {
                    scope.sizes.name(symbol, name)
                } else if dimension.value == nil {
                    scope.sizes.name(whole: dimension, name)
                }
            }
        }
        for place in tensors {
            let value = graph.inputs[place].value
            let type = graph.type(value)
            let name = scope.names.unique(parameters[value.index] == nil ? "x" : "w", otherwise: "x")
            scope.texts[value.index] = name
            let axes = place == first ? GraphPrinter.axes(type.rank) : type.shape.map { _ in "_" }
            scope.declaration.parameters.append(
                "\(name): \(type.elementType.rawValue)[\(axes.joined(separator: ", "))]")
        }
    }

    /// Names for the axes of a tensor.
    private static func axes(_ rank: Int) -> [String] {
        switch rank {
        case 0: []
        case 1: ["D"]
        case 2: ["N", "D"]
        case 3: ["N", "T", "D"]
        case 4: ["N", "C", "H", "W"]
        case 5: ["N", "C", "D", "H", "W"]
        default: (1...rank).map { "D\($0)" }
        }
    }

    /// The sizes around that the text of a run speaks of and that no axis of what it takes is.
    private func openSizes(of graph: Graph, _ number: Int, _ sizes: PrintedSizes) -> Set<Symbol> {
        var own = graph
        own.nodes = graph.nodes.filter { !($0.operation is OutlinedRun) }
        var needed = innerSymbols(of: own, sizes)
        // What blocks are told is known already: they are printed first.
        for scope in plan.scopes[number].cells.values {
            for size in calls[scope]?.sizes ?? [] { needed.insert(size.symbol) }
        }
        return needed.filter { sizes.names[$0] == nil }
    }

    /// Declares the block for runs of one form, with what differs as hyper-parameters.
    private mutating func declareBlock(_ runs: [PrintedRun]) {
        guard let first = runs.first else { return }
        var parameters = HyperParameters(
            sizes: first.axes.enumerated().compactMap { index, axis in
                let values = runs.compactMap { $0.axes[index].value }
                return values.count == runs.count ? (axis.name, values) : nil
            }, names: first.names)
        let expressions = PatternColumns(runs.map(\.pattern)).expressions { parameters.expression($0, role: $1) }
        var declaration = first.declaration
        declaration.statements = [first.pattern.text(expressions ?? [:])]
        var results = resultSizes(runs, &parameters)[...]
        for (index, output) in plan.scopes[first.scope].graph.outputs.enumerated() {
            let rank = plan.scopes[first.scope].graph.type(output.value).rank
            declaration.results[index] += "[\(results.prefix(rank).joined(separator: ", "))]"
            results = results.dropFirst(rank)
        }
        declaration.parameters += first.sizes.map { "\($0.name): int" } + parameters.list.map(\.declaration)
        declaration.name = layerName(GraphPrinter.blockName(plan.scopes[first.scope].path), otherwise: "Block")
        blocks.append(declaration)
        for (index, run) in runs.enumerated() {
            let parent = plan.scopes[run.scope].parent ?? 0
            let prefix = plan.prefix(of: run.scope)
            let label =
                plan.scopes[run.scope].hasParameters
                ? PrintedLabel.text(Array(prefix.dropFirst(plan.prefix(of: parent).count))) : nil
            calls[run.scope] = PrintedCall(
                block: declaration.name, label: label, tensors: run.tensors, sizes: run.sizes,
                arguments: parameters.list.map { "\($0.name)=\($0.values.literal(index))" }, stages: run.stages,
                isScope: !plan.scopes[run.scope].path.isEmpty)
        }
    }

    /// The sizes of results; `_` for those that nothing else in the block tells.
    private func resultSizes(_ runs: [PrintedRun], _ parameters: inout HyperParameters) -> [String] {
        runs[0].resultSizes.indices.map { index in
            let axis = runs[0].resultSizes[index].axis
            let isKept = runs.allSatisfy { run in
                axis < run.axes.count && run.axes[axis].value != nil
                    && run.axes[axis].value == run.resultSizes[index].value
            }
            if isKept { return runs[0].axes[axis].name }
            let patterns = runs.map { $0.resultSizes[index].pattern }
            guard patterns.allSatisfy({ $0.form == patterns[0].form }) else { return "_" }
            let expressions = PatternColumns(patterns).expressions { values, _ in
                parameters.expression(values, role: "width", addsNew: false)
            }
            return expressions.map { String(patterns[0].text($0).dropFirst(2)) } ?? "_"
        }
    }

    /// A name for a block that is a scope: its last label that is no number, without one at its end.
    private static func blockName(_ path: [String]) -> String {
        guard let label = path.last(where: { Int($0) == nil }) else { return "" }
        let word = label.prefix { !$0.isNumber }
        let words = PrintedNames.plain(String(word)).split(separator: "_")
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return path.last == label || name.isEmpty ? name : name + "Block"
    }

    /// Prints a run as a call of its block.
    mutating func call(ofBlock number: Int, _ node: Graph.Node, _ scope: inout PrintedScope) {
        guard let call = calls[number] else { return }
        if let stages = call.stages, !call.isScope, let place = call.tensors.first, let value = node.inputs[place] {
            var expression = take([PrintedOperand(value: value, place: .first)], &scope)[0]
            expression.flow(into: PrintedLayer(label: nil, name: stages, isWeighty: true))
            return finish(node, expression, &scope)
        }
        usedBlocks.insert(call.block)
        let operands = call.tensors.compactMap { node.inputs[$0] }.enumerated().map { index, value in
            PrintedOperand(value: value, place: index == 0 ? .first : .argument)
        }
        var expressions = take(operands, &scope)
        var layer = PrintedLayer(label: call.label, name: call.block, isWeighty: true)
        var expression = expressions.removeFirst()
        layer.arguments = expressions.map { $0.argument() ?? $0.head } + arguments(of: call, scope)
        expression.flow(into: layer)
        finish(node, expression, &scope)
    }

    /// The arguments of a block's call behind its tensors.
    func arguments(of call: PrintedCall, _ scope: PrintedScope) -> [String] {
        call.sizes.map { "\($0.name)=\(scope.sizes.text(Dimension($0.symbol)))" } + call.arguments
    }
}
