import WeftGraph
import WeftOperators
import WeftTensors

extension Rewriting {
    /// The number that a value holds in all of its elements, if that is known without weights.
    func uniform(_ value: ValueID) -> Double? {
        if let full = operation(of: value, as: Op.Full.self) { return full.type.isFloat ? full.value : nil }
        guard let constant = operation(of: value, as: Op.Constant.self)?.value, constant.elementType.isFloat,
            constant.count == 1
        else { return nil }
        return PlainTensor(constant).reals.first
    }

    /// Adds a single number of a floating-point type.
    mutating func number(_ value: Double, _ type: ElementType) -> ValueID? {
        addOne(Op.Constant(PlainTensor(rounding: [value], type, shape: []).tensor))
    }

    /// Adds a single number of an integer type.
    mutating func whole(_ value: Int64, _ type: ElementType) -> ValueID? {
        addOne(Op.Constant(PlainTensor(wrapping: [value], type, shape: []).tensor))
    }

    /// The value under another shape; the value itself where that is its shape already.
    mutating func reshaped(_ value: ValueID, _ shape: [Dimension]) -> ValueID? {
        fact(value).shape == shape ? value : addOne(Op.Reshape(sizes: shape), value)
    }
}
