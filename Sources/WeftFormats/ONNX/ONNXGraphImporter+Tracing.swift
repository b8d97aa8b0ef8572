import WeftGraph
import WeftOperators
import WeftTensors

/// What operands come from: several nodes of ONNX that say together what is one operator of ours are found that way.
extension ONNXGraphImporter {
    /// The operator that an operand is the result of, with its operands and the result's place, when it is of a kind.
    func made<O: Operator>(
        _ operand: ONNXOperand, by type: O.Type
    ) -> (operation: O, operands: [ValueID?], place: Int)? {
        guard case .value(let id) = operand, let node = builder.producer(of: id), let operation = node.operation as? O
        else { return nil }
        return (operation, node.inputs, node.outputs.firstIndex(of: id) ?? 0)
    }

    /// What an operand is made of by an operator of one operand.
    func source<O: Operator>(_ operand: ONNXOperand, of type: O.Type) -> (operation: O, operand: ONNXOperand)? {
        guard let found = made(operand, by: type), found.operands.count == 1, let source = found.operands[0] else {
            return nil
        }
        return (found.operation, .value(source))
    }

    /// Both operands of an operator of two.
    func pair<O: Operator>(_ operand: ONNXOperand, of type: O.Type) -> (ONNXOperand, ONNXOperand)? {
        guard let found = made(operand, by: type), found.operands.count == 2, let a = found.operands[0],
            let b = found.operands[1]
        else { return nil }
        return (.value(a), .value(b))
    }

    /// The condition of a choice, and what is taken where it holds and where not.
    func choice(_ operand: ONNXOperand) -> (condition: ONNXOperand, yes: ONNXOperand, no: ONNXOperand)? {
        guard let found = made(operand, by: Op.Select.self), let condition = found.operands[0],
            let yes = found.operands[1], let no = found.operands[2]
        else { return nil }
        return (.value(condition), .value(yes), .value(no))
    }

    /// The numbers of an operand that is known, whether it stands in the graph already or not.
    func constant(_ operand: ONNXOperand) -> PlainTensor? {
        if let tensor = operand.knownTensor { return PlainTensor(tensor) }
        return made(operand, by: Op.Constant.self).map { PlainTensor($0.operation.value) }
    }

    /// Whether two operands are the same, as one value or as numbers that are known.
    func isEqual(_ a: ONNXOperand, _ b: ONNXOperand) -> Bool {
        if ONNXOperand.isSame(a, b) { return true }
        guard let a = constant(a), let b = constant(b) else { return false }
        return a == b
    }

    /// The number that all elements of an operand are known to be.
    func uniform(_ operand: ONNXOperand) -> Double? {
        if case .filled(_, let full, _) = operand { return full.value }
        if let full = made(operand, by: Op.Full.self) { return full.operation.value }
        return constant(operand)?.uniform
    }

    /// Whole numbers before they were put into a wider type, which changes none of them.
    func unwidened(_ operand: ONNXOperand) -> ONNXOperand {
        var result = operand
        while let cast = source(result, of: Op.Cast.self),
            fact(cast.operand).elementType.isContained(in: fact(result).elementType)
        {
            result = cast.operand
        }
        return result
    }
}

extension PlainTensor {
    /// The number that all elements are.
    var uniform: Double? {
        guard let first = reals.first else { return nil }
        return reals.allSatisfy { $0 == first } ? first : nil
    }
}

extension ONNXOperand {
    /// Whether two operands are one value of the graph.
    static func isSame(_ a: ONNXOperand, _ b: ONNXOperand) -> Bool {
        if case (.value(let a), .value(let b)) = (a, b) { a == b } else { false }
    }
}

extension ElementType {
    /// Whether each whole number of this type is one of another.
    fileprivate func isContained(in other: ElementType) -> Bool {
        guard isInteger, other.isInteger, bits <= other.bits else { return false }
        return isSigned == other.isSigned || !isSigned && bits < other.bits
    }
}
