package import WeftTensors

/// One output beside what was expected of it.
package struct OutputComparison: Sendable {
    package let name: String
    /// The largest distance of two elements; infinite where only one of them is a number.
    package private(set) var largestAbsolute = 0.0
    /// The largest distance as a share of the expected element, over those that are not 0.
    package private(set) var largestRelative = 0.0
    /// The largest distance in units in the last place of the expected element.
    package private(set) var largestUnits = 0.0
    /// Why the output is not the expected one; nil where it is.
    package private(set) var reason: String?
    package let tolerance: Tolerance

    package var passes: Bool { reason == nil }

    /// An output that is not there.
    package init(missing name: String, _ tolerance: Tolerance) {
        self.name = name
        self.tolerance = tolerance
        reason = "the model has no such output"
    }

    package init(_ name: String, _ found: Tensor, _ expected: RecordedTensor, _ tolerance: Tolerance) {
        self.name = name
        self.tolerance = tolerance
        guard found.elementType == expected.elementType else {
            reason = "it is \(found.elementType.rawValue), not \(expected.elementType.rawValue)"
            return
        }
        guard found.shape == expected.shape else {
            reason = "its shape is \(found.shape), not \(expected.shape)"
            return
        }
        compare(PlainTensor(found), expected)
    }

    private mutating func compare(_ found: PlainTensor, _ expected: RecordedTensor) {
        let wanted = expected.elements
        let stride = expected.stride
        if case .integers(let have) = found.elements, case .integers(let want) = wanted.elements {
            return compare(have, want, stride)
        }
        let type = found.elementType
        let have = found.reals
        let want = wanted.reals
        let largest = want.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        for (index, b) in want.enumerated() {
            let a = have[index * stride]
            if a == b || (a.isNaN && b.isNaN) { continue }
            let distance = a.isFinite && b.isFinite ? (a - b).magnitude : .infinity
            largestAbsolute = max(largestAbsolute, distance)
            if b != 0 { largestRelative = max(largestRelative, b.isFinite ? distance / b.magnitude : .infinity) }
            largestUnits = max(largestUnits, distance / type.unitInTheLastPlace(b))
            if reason == nil, !(distance <= tolerance.allowed(b, largest: largest)) {
                reason = "element \(index * stride) is \(a), not \(b)"
            }
        }
    }

    private mutating func compare(_ have: [Int64], _ want: [Int64], _ stride: Int) {
        for (index, b) in want.enumerated() {
            let a = have[index * stride]
            if a == b { continue }
            let distance = (Double(a) - Double(b)).magnitude
            largestAbsolute = max(largestAbsolute, distance)
            largestUnits = largestAbsolute
            if b != 0 { largestRelative = max(largestRelative, distance / Double(b).magnitude) }
            let isNear = tolerance.coversIntegers && distance <= tolerance.allowed(Double(b), largest: 0)
            if reason == nil, !isNear { reason = "element \(index * stride) is \(a), not \(b)" }
        }
    }
}

/// What was recorded of a tensor: all of it, or every `stride`-th element of it in C order.
package struct RecordedTensor: Sendable {
    package let shape: [Int]
    package let stride: Int
    private let tensor: Tensor

    /// All of a tensor.
    package init(_ tensor: Tensor) {
        self.tensor = tensor
        shape = tensor.shape
        stride = 1
    }

    /// Samples of a tensor of a shape; nil where they are not as many as there must be.
    package init?(samples: Tensor, stride: Int, shape: [Int]) {
        guard let count = shape.elementCount, stride >= 1, samples.count == (count + stride - 1) / stride else {
            return nil
        }
        tensor = samples
        self.stride = stride
        self.shape = shape
    }

    package var elementType: ElementType { tensor.elementType }
    var elements: PlainTensor { PlainTensor(tensor) }
    /// The whole tensor; nil where there are samples only.
    package var whole: Tensor? { stride == 1 && tensor.shape == shape ? tensor : nil }
}
