package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The discrete Fourier transform along an axis, `Σ x[n] · exp(−2πi · k · n / length)`. numpy.fft; ONNX `DFT`.
    ///
    /// Complex numbers are pairs of real and imaginary part along the last axis; a last axis of size 1 holds reals. With
    /// `length` the axis is cut or continued by zeros first. With `inverse` the exponent is positive and the result
    /// divided by the length. With `onesided` the transform of reals has only its first `length / 2 + 1` elements; its
    /// inverse takes these and gives reals, of which there are `2 · (size − 1)` unless `length` says otherwise.
    package struct Dft: Operator {
        package var axis = -2
        package var length: Dimension?
        package var inverse = false
        package var onesided = false

        package init() {}

        package init(axis: Int = -2, length: Dimension? = nil, inverse: Bool = false, onesided: Bool = false) {
            self.axis = axis
            self.length = length
            self.inverse = inverse
            self.onesided = onesided
        }

        package static let signature = Signature("dft", [.required("x")])
        package static let attributes: [AttributeField<Dft>] = [
            AttributeField("axis", \.axis), AttributeField("length", \.length), AttributeField("inverse", \.inverse),
            AttributeField("onesided", \.onesided),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[…, 1 or 2]")
            let axis = try x.axis(axis)
            let labels = [x.label("x")]
            guard axis != x.rank - 1 else {
                throw Diagnostic(
                    "bad-axis", "the last axis of x holds real and imaginary parts, so it cannot be transformed",
                    labels: labels, help: "name another axis")
            }
            let parts = x.shape[x.rank - 1]
            let wanted: Dimension = onesided ? (inverse ? 2 : 1) : (parts == 1 ? 1 : 2)
            try inference.requireSize(
                parts, wanted, "the last axis holds \(wanted == 1 ? "reals" : "real and imaginary parts")",
                code: "dft-mismatch", labels: labels,
                help: "1 for reals, 2 for complex numbers; a one-sided transform is that of reals")
            let length = fullLength(of: x.shape[axis])
            try inference.require(length, atLeast: 1, "there is something to transform") {
                Diagnostic("dft-mismatch", "a transform of length \(length) is none", labels: labels)
            }
            var shape = x.shape.replacing(
                at: axis, with: onesided && !inverse ? length.floorDivided(by: 2) + 1 : length)
            shape[x.rank - 1] = onesided && inverse ? 1 : 2
            return [Fact(x.elementType, shape)]
        }

        /// The number of elements that are transformed, or come back of those of one side.
        package func fullLength(of size: Dimension) -> Dimension {
            length ?? (onesided && inverse ? (size - 1) * 2 : size)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedAxis(x.shape.count)
            let length = try evaluation.size(fullLength(of: Dimension(x.shape[axis])))
            guard length >= 1 else { throw Diagnostic("dft-mismatch", "a transform of length \(length) is none") }
            let parts = x.shape[x.shape.count - 1]
            let split = AxisSplit(Array(x.shape.dropLast()), axis)
            var shape = x.shape.replacing(at: axis, with: onesided && !inverse ? length / 2 + 1 : length)
            shape[x.shape.count - 1] = onesided && inverse ? 1 : 2
            _ = try shape.counted()
            let (values, transform) = (x.reals, Transform(length, inverse: inverse))
            var result = [Double](repeating: 0, count: shape.elementCount ?? 0)
            let (outputs, width) = (shape[axis], shape[x.shape.count - 1])
            for outer in 0..<split.outer {
                for inner in 0..<split.inner {
                    var signal = [Transform.Complex](repeating: .zero, count: length)
                    for step in 0..<min(split.size, length) {
                        let start = ((outer * split.size + step) * split.inner + inner) * parts
                        signal[step] = SIMD2(values[start], parts == 2 ? values[start + 1] : 0)
                    }
                    if onesided && inverse { Transform.mirror(&signal) }
                    for (index, number) in transform.applied(to: signal, count: outputs).enumerated() {
                        let start = ((outer * outputs + index) * split.inner + inner) * width
                        for part in 0..<width { result[start + part] = number[part] }
                    }
                }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(
                operands, results, first: x.ownFields { $0 == axis || $0 == x.rank - 1 ? .whole : nil })
        }

        package static let examples = [
            OperatorExample(
                "reals", Dft(), [.f32([1, 2, 3, 4], [4, 1])], gives: [.f32([10, 0, -2, 2, -2, 0, -2, -2], [4, 2])]),
            OperatorExample(
                "one side, continued by zeros", Dft(length: 4, onesided: true), [.f32([1, 2, 3], [1, 3, 1])],
                gives: [.f32([6, 0, -2, -2, 2, 0], [1, 3, 2])]),
            OperatorExample(
                "back", Dft(axis: 0, inverse: true), [.f32([10, 0, -2, 2, -2, 0, -2, -2], [4, 2])],
                gives: [.f32([1, 0, 2, 0, 3, 0, 4, 0], [4, 2])]),
            OperatorExample(
                "back from one side", Dft(inverse: true, onesided: true), [.f32([10, 0, -2, 2, -2, 0], [3, 2])],
                gives: [.f32([1, 2, 3, 4], [4, 1])]),
            OperatorExample(
                "one side of complex numbers", Dft(onesided: true), [.f32([1, 2], [1, 2])], refusedWith: "dft-mismatch"),
            OperatorExample("the parts", Dft(axis: 1), [.f32([1, 2], [1, 2])], refusedWith: "bad-axis"),
        ]
    }
}

/// A discrete Fourier transform of one length, computed as it is defined.
private struct Transform {
    typealias Complex = SIMD2<Double>

    private let turns: [Complex]
    private let scale: Double

    init(_ length: Int, inverse: Bool) {
        scale = inverse ? 1 / Double(length) : 1
        turns = (0..<length).map { step in
            let angle = 2 * Double.pi * Double(step) / Double(length)
            return Complex(Maths.cos(angle), inverse ? Maths.sin(angle) : -Maths.sin(angle))
        }
    }

    func applied(to signal: [Complex], count: Int) -> [Complex] {
        (0..<count).map { index in
            var sum = Complex.zero
            var turn = 0
            for number in signal {
                let factor = turns[turn]
                sum += Complex(number.x * factor.x - number.y * factor.y, number.x * factor.y + number.y * factor.x)
                turn += index
                if turn >= turns.count { turn -= turns.count }
            }
            return sum * scale
        }
    }

    /// Fills the second half of a transform of reals, which is the first conjugated and turned round.
    static func mirror(_ signal: inout [Complex]) {
        for index in (signal.count / 2 + 1)..<max(signal.count, signal.count / 2 + 1) {
            let other = signal[signal.count - index]
            signal[index] = Complex(other.x, -other.y)
        }
    }
}
