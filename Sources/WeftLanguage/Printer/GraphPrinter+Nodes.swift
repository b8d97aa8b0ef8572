import WeftGraph
import WeftOperators
import WeftTensors

/// A tensor that a node's text reads, in the order of the text.
struct PrintedOperand {
    enum Place {
        /// What flows into a layer, or its first tensor.
        case first
        /// An operand of a sign, with the least precedence that needs no parentheses.
        case sign(PrintedPrecedence)
        /// Behind others in the parentheses.
        case argument
    }

    let value: ValueID
    let place: Place
    /// Whether a number may stand here for a constant of the type of the tensors beside it.
    var takesNumber = false
}

extension GraphPrinter {
    /// Prints one node.
    mutating func node(_ index: Int, _ scope: inout PrintedScope) {
        let node = scope.graph.nodes[index]
        if node.operation is Op.Scan, scope.number >= 0, let operands = plan.scopes[scope.number].operands[index] {
            return scan(index, operands, &scope)
        }
        if node.operation is OutlinedRun, scope.number >= 0, let block = plan.scopes[scope.number].cells[index] {
            return call(ofBlock: block, node, &scope)
        }
        if let constant = number(node, scope) {
            return finish(node, PrintedExpression(constant.call), literal: constant.literal, &scope)
        }
        if scope.number >= 0, let form = LayerForm(node, context(index, scope)) { return layer(form, node, &scope) }
        if let sign = PrintedSign(node.operation), node.inputs.count == sign.operandCount,
            !node.inputs.contains(where: { $0 == nil })
        {
            return signed(sign, node, &scope)
        }
        call(node, always: scope.form?.differing[index] ?? [], &scope)
    }

    private func context(_ node: Int, _ scope: PrintedScope) -> LayerForm.Context {
        LayerForm.Context(
            graph: scope.graph, root: root, plan: plan, scope: scope.number, prefix: scope.prefix, isMade: isMade,
            always: scope.form?.differing[node] ?? [])
    }

    /// A constant that a number can stand for beside a tensor.
    private func number(_ node: Graph.Node, _ scope: PrintedScope) -> (literal: String?, call: String)? {
        switch node.operation {
        case let constant as Op.Constant:
            return (PrintedLiterals.number(constant.value), "constant(\(PrintedLiterals.text(constant.value)))")
        case let size as Op.Size:
            let arguments = [scope.sizes.text(size.value)] + (size.type == .i64 ? [] : ["type=\(size.type.rawValue)"])
            let literal = size.value.value == nil ? scope.sizes.text(size.value) : nil
            return (literal, "op.size(\(arguments.joined(separator: ", ")))")
        default: return nil
        }
    }

    /// Takes the texts of operands: of those that wait for this node, if they can be written inside it in their order,
    /// and of names for all others. Numbers become nodes behind all else that the text of this node makes.
    mutating func take(_ operands: [PrintedOperand], _ scope: inout PrintedScope) -> [PrintedExpression] {
        let waiting = operands.indices.filter { scope.place(of: operands[$0].value) != nil }
        func isNumber(_ index: Int) -> Bool {
            operands[index].takesNumber
                && scope.place(of: operands[index].value).map { scope.pending[$0].literal != nil } ?? false
        }
        var inside = waiting.filter { !isNumber($0) } + waiting.filter(isNumber)
        var open = inside.count
        while open > 0 {
            let operand = operands[inside[open - 1]]
            let place = scope.pending.count - 1 - (inside.count - open)
            guard scope.place(of: operand.value) == place,
                isNumber(inside[open - 1]) || readsWell(operand, among: operands.count, scope)
            else { break }
            open -= 1
        }
        if let last = inside[..<open].compactMap({ scope.place(of: operands[$0].value) }).max() {
            scope.settle(keeping: scope.pending.count - 1 - last)
            inside.removeSubrange(..<open)
        }
        let numbers = Set(inside.filter(isNumber))
        var expressions = [PrintedExpression?](repeating: nil, count: operands.count)
        for (index, item) in zip(inside, scope.takeLast(inside.count)) {
            expressions[index] =
                numbers.contains(index) ? PrintedExpression(number: item.literal ?? "") : item.expression
            scope.reads[operands[index].value.index] -= 1
        }
        return operands.indices.map { index in
            if let known = expressions[index] { return known }
            let text = PrintedExpression(text(of: operands[index].value, &scope))
            scope.noteRead(of: operands[index].value)
            return text
        }
    }

    /// Whether what waits reads well where the operand stands.
    private func readsWell(_ operand: PrintedOperand, among count: Int, _ scope: PrintedScope) -> Bool {
        guard let place = scope.place(of: operand.value) else { return true }
        let expression = scope.pending[place].expression
        switch operand.place {
        case .first: return count == 1 || !expression.stages.isEmpty || expression.height < 3 && expression.width <= 60
        case .sign(let least): return expression.operand(least) != nil && expression.height < 4 && expression.width < 70
        case .argument: return expression.argument() != nil && expression.height < 3
        }
    }

    /// Binds a node's results, or lets its only one wait for its only reader.
    mutating func finish(
        _ node: Graph.Node, _ expression: PrintedExpression, literal: String? = nil, hints: [String] = [],
        _ scope: inout PrintedScope
    ) {
        let first = node.outputs.first
        let isSingle =
            first.map { scope.reads[$0.index] == 1 && scope.roles[$0.index]?.isEmpty ?? true } ?? false
            && node.outputs.dropFirst().allSatisfy { scope.reads[$0.index] == 0 && scope.roles[$0.index] == nil }
        if isSingle, let first, expression.height < 8 {
            scope.wait(first, expression, literal: literal, filling: filling(node))
        } else {
            scope.state(node.outputs, expression, hints: node.outputs.count > 1 ? hints : [])
        }
    }

    /// The number in every place of what a node makes.
    private func filling(_ node: Graph.Node) -> String? {
        guard let full = node.operation as? Op.Full else { return nil }
        return full.type == .bool ? "\(full.value != 0)" : PrintedLiterals.shortest(full.value)
    }

    private mutating func layer(_ form: LayerForm, _ node: Graph.Node, _ scope: inout PrintedScope) {
        for parameter in form.parameters { isMade[parameter] = true }
        var expression = take([PrintedOperand(value: form.input, place: .first)], &scope)[0]
        expression.flow(
            into: PrintedLayer(
                label: PrintedLabel.text(form.label), name: form.name, arguments: form.arguments, isWeighty: true))
        finish(node, expression, &scope)
    }

    private mutating func signed(_ sign: PrintedSign, _ node: Graph.Node, _ scope: inout PrintedScope) {
        let values = node.inputs.compactMap { $0 }
        let operands = zip(values, sign.places).map { value, least in
            PrintedOperand(
                value: value, place: .sign(least), takesNumber: takesNumber(value, beside: values, sign, scope))
        }
        let expressions = take(operands, &scope)
        let texts = zip(expressions, sign.places).map { $0.operand($1) ?? $0.head }
        let height = (expressions.map(\.height).max() ?? 0) + 1
        finish(node, PrintedExpression(sign.text(texts), sign.precedence, height: height), &scope)
    }

    /// Whether a number beside the other operand of a sign would become just this constant.
    private func takesNumber(
        _ value: ValueID, beside values: [ValueID], _ sign: PrintedSign, _ scope: PrintedScope
    ) -> Bool {
        guard values.count == 2, let other = values.first(where: { $0 != value }), !scope.isFixed[other.index],
            scope.graph.type(other).elementType == scope.graph.type(value).elementType
        else { return false }
        let isOtherNumber = scope.place(of: other).map { scope.pending[$0].literal != nil } ?? false
        return !isOtherNumber && !(sign.isLogical && value == values[0])
    }
}

extension PrintedExpression {
    /// A number, which binds as a prefix does when it is negative and as a sum when it is one.
    init(number: String) {
        let isSum = number.dropFirst().contains(" ")
        self.init(number, isSum ? .sum : number.hasPrefix("-") ? .prefix : .primary)
    }
}
