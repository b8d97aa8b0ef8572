package import WeftTensors

/// How far an output is from what it should be.
package struct OutputComparison: Sendable {
    package let name: String
    /// The largest difference, and the largest as a share of what should be there.
    package private(set) var largestDifference = 0.0
    package private(set) var largestShare = 0.0
    /// The largest number of floating-point numbers between the two; nil for types without.
    package private(set) var largestSteps: Int?
    /// What the difference may be at the place where it is largest beyond it.
    package private(set) var allowed = 0.0
    /// Why it fails; nil if it passes.
    package private(set) var failure: String?

    package var passes: Bool { failure == nil }

    /// Compares a tensor with another, or with every `stride`-th element of it.
    package init(_ name: String, _ found: Tensor?, _ wanted: RecordedCase.Output, _ tolerance: Tolerance) {
        self.name = name
        guard let found else {
            failure = "the model does not give it"
            return
        }
        let type = wanted.tensor.elementType
        guard found.elementType == type, found.shape == wanted.shape else {
            failure =
                "it is \(found.elementType.rawValue)\(found.shape), and must be \(type.rawValue)\(wanted.shape)"
            return
        }
        compare(PlainTensor(found), PlainTensor(wanted.tensor), stride: wanted.stride, tolerance)
    }

    private mutating func compare(_ found: PlainTensor, _ wanted: PlainTensor, stride: Int, _ tolerance: Tolerance) {
        let (a, b) = (found.reals, wanted.reals)
        guard b.count == (a.count + stride - 1) / stride else {
            failure = "the recording has \(b.count) elements, and not every \(stride)th of \(a.count)"
            return
        }
        let largest = b.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        let type = found.elementType
        if type == .f32 || type == .f64 || type == .f16 || type == .bf16 { largestSteps = 0 }
        var worst = 0.0
        for index in b.indices {
            let (x, y) = (a[index * stride], b[index])
            if x == y || x.isNaN && y.isNaN { continue }
            let difference = x.isFinite && y.isFinite ? (x - y).magnitude : .infinity
            let limit = tolerance.absolute + tolerance.relative * y.magnitude + tolerance.ofLargest * largest
            largestDifference = max(largestDifference, difference)
            largestShare = max(largestShare, y == 0 ? (difference == 0 ? 0 : .infinity) : difference / y.magnitude)
            if largestSteps != nil { largestSteps = max(largestSteps ?? 0, type.steps(x, y)) }
            // How far beyond what is allowed; the first worst place is what is told.
            let excess = difference / max(limit, .leastNormalMagnitude)
            if excess > worst {
                (worst, allowed) = (excess, limit)
                if excess > 1 { failure = "element \(index * stride) is \(x), and must be \(y)" }
            }
        }
    }
}

extension ElementType {
    /// How many numbers of the type lie from one to the other; beyond what is worth counting, the largest count.
    fileprivate func steps(_ a: Double, _ b: Double) -> Int {
        guard a.isFinite, b.isFinite else { return .max }
        let digits =
            switch self {
            case .f64: 52
            case .f16: 10
            case .bf16: 7
            default: 23
            }
        let unit = max(a.magnitude, b.magnitude, .leastNormalMagnitude).ulp * Double(1 << (52 - digits))
        return Int(min((a - b).magnitude / unit, 0x1p62))
    }
}
