import WeftDiagnostics
import WeftGraph
import WeftTensors

extension PlainTensor {
    /// The elements at places of this tensor in C order, under another shape of as many elements.
    func picked(_ places: [Int], shape: [Int]) -> PlainTensor {
        switch elements {
        case .reals(let values):
            PlainTensor(unchecked: .reals(places.map { values[$0] }), elementType, shape: shape)
        case .integers(let values):
            PlainTensor(unchecked: .integers(places.map { values[$0] }), elementType, shape: shape)
        }
    }

    /// The tensor with elements of another at places of it, one after the other, each joined to what is there.
    func scattered(_ updates: PlainTensor, to places: [Int], _ reduction: ScatterReduction) -> PlainTensor {
        switch (elements, updates.elements) {
        case (.reals(var values), .reals(let updates)):
            for (place, update) in zip(places, updates) {
                values[place] = elementType.rounded(reduction.value(values[place], update))
            }
            return PlainTensor(rounding: values, elementType, shape: shape)
        case (.integers(var values), .integers(let updates)):
            for (place, update) in zip(places, updates) {
                values[place] = reduction.value(values[place], update, elementType)
            }
            return PlainTensor(wrapping: values, elementType, shape: shape)
        default: return self
        }
    }
}

/// What becomes of an element and another that is scattered to its place.
package enum ScatterReduction: String, CaseIterable, AttributeValue {
    /// The other takes its place; of several the last.
    case none
    case add, multiply, min, max

    fileprivate func value(_ old: Double, _ new: Double) -> Double {
        switch self {
        case .none: new
        case .add: old + new
        case .multiply: old * new
        case .min: Maths.minimum(old, new)
        case .max: Maths.maximum(old, new)
        }
    }

    fileprivate func value(_ old: Int64, _ new: Int64, _ type: ElementType) -> Int64 {
        let bias = type.orderBias
        return switch self {
        case .none: new
        case .add: old &+ new
        case .multiply: old &* new
        case .min: Swift.min(old ^ bias, new ^ bias) ^ bias
        case .max: Swift.max(old ^ bias, new ^ bias) ^ bias
        }
    }

    /// Refuses elements that cannot be computed with, where that is needed.
    func check(_ x: Fact) throws(Diagnostic) {
        if self != .none { try ElementClass.number.check(x, "x") }
    }
}

/// Counts through the places of a shape in C order: calls a function with each index.
func forEachIndex<Failure: Error>(
    _ shape: [Int], _ body: (_ flat: Int, _ index: [Int]) throws(Failure) -> Void
) throws(Failure) {
    guard let count = shape.elementCount, count > 0 else { return }
    var index = [Int](repeating: 0, count: shape.count)
    for flat in 0..<count {
        try body(flat, index)
        var axis = shape.count - 1
        while axis >= 0 {
            index[axis] += 1
            if index[axis] < shape[axis] { break }
            index[axis] = 0
            axis -= 1
        }
    }
}
