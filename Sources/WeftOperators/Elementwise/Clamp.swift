package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// min(max(x, min), max), either of which may be missing; NaN stays NaN. torch.clamp; ONNX `Clip`.
    ///
    /// Bounds of integers must be whole numbers, or infinite.
    package struct Clamp: UnaryNumberFormula {
        package var min: Double?
        package var max: Double?

        package static let signature = Signature.unary("clamp")
        package static let attributes: [AttributeField<Clamp>] = [
            AttributeField("min", \.min), AttributeField("max", \.max),
        ]

        package init() {}

        package init(min: Double? = nil, max: Double? = nil) {
            self.min = min
            self.max = max
        }

        package func checkAttributes() throws(Diagnostic) {
            guard !(min?.isNaN ?? false), !(max?.isNaN ?? false) else {
                throw Diagnostic("bad-attribute", "a bound of clamp must be a number, not NaN")
            }
        }

        package func checkElementType(_ type: ElementType) throws(Diagnostic) {
            for bound in [min, max] {
                guard let bound, type.isInteger, bound.isFinite, bound != bound.rounded() else { continue }
                throw Diagnostic(
                    "bad-attribute", "the bound \(bound) of clamp is not a whole number, but x holds \(type.rawValue)")
            }
        }

        package func value(_ x: Double) -> Double {
            Maths.minimum(Maths.maximum(x, min ?? -.infinity), max ?? .infinity)
        }

        package func value(_ x: Int64, _ type: ElementType) -> Int64 {
            if type == .u64 { return unsigned(x) }
            let raised = Swift.max(x, min.map { Int64(clampingReal: $0) } ?? .min)
            return Swift.min(raised, max.map { Int64(clampingReal: $0) } ?? .max)
        }

        private func unsigned(_ x: Int64) -> Int64 {
            let raised = Swift.max(UInt64(bitPattern: x), min.map { UInt64(clampingReal: $0) } ?? 0)
            return Int64(bitPattern: Swift.min(raised, max.map { UInt64(clampingReal: $0) } ?? .max))
        }

        package func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension? {
            let raised = min.map { Dimension.maximum(x, Dimension(Int(Int64(clampingReal: $0)))) } ?? x
            return max.map { Dimension.minimum(raised, Dimension(Int(Int64(clampingReal: $0)))) } ?? raised
        }

        package static let examples = [
            OperatorExample("both bounds", Clamp(min: 0, max: 6), [.f32([-1, 3, 9])], gives: [.f32([0, 3, 6])]),
            OperatorExample("one bound, integers", Clamp(min: 0), [.i32([-1, 3])], gives: [.i32([0, 3])]),
            OperatorExample(
                "half a whole number", Clamp(max: 0.5), [.i32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
