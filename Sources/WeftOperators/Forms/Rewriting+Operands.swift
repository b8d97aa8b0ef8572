package import WeftGraph
package import WeftTensors

extension Rewriting {
    /// The number that a value holds in all of its elements, if that is known without weights.
    package func uniform(_ value: ValueID) -> Double? {
        if let full = operation(of: value, as: Op.Full.self) { return full.type.isFloat ? full.value : nil }
        guard let constant = operation(of: value, as: Op.Constant.self)?.value, constant.elementType.isFloat,
            constant.count == 1
        else { return nil }
        return PlainTensor(constant).reals.first
    }

    /// The whole number that a value holds, of one element and known.
    package func integer(_ value: ValueID) -> Int? {
        guard let constant = operation(of: value, as: Op.Constant.self)?.value, constant.elementType.isInteger,
            constant.count == 1
        else { return nil }
        return PlainTensor(constant).integers.first.map { Int($0) }
    }

    /// The operator of a kind that makes a value, and its operands, none of which is left out.
    package func made<O: Operator>(_ value: ValueID, by kind: O.Type) -> (operation: O, operands: [ValueID])? {
        guard isMade(value, by: kind), let node = producer(of: value), let operation = node.operation as? O else {
            return nil
        }
        let operands = node.inputs.compactMap { $0 }
        return operands.count == node.inputs.count ? (operation, operands) : nil
    }

    /// The operand of an operator of one.
    package func source<O: Operator>(_ value: ValueID, of kind: O.Type) -> ValueID? {
        made(value, by: kind).flatMap { $0.operands.count == 1 ? $0.operands[0] : nil }
    }

    /// Both operands of an operator of two.
    package func pair<O: Operator>(_ value: ValueID, of kind: O.Type) -> (ValueID, ValueID)? {
        made(value, by: kind).flatMap { $0.operands.count == 2 ? ($0.operands[0], $0.operands[1]) : nil }
    }

    /// A value and the number that is added to it.
    package func sum(_ value: ValueID) -> (ValueID, Double)? {
        guard let (a, b) = pair(value, of: Op.Add.self) else { return nil }
        return uniform(b).map { (a, $0) } ?? uniform(a).map { (b, $0) }
    }

    /// Adds a single number of a floating-point type.
    package mutating func number(_ value: Double, _ type: ElementType) -> ValueID? {
        addOne(Op.Constant(PlainTensor(rounding: [value], type, shape: []).tensor))
    }

    /// Adds a single number of an integer type.
    package mutating func whole(_ value: Int64, _ type: ElementType) -> ValueID? {
        addOne(Op.Constant(PlainTensor(wrapping: [value], type, shape: []).tensor))
    }

    /// The value under another shape; the value itself where that is its shape already.
    package mutating func reshaped(_ value: ValueID, _ shape: [Dimension]) -> ValueID? {
        fact(value).shape == shape ? value : addOne(Op.Reshape(sizes: shape), value)
    }
}

extension Double {
    /// Whether this is another number as far as an element type holds numbers, and no closer than single precision: so
    /// files hold them.
    func isRounded(from other: Double, _ type: ElementType) -> Bool {
        let narrow: ElementType = type.bits > 32 ? .f32 : type
        let numbers = PlainTensor(rounding: [self, other], narrow, shape: [2]).reals
        return numbers[0] == numbers[1]
    }

    /// The number of fewest digits that rounds to this one in single precision, as a person wrote it.
    func written(as type: ElementType) -> Double { type.bits > 32 ? self : Double("\(Float(self))") ?? self }
}
