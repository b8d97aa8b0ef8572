import WeftGraph
import WeftOperators
import WeftTensors

extension GraphPrinter {
    /// Prints a node as a call of its operator, a stage of a pipeline where one tensor flows through it.
    ///
    /// - Parameter always: the attributes that are written whatever they are
    mutating func call(_ node: Graph.Node, always: Set<String>, _ scope: inout PrintedScope) {
        if let unknown = node.operation as? Op.Unknown { return self.unknown(unknown, node, &scope) }
        let signature = type(of: node.operation).signature
        let places = operandPlaces(node, signature, scope)
        let expressions = take(places.map(\.operand), &scope)
        var arguments: [String] = []
        for (place, expression) in zip(places, expressions).dropFirst(places.first?.name == nil ? 1 : 0) {
            let text = expression.argument() ?? expression.head
            arguments.append(place.name.map { "\($0)=\(text)" } ?? text)
        }
        var layer = PrintedLayer(label: nil, name: operatorName(node.operation))
        layer.arguments = arguments + attributes(node, always, scope, &layer)
        let height = (expressions.map(\.height).max() ?? 0) + 1
        guard let first = expressions.first, places[0].name == nil else {
            return finish(node, PrintedExpression(calling: layer), &scope)
        }
        let hints = signature.results.count == node.outputs.count ? signature.results : []
        finish(node, flow(first, into: layer, alone: expressions.count == 1, height: height), hints: hints, &scope)
    }

    /// A tensor through a layer: a stage, or a call where the text reads better so.
    private func flow(
        _ first: PrintedExpression, into layer: PrintedLayer, alone: Bool, height: Int
    ) -> PrintedExpression {
        if !first.stages.isEmpty || alone && first.precedence == .primary {
            var expression = first
            expression.flow(into: layer)
            return expression
        }
        return PrintedExpression(layer.call(first.head), height: height)
    }

    /// The operands in the order in which they are written, with the names of those that need one, which come last.
    private func operandPlaces(
        _ node: Graph.Node, _ signature: Signature, _ scope: PrintedScope
    ) -> [(name: String?, operand: PrintedOperand)] {
        let fixed = signature.operands.count - (signature.operands.last?.arity == .variadic ? 1 : 0)
        var places: [(name: String?, value: ValueID, takesNumber: Bool)] = []
        var needsNames = false
        for (index, value) in node.inputs.enumerated() {
            let operand = index < fixed ? signature.operands[index] : nil
            // Behind an optional operand a positional one could be taken for it.
            if operand?.arity == .optional { needsNames = true }
            guard let value else { continue }
            let takesNumber =
                places.count == 1 && node.inputs.count == 2 && operand?.arity == .required
                && isNumber(value, beside: places[0].value, scope)
            places.append((needsNames ? operand?.name : nil, value, takesNumber))
        }
        let ordered = places.filter { $0.name == nil } + places.filter { $0.name != nil }
        return ordered.enumerated().map { index, place in
            let operand = PrintedOperand(
                value: place.value, place: index == 0 ? .first : .argument, takesNumber: place.takesNumber)
            return (place.name, operand)
        }
    }

    /// Whether a number written behind a tensor would become just this constant.
    private func isNumber(_ value: ValueID, beside other: ValueID, _ scope: PrintedScope) -> Bool {
        value != other && !scope.isFixed[other.index]
            && scope.graph.type(other).elementType == scope.graph.type(value).elementType
            && !(scope.place(of: other).map { scope.pending[$0].literal != nil } ?? false)
            && scope.graph.type(value).elementType != .bool
    }

    /// The operator's bare name where that is its own, else `op.name`.
    private func operatorName(_ operation: any Operator) -> String {
        let signature = type(of: operation).signature
        let name = operation.name
        if name == "max_pool" || name == "avg_pool", poolStandsBehindLayer(operation) { return name }
        let isHidden =
            signature.hasWeights || PreludeIndex.shared.fileOfName[name] != nil || name == "size"
            || Driver(rawValue: name) != nil
        return isHidden ? "op.\(name)" : name
    }

    /// Whether the prelude's pool makes just this operator: its stride is the kernel's size unless it is written.
    private func poolStandsBehindLayer(_ operation: any Operator) -> Bool {
        operation.attributeValues.contains { $0.name == "stride" && $0.value != .integers([]) }
    }

    /// The attributes that are written, the first without its name where people leave it out.
    private mutating func attributes(
        _ node: Graph.Node, _ always: Set<String>, _ scope: PrintedScope, _ layer: inout PrintedLayer
    ) -> [String] {
        let operation = node.operation
        if let full = operation as? Op.Full {
            let sizes = full.sizes.map { scope.sizes.text($0) }.joined(separator: ", ")
            return [full.type.rawValue, "[\(sizes)]", PrintedLiterals.shortest(full.value)]
        }
        let bodies = graphNames(operation)
        var next = bodies.startIndex
        let values = PrintedAttributes.values(operation, sizes: scope.sizes, always: always) { _ in
            defer { next += 1 }
            return bodies[next]
        }
        var written = values
        if layer.name == "max_pool" || layer.name == "avg_pool" {
            let kernel = values.first { $0.name == "kernel" }?.text ?? "1"
            written.removeAll {
                $0.name == "kernel" || $0.name == "stride" && $0.text == kernel && !always.contains("stride")
            }
            return [kernel] + written.map { "\($0.name)=\($0.text)" }
        }
        let leavesFirstOut = GraphPrinter.withoutName.contains(operation.name) && node.inputs.count == 1
        return written.enumerated().map { index, value in
            index == 0 && leavesFirstOut && value.name == type(of: operation).firstField
                ? value.text : "\(value.name)=\(value.text)"
        }
    }

    /// Operators whose first attribute says what they are about.
    private static let withoutName: Set<String> = [
        "cast", "reshape", "transpose", "dropout", "drop_path", "expand", "repeat", "flatten", "pixel_shuffle",
        "adaptive_avg_pool", "split",
    ]

    /// The blocks for the graphs that an operator holds, in order.
    private mutating func graphNames(_ operation: any Operator) -> [String] {
        var result: [String] = []
        for (_, value) in operation.attributeValues {
            switch value {
            case .graph(let graph): result.append(body(graph))
            case .graphs(let graphs): for graph in graphs { result.append(body(graph)) }
            default: continue
            }
        }
        return result
    }

    /// Prints an operator that this build does not know: its operands, a list for each result, its attributes.
    private mutating func unknown(_ operation: Op.Unknown, _ node: Graph.Node, _ scope: inout PrintedScope) {
        let operands = node.inputs.compactMap { $0 }.map { PrintedOperand(value: $0, place: .argument) }
        var texts = take(operands, &scope).map { $0.argument() ?? $0.head }[...]
        var arguments = node.inputs.map { $0 == nil ? "none" : texts.removeFirst() }
        for type in operation.resultTypes {
            let sizes = type.shape.map { scope.sizes.text($0) }
            arguments.append("[\(([type.elementType.rawValue] + sizes).joined(separator: ", "))]")
        }
        let bodies = graphNames(operation)
        var next = bodies.startIndex
        arguments += PrintedAttributes.changed(operation, sizes: scope.sizes) { _ in
            defer { next += 1 }
            return bodies[next]
        }
        let layer = PrintedLayer(
            label: nil, name: "op.\(PrintedLiterals.text(operation.ownName))", arguments: arguments)
        finish(node, PrintedExpression(calling: layer, height: 1), &scope)
    }
}

extension Operator {
    fileprivate static var firstField: String? { attributes.first?.name }
}
