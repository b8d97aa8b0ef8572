package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The elements converted to another type. ONNX `Cast`, with what that leaves open fixed:
    ///
    /// to floats: to nearest, ties to even; floats to integers: towards zero, held in the type's range, NaN to 0;
    /// integers to integers: wrapping as two's complement does; to `bool`: whether not 0; from `bool`: 0 and 1.
    package struct Cast: Operator {
        package var type = ElementType.f32

        package static let signature = Signature("cast", [.required("x")], traits: [.elementwise])
        package static let attributes: [AttributeField<Cast>] = [AttributeField("type", \.type)]

        package init() {}

        package init(type: ElementType) {
            self.type = type
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
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
            if type.isFloat { return [PlainTensor(rounding: reals(of: x), type, shape: x.shape)] }
            return [PlainTensor(wrapping: integers(of: x), type, shape: x.shape)]
        }

        /// The elements as reals; to `f32` integers go at once, as a second rounding could differ.
        private func reals(of x: PlainTensor) -> [Double] {
            guard type == .f32, case .integers(let values) = x.elements else { return x.reals }
            return x.elementType == .u64
                ? values.map { Double(Float(UInt64(bitPattern: $0))) } : values.map { Double(Float($0)) }
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
