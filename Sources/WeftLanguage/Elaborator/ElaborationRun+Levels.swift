import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// The value as the current level knows it, taken in from outer levels if need be.
    mutating func resolve(_ value: TensorValue) throws(Problem) -> ValueID {
        try resolve(value, at: current)
    }

    private mutating func resolve(_ value: TensorValue, at index: Int) throws(Problem) -> ValueID {
        if levels[index].serial == value.level { return value.id }
        if let known = levels[index].captureIndex[value] { return known }
        guard index > 0, levels[..<index].contains(where: { $0.serial == value.level }) else {
            throw .diagnostic(
                Diagnostic(
                    "value-of-a-step", "a tensor of one step of a cell cannot be used outside of the step",
                    help: "give it as a result of the cell"))
        }
        let outside = levels[index].driven?.outside ?? index - 1
        let outer = try resolve(value, at: outside)
        let fact = levels[outside].builder.fact(outer)
        let name = levels[outside].builder.graph[outer].name ?? ""
        let inner = levels[index].builder.addInput(name, fact)
        levels[index].captures.append((TensorValue(level: levels[outside].serial, id: outer), inner))
        levels[index].captureIndex[value] = inner
        return inner
    }

    /// What is known of a tensor.
    func fact(_ value: TensorValue) -> Fact {
        for level in levels where level.serial == value.level { return level.builder.fact(value.id) }
        preconditionFailure("a tensor of a level that is gone")
    }

    /// The outermost level at which a node can stand: that of its innermost operand, the current one without operands.
    func home(of operands: [TensorValue?]) -> Int {
        let places = operands.compactMap { operand in levels.firstIndex { $0.serial == operand?.level } }
        return min(places.max() ?? current, current)
    }

    /// Adds a node. In a cell, what depends on fixed tensors alone is added outside of the loop, so computed once.
    mutating func add(
        _ operation: any Operator, _ operands: [TensorValue?], label: [String] = [], at range: SourceRange
    ) throws(Problem) -> [TensorValue] {
        let inside = current
        current = home(of: operands)
        defer { current = inside }
        var inputs: [ValueID?] = []
        for operand in operands {
            if let operand { inputs.append(try resolve(operand)) } else { inputs.append(nil) }
        }
        let origin = Graph.Origin.source(userRange(range))
        let isOwnWord = label.isEmpty && !frame.declaration.isPrelude
        let path = frame.prefix + (isOwnWord ? ownLabel(operation.name) : label)
        let outputs: [ValueID]
        let before = levels[current].builder.graph.conditions.count
        do throws(Diagnostic) {
            outputs = try levels[current].builder.add(operation, inputs, path: path, origin: origin)
        } catch {
            throw error.code == "too-many-nodes" ? .exhausted(error) : .diagnostic(describe(error, operation, operands))
        }
        try solveNewConditions(from: before, at: range)
        return outputs.map { TensorValue(level: levels[current].serial, id: $0) }
    }

    /// A number as a tensor of an element type, at the level of the tensors that it stands beside.
    mutating func number(
        _ value: LanguageValue, like type: TensorType, beside tensors: [TensorValue], at range: SourceRange
    ) throws(Problem) -> TensorValue {
        let inside = current
        current = home(of: tensors)
        defer { current = inside }
        let elementType = type.elementType
        switch value.single {
        case .size(let dimension):
            if let number = dimension.value {
                return try constant(Double(number), integer: Int64(number), elementType, at: range)
            }
            return try sizeNumber(dimension, elementType, at: range)
        case .real(let number):
            guard elementType.isFloat else {
                throw .diagnostic(
                    Diagnostic(
                        "element-type-mismatch", "the number \(number) cannot be used with \(type)", at: range,
                        help: "convert the tensor first: cast(x, f32)"))
            }
            return try constant(number, integer: 0, elementType, at: range)
        case .bool(let truth):
            guard elementType == .bool else {
                throw .diagnostic(
                    Diagnostic("element-type-mismatch", "a truth value cannot be used with \(type)", at: range))
            }
            return try constant(0, integer: truth ? 1 : 0, elementType, at: range)
        case .failed:
            throw .reported
        default:
            throw .diagnostic(
                Diagnostic(
                    "not-a-tensor", "a tensor or a number is needed, and this is \(value.kindName)", at: range,
                    help: value.layerName.map { "a layer gives one when it is called: \($0)(x)" }))
        }
    }
}

extension LanguageValue {
    fileprivate var layerName: String? {
        if case .layer(let layer) = single { return layer.name }
        return nil
    }
}
