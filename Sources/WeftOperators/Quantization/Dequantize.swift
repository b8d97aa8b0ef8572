package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// What quantised numbers stand for: `(x - zero) * scale`, in the scale's type. ONNX `DequantizeLinear`;
    /// torch.dequantize.
    ///
    /// The scale is one number, one for each position along `axis`, or with `block` one for each block of so many
    /// positions along it; the zero point has its shape and the type of x: integers of at most 16 bits or `i32`, or floats of at
    /// most 8 bits.
    package struct Dequantize: Operator {
        package var axis: Int = 1
        package var block: Int = 0

        package static let signature = Signature(
            "dequantize", [.required("x"), .required("scale"), .optional("zero")])
        package static let attributes: [AttributeField<Dequantize>] = [
            AttributeField("axis", \.axis), AttributeField("block", \.block),
        ]

        package init() {}

        package init(axis: Int = 1, block: Int = 0) {
            self.axis = axis
            self.block = block
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            guard x.elementType.isQuantized || x.elementType == .i32 else {
                throw Diagnostic(
                    "element-type-mismatch", "x must hold quantised numbers", labels: [x.label("x")],
                    help: "integers of at most 16 bits or i32, or floats of at most 8 bits")
            }
            let (scale, zero) = try QuantizationScales.check(x, axis: axis, block: block, &inference)
            try zero?.requireSameElementType(as: x, "zero", "x")
            return [Fact(scale.elementType, x.shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, scale) = (try operands.operand(0), try operands.operand(1))
            let places = QuantizationScales(axis: axis, block: block).places(x.shape, scale: scale)
            let scales = scale.reals
            let zeros = operands.optional(2)?.reals ?? [Double](repeating: 0, count: scales.count)
            let values = zip(x.reals, places).map { value, place in (value - zeros[place]) * scales[place] }
            return [PlainTensor(rounding: values, scale.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields())
        }

        package static let examples = [
            OperatorExample(
                "a zero point", Dequantize(), [.u8([0, 3, 128, 255]), .f32([2], []), .u8([128], [])],
                gives: [.f32([-256, -250, 0, 254])]),
            OperatorExample(
                "a scale for each row", Dequantize(axis: 0), [.i8([1, 2, -3, 4], [2, 2]), .f32([2, 0.5]), nil],
                gives: [.f32([2, 4, -1.5, 2], [2, 2])]),
            OperatorExample(
                "blocks", Dequantize(axis: 1, block: 2),
                [.i8([1, 2, 3, 4, 5, 6], [2, 3]), .f32([1, 10, 2, 20], [2, 2]), .i8([0, 1, 0, 1], [2, 2])],
                gives: [.f32([1, 2, 20, 8, 10, 100], [2, 3])]),
            OperatorExample(
                "a zero point of another type", Dequantize(), [.u8([1]), .f32([1], []), .i8([0], [])],
                refusedWith: "element-type-mismatch"),
            OperatorExample(
                "floats", Dequantize(), [.f32([1]), .f32([1], []), nil], refusedWith: "element-type-mismatch"),
            OperatorExample(
                "a matrix of scales without blocks", Dequantize(), [.u8([1], [1, 1]), .f32([1], [1, 1]), nil],
                refusedWith: "rank-mismatch"),
        ]
    }
}
