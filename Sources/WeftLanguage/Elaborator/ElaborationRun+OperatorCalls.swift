import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ElaborationRun {
    /// Calls an operator: tensors fill the operands in order, other values the attributes.
    mutating func call(
        _ type: any Operator.Type, _ layer: LayerValue, label: [String]?, mustRun: Bool, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        var operation: any Operator = type.init()
        let signature = type.signature
        var operands = [TensorValue?](repeating: nil, count: signature.operands.count)
        var variadic: [TensorValue] = []
        var numbers: [(index: Int, argument: Argument)] = []
        var attributes: [Argument] = []
        for argument in layer.arguments {
            if let name = argument.name {
                if let index = signature.operands.firstIndex(where: { $0.name == name.text }) {
                    try take(argument, as: index, &operands, &numbers, signature)
                } else {
                    try set(argument, name.text, of: &operation, at: argument.range)
                }
            } else if argument.value.holdsTensors || signature.isOpen(operands, numbers, variadic, argument) {
                try takePositional(argument, &operands, &variadic, &numbers, signature)
            } else {
                attributes.append(argument)
            }
        }
        try fill(attributes, of: &operation, given: layer.arguments)
        // What runs a graph may need no operands; all else waits for them.
        let holdsGraph = layer.arguments.contains { $0.name.map { type.holdsGraphs($0.text) } ?? false }
        let isComplete = zip(signature.operands, operands.indices).allSatisfy { operand, index in
            operand.arity == .optional || operands[index] != nil || numbers.contains { $0.index == index }
                || (operand.arity == .variadic && (!variadic.isEmpty || holdsGraph))
        }
        guard isComplete else {
            if !mustRun { return .layer(layer) }
            throw .diagnostic(missingOperand(signature, operands, range))
        }
        try convert(numbers, &operands, &variadic, signature, at: range)
        let inputs = signature.operands.last?.arity == .variadic ? operands.dropLast() + variadic : operands
        let results = try add(operation, inputs.trimmingAbsent, label: label ?? [], at: range)
        if results.count == 1 { return .tensor(results[0]) }
        return .results(
            results.enumerated().map { index, value in
                let name =
                    signature.results.indices.contains(index) && signature.results.count == results.count
                    ? signature.results[index] : nil
                return LanguageValue.NamedResult(name: name, value: .tensor(value))
            })
    }

    private func take(
        _ argument: Argument, as index: Int, _ operands: inout [TensorValue?],
        _ numbers: inout [(index: Int, argument: Argument)], _ signature: Signature
    ) throws(Problem) {
        guard operands[index] == nil else {
            throw .diagnostic(
                Diagnostic(
                    "duplicate-argument", "'\(signature.operands[index].name)' is given twice", at: argument.range))
        }
        switch argument.value.single {
        case .tensor(let tensor): operands[index] = tensor
        case .none where signature.operands[index].arity == .optional: return
        case .size, .real, .bool: numbers.append((index, argument))
        default:
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor",
                    "'\(signature.operands[index].name)' of \(signature.name) must be a tensor, "
                        + "and this is \(argument.value.kindName)", at: argument.range))
        }
    }

    private func takePositional(
        _ argument: Argument, _ operands: inout [TensorValue?], _ variadic: inout [TensorValue],
        _ numbers: inout [(index: Int, argument: Argument)], _ signature: Signature
    ) throws(Problem) {
        if case .list(let elements) = argument.value.single {
            guard signature.operands.last?.arity == .variadic else {
                throw .diagnostic(
                    Diagnostic(
                        "not-a-tensor", "\(signature.name) takes single tensors, and this is a list",
                        at: argument.range, help: "join a list of tensors with concat or stack"))
            }
            for element in elements {
                guard let tensor = element.tensor else {
                    throw .diagnostic(
                        Diagnostic(
                            "not-a-tensor", "the list holds \(element.kindName) among its tensors", at: argument.range))
                }
                variadic.append(tensor)
            }
            return
        }
        let open = signature.operands.indices.first { index in
            operands[index] == nil && !numbers.contains { $0.index == index }
                && (signature.operands[index].arity != .optional || signature.hasWeights)
        }
        guard let open else {
            let optional = signature.operands.filter { $0.arity == .optional }.map(\.name)
            throw .diagnostic(
                Diagnostic(
                    "too-many-arguments", "\(signature.name) takes no further tensor here", at: argument.range,
                    labels: ["this is \(describe(argument.value))"],
                    help: optional.isEmpty ? nil : "optional ones must be named: \(optional.joined(separator: ", "))"))
        }
        if signature.operands[open].arity == .variadic {
            if let tensor = argument.value.tensor { variadic.append(tensor) } else { numbers.append((open, argument)) }
        } else if let tensor = argument.value.tensor {
            operands[open] = tensor
        } else {
            numbers.append((open, argument))
        }
    }

    /// Numbers that stand for tensors take the type of the tensors beside them.
    private mutating func convert(
        _ numbers: [(index: Int, argument: Argument)], _ operands: inout [TensorValue?],
        _ variadic: inout [TensorValue], _ signature: Signature, at range: SourceRange
    ) throws(Problem) {
        let beside = operands.compactMap { $0 } + variadic
        let types = beside.map { fact($0).type }
        let like = types.first { $0.elementType != .bool } ?? types.first ?? TensorType(.f32, [])
        for (index, argument) in numbers {
            let value = try number(argument.value, like: like, beside: beside, at: argument.range)
            if signature.operands[index].arity == .variadic { variadic.append(value) } else { operands[index] = value }
        }
    }

    private func missingOperand(
        _ signature: Signature, _ operands: [TensorValue?], _ range: SourceRange
    ) -> Diagnostic {
        let missing = zip(signature.operands, operands).first { $0.arity != .optional && $1 == nil }
        return Diagnostic(
            "missing-argument", "\(signature.name) needs the tensor '\(missing?.0.name ?? "x")'", at: range,
            help: "give it in the parentheses, or pass it with |>")
    }

    /// Positional values fill the attributes that no name has filled, in order.
    private mutating func fill(
        _ values: [Argument], of operation: inout any Operator, given: [Argument]
    ) throws(Problem) {
        let named = Set(given.compactMap(\.name?.text))
        var open = type(of: operation).fieldNames.filter { !named.contains($0) }[...]
        for argument in values {
            guard let name = open.popFirst() else {
                throw .diagnostic(
                    Diagnostic(
                        "too-many-arguments", "\(operation.name) takes no further value here", at: argument.range,
                        labels: ["this is \(describe(argument.value))"], help: fields(of: operation)))
            }
            try set(argument, name, of: &operation, at: argument.range)
        }
    }

    private func fields(of operation: any Operator) -> String? {
        let names = type(of: operation).fieldNames
        return names.isEmpty ? nil : "besides tensors it takes \(names.joined(separator: ", "))"
    }

    private mutating func set(
        _ argument: Argument, _ name: String, of operation: inout any Operator, at range: SourceRange
    ) throws(Problem) {
        if case .none = argument.value, type(of: operation).hasOptionalField(name) { return }
        let takesGraphs = type(of: operation).holdsGraphs(name)
        guard let attribute = attribute(takesGraphs ? try graphs(argument.value, at: range) : argument.value) else {
            throw .diagnostic(
                Diagnostic(
                    "bad-attribute", "'\(name)' of \(operation.name) does not take \(argument.value.kindName)",
                    at: range))
        }
        do throws(Diagnostic) { try operation.setAttribute(name, attribute) } catch {
            var located = error.located(at: argument.name.map { $0.range.joined(with: range) } ?? range)
            if error.code == "bad-attribute" { located.labels = ["this is \(describe(argument.value))"] }
            throw .diagnostic(located)
        }
    }

    /// A value of the language as an attribute; nil when no attribute is like it.
    func attribute(_ value: LanguageValue) -> Attribute? {
        switch value.single {
        case .size(let dimension): return dimension.value.map { .integer($0) } ?? .dimension(dimension)
        case .real(let number): return .real(number)
        case .bool(let truth): return .bool(truth)
        case .string(let text): return .string(text)
        case .elementType(let type): return .elementType(type)
        case .constant(let attribute): return attribute
        case .range(let low, let high):
            guard let first = low.value, let last = high.value, last - first < 4096 else { return nil }
            return .integers(first > last ? [] : Array(first...last))
        case .list(let elements):
            if elements.isEmpty { return .integers([]) }
            let attributes = elements.compactMap { attribute($0) }
            guard attributes.count == elements.count else { return nil }
            return Attribute.list(attributes)
        default: return nil
        }
    }
}

extension Attribute {
    /// A list attribute of single ones; numbers of different kinds take the widest.
    fileprivate static func list(_ elements: [Attribute]) -> Attribute? {
        if let values = all(elements, { Int($0) }) { return .integers(values) }
        if let values = all(elements, { Dimension($0) }) { return .dimensions(values) }
        if let values = all(elements, { Double($0) }) { return .reals(values) }
        if let values = all(elements, { Bool($0) }) { return .bools(values) }
        if let values = all(elements, { String($0) }) { return .strings(values) }
        if let values = all(elements, { ElementType($0) }) { return .elementTypes(values) }
        if let values = all(elements, { Graph($0) }) { return .graphs(values) }
        return nil
    }

    private static func all<Element>(_ elements: [Attribute], _ make: (Attribute) -> Element?) -> [Element]? {
        let made = elements.compactMap(make)
        return made.count == elements.count ? made : nil
    }
}

extension Operator {
    // A closure: the key path of a generic type is made anew at each use.
    fileprivate static var fieldNames: [String] { attributes.map { $0.name } }

    fileprivate static func holdsGraphs(_ name: String) -> Bool {
        attributes.contains { $0.name == name && ($0.kind == .graph || $0.kind == .graphs) }
    }

    fileprivate static func hasOptionalField(_ name: String) -> Bool {
        attributes.contains { $0.name == name && $0.isOptional }
    }
}

extension Signature {
    /// Whether a number can stand for a tensor: a tensor was given already, and a required operand is still open.
    fileprivate func isOpen(
        _ given: [TensorValue?], _ numbers: [(index: Int, argument: Argument)], _ variadic: [TensorValue],
        _ argument: Argument
    ) -> Bool {
        switch argument.value.single {
        case .size, .real: break
        default: return false
        }
        guard given.contains(where: { $0 != nil }) else { return false }
        return operands.indices.contains { index in
            operands[index].arity == .required && given[index] == nil && !numbers.contains { $0.index == index }
        }
    }
}

extension [TensorValue?] {
    /// Without the absent operands at the end.
    fileprivate var trimmingAbsent: [TensorValue?] {
        var result = self
        while let last = result.last, last == nil { result.removeLast() }
        return result
    }
}
