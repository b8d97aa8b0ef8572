package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The elements converted to another type. ONNX `Cast`, with what that leaves open fixed:
    ///
    /// to floats: to nearest, ties to even; floats to integers: towards zero, held in the type's range, NaN to 0;
    /// integers to integers: wrapping as two's complement does; to `bool`: whether not 0; from `bool`: 0 and 1.
    ///
    /// What is too large for a float becomes infinite or, where the type has no infinity, NaN; with `saturate` the type's
    /// largest. To `f8e8m0`, the powers of two, numbers go to the nearest, or `up` or `down`; what is below 0 has none.
    package struct Cast: Operator {
        /// Where a number between two powers of two goes.
        package enum Rounding: String, CaseIterable, AttributeValue {
            case nearest, up, down
        }

        package var type = ElementType.f32
        package var saturate = false
        package var rounding = Rounding.nearest

        package static let signature = Signature("cast", [.required("x")], traits: [.elementwise])
        package static let attributes: [AttributeField<Cast>] = [
            AttributeField("type", \.type), AttributeField("saturate", \.saturate),
            AttributeField("rounding", \.rounding),
        ]

        package init() {}

        package init(type: ElementType = .f32, saturate: Bool = false, rounding: Rounding = .nearest) {
            self.type = type
            self.saturate = saturate
            self.rounding = rounding
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            if rounding != .nearest && type != .f8e8m0 {
                throw Diagnostic(
                    "bad-attribute", "only f8e8m0 is rounded up or down, not \(type.rawValue)",
                    help: "leave rounding out: other types are rounded to nearest")
            }
            var contents = x.contents
            if type == .bool {
                let assumptions = inference.assumptions
                let truths = contents?.compactMap { size -> Dimension? in
                    switch assumptions.equal(size, 0) {
                    case .proved: 0
                    case .refuted: 1
                    case .undecided: nil
                    }
                }
                contents = truths?.count == contents?.count ? truths : nil
            }
            return [Fact(following: contents, type, x.shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            if type == x.elementType { return [x] }
            if type.isFloat {
                return [PlainTensor(rounding: reals(of: x).map { bounded($0) }, type, shape: x.shape)]
            }
            return [PlainTensor(wrapping: integers(of: x), type, shape: x.shape)]
        }

        /// The elements as reals; to `f32` integers go at once, as a second rounding could differ.
        private func reals(of x: PlainTensor) -> [Double] {
            guard type == .f32, case .integers(let values) = x.elements else { return x.reals }
            return x.elementType == .u64
                ? values.map { Double(Float(UInt64(bitPattern: $0))) } : values.map { Double(Float($0)) }
        }

        /// The number as it goes into rounding to nearest.
        private func bounded(_ value: Double) -> Double {
            var value = value
            if type == .f8e8m0, rounding != .nearest, value > 0, value.isFinite {
                let power = Double(sign: .plus, exponent: Int(value.exponent), significand: 1)
                value = rounding == .up && power < value ? 2 * power : power
            }
            return saturate ? min(max(value, -type.largestFinite), type.largestFinite) : value
        }

        private func integers(of x: PlainTensor) -> [Int64] {
            guard case .reals(let values) = x.elements else { return x.integers }
            if type == .bool { return values.map { $0 != 0 ? 1 : 0 } }
            if type == .u64 { return values.map { Int64(bitPattern: UInt64(clampingReal: $0)) } }
            let range = type.integerRange ?? Int64.min...Int64.max
            return values.map { min(max(Int64(clampingReal: $0), range.lowerBound), range.upperBound) }
        }

        package static let examples = [
            OperatorExample(
                "floats to integers", Cast(type: .i32), [.f32([-1.7, 1.7, 3e9, .nan])],
                gives: [.i32([-1, 1, 2_147_483_647, 0])]),
            OperatorExample("integers wrap", Cast(type: .u8), [.i32([-1, 256, 7])], gives: [.u8([255, 0, 7])]),
            OperatorExample(
                "to truth values", Cast(type: .bool), [.f32([0, -0.5, .nan])], gives: [.bools([false, true, true])]),
            OperatorExample(
                "too large for a small float", Cast(type: .f8e4m3), [.f32([1000, 17])],
                gives: [PlainTensor(rounding: [.nan, 16], .f8e4m3, shape: [2])]),
            OperatorExample(
                "the largest instead", Cast(type: .f8e4m3, saturate: true), [.f32([1000, -.infinity, .nan])],
                gives: [PlainTensor(rounding: [448, -448, .nan], .f8e4m3, shape: [3])]),
            OperatorExample(
                "powers of two", Cast(type: .f8e8m0, rounding: .up), [.f32([0.124, 0.5, 5])],
                gives: [PlainTensor(rounding: [0.125, 0.5, 8], .f8e8m0, shape: [3])]),
            OperatorExample(
                "rounded up elsewhere", Cast(rounding: .up), [.f32([1])], refusedWith: "bad-attribute"),
            OperatorExample("no operand", Cast(), [nil], refusedWith: "missing-operand"),
        ]
    }
}

extension UInt64 {
    /// The whole part of a real, held in the range; NaN gives 0.
    init(clampingReal value: Double) {
        if !(value > 0) {
            self = 0
        } else if value >= 0x1p64 {
            self = .max
        } else {
            self = UInt64(value)
        }
    }
}
