package import WeftGraph
package import WeftTensors

/// How far a result may be from what is expected: `absolute + relative · |b| + ofLargest · max|b|`, where `b` is expected.
///
/// Whole numbers and truth values must be the same, unless a person gives a tolerance.
package struct Tolerance: Sendable, Equatable {
    package var absolute: Double
    package var relative: Double
    package var ofLargest: Double
    /// Why it is that much, for people.
    package let reason: String
    /// Whether whole numbers may differ too.
    package let coversIntegers: Bool

    /// A tolerance that a person gives.
    package init(relative: Double?, absolute: Double?) {
        self.relative = relative ?? 0
        self.absolute = absolute ?? 0
        ofLargest = 0
        reason = "as given: \(self.absolute) + \(self.relative) · |b|"
        coversIntegers = true
    }

    private init(_ absolute: Double, _ relative: Double, _ ofLargest: Double, _ reason: String) {
        self.absolute = absolute
        self.relative = relative
        self.ofLargest = ofLargest
        self.reason = reason
        coversIntegers = false
    }

    /// What ONNX's own recorded tests are held to.
    package static let recordedByONNX = Tolerance(
        1e-5, 1e-3, 0, "what ONNX's recorded tests are held to: 1e-05 + 0.001 · |b|")

    /// Room for the constants that a random walk of rounding errors leaves out, and for algorithms that round more than
    /// plain sums do, such as Winograd's.
    private static let room = 16.0

    /// What rounding explains: `16 · ε · √K · max|b|` for the output's element type and the `K` terms that are added up
    /// behind one another along the longest path of the graph. The errors of `K` roundings add up like a random walk.
    package static func rounding(of type: ElementType, in graph: Graph, sizes: [Symbol: Int]) -> Tolerance {
        let terms = max(graph.reductionLength(sizes), 1)
        let epsilon = max(type.epsilon, ElementType.f32.epsilon)
        return Tolerance(
            0, 0, room * epsilon * Double(terms).squareRoot(),
            "16 · ε · √K · max|b|: ε = \(epsilon) of \(type.rawValue), K = \(terms) terms added up along the longest path"
        )
    }

    /// How far an element may be from the expected one.
    func allowed(_ expected: Double, largest: Double) -> Double {
        absolute + relative * expected.magnitude + ofLargest * largest
    }
}

extension ElementType {
    /// The distance from 1 to the next larger number; 0 for what is no floating-point type.
    package var epsilon: Double {
        switch self {
        case .f64: 0x1p-52
        case .f32: 0x1p-23
        case .f16: 0x1p-10
        case .bf16: 0x1p-7
        default: isFloat ? 0x1p-2 : 0
        }
    }

    /// The exponent of the smallest normal number.
    fileprivate var leastExponent: Int {
        switch self {
        case .f64: -1022
        case .f32, .bf16: -126
        default: -14
        }
    }

    /// The distance between neighbours of this type around a number.
    func unitInTheLastPlace(_ value: Double) -> Double {
        guard isFloat, value.isFinite else { return 1 }
        let exponent = value == 0 ? leastExponent : max(Int(value.exponent), leastExponent)
        return epsilon * Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
