/// A tensor unpacked for plain evaluation: reals in `Double`, everything else in `Int64`, dense and in C order.
///
/// This is what the reference interpreter computes with. Values are always such that the element type can hold them:
/// whoever makes one rounds (`PlainTensor.init(rounding:…)`) or wraps. A `u64` is held by its bit pattern.
package struct PlainTensor: Sendable, Equatable {
    /// The numbers of a plain tensor.
    package enum Elements: Sendable, Equatable {
        case reals([Double])
        case integers([Int64])
    }

    package let elementType: ElementType
    package let shape: [Int]
    package let elements: Elements

    /// Makes a tensor of reals, rounding each to the element type.
    ///
    /// The number of elements must fit the shape and the type must be a floating-point type.
    package init(rounding reals: consuming [Double], _ elementType: ElementType, shape: [Int]) {
        precondition(elementType.isFloat && shape.elementCount == reals.count)
        self.elementType = elementType
        self.shape = shape
        elementType.round(&reals)
        elements = .reals(reals)
    }

    /// Makes a tensor of integers or truth values, wrapping each to the element type as two's complement does.
    ///
    /// The number of elements must fit the shape and the type must not be a floating-point type.
    package init(wrapping integers: consuming [Int64], _ elementType: ElementType, shape: [Int]) {
        precondition(!elementType.isFloat && shape.elementCount == integers.count)
        self.elementType = elementType
        self.shape = shape
        elementType.wrap(&integers)
        elements = .integers(integers)
    }

    /// The same elements under another shape of equally many elements.
    package func reshaped(_ shape: [Int]) -> PlainTensor {
        precondition(shape.elementCount == count)
        return PlainTensor(unchecked: elements, elementType, shape: shape)
    }

    /// Elements that are known to be values of the type, and as many as the shape says.
    package init(unchecked elements: Elements, _ elementType: ElementType, shape: [Int]) {
        self.elementType = elementType
        self.shape = shape
        self.elements = elements
    }

    /// The number of elements.
    package var count: Int {
        switch elements {
        case .reals(let values): values.count
        case .integers(let values): values.count
        }
    }

    /// The elements as reals, converted if they are integers.
    package var reals: [Double] {
        switch elements {
        case .reals(let values): values
        case .integers(let values) where elementType == .u64: values.map { Double(UInt64(bitPattern: $0)) }
        case .integers(let values): values.map { Double($0) }
        }
    }

    /// The elements as integers; reals are rounded towards zero and clamped to what `Int64` holds, NaN gives 0.
    package var integers: [Int64] {
        switch elements {
        case .reals(let values): values.map { Int64(clampingReal: $0) }
        case .integers(let values): values
        }
    }
}

extension Int64 {
    /// The whole part of a real, clamped to the range; NaN gives 0.
    package init(clampingReal value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= 0x1p63 {
            self = .max
        } else if value < -0x1p63 {
            self = .min
        } else {
            self = Int64(value)
        }
    }
}
