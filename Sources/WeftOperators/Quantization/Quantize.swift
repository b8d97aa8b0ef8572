package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Numbers as multiples of a scale, rounded to nearest with ties to even and held in the range of a small type: `x / scale + zero`.
    /// ONNX `QuantizeLinear`; torch.quantize_per_tensor, torch.quantize_per_channel.
    ///
    /// The scale is one number, one for each position along `axis`, or with `block` one for each block of so many
    /// positions along it, and the zero point has its shape. The result has the type of the zero point, `type` without
    /// one: an integer of at most 16 bits or a float of at most 8, whose zero point is 0. The quotient is rounded to the
    /// scale's type first. What is too large is the type's largest, without `saturate` what rounding makes of it.
    package struct Quantize: Operator {
        package var type = ElementType.u8
        package var axis: Int = 1
        package var block: Int = 0
        package var saturate = true

        package static let signature = Signature(
            "quantize", [.required("x"), .required("scale"), .optional("zero")])
        package static let attributes: [AttributeField<Quantize>] = [
            AttributeField("type", \.type), AttributeField("axis", \.axis), AttributeField("block", \.block),
            AttributeField("saturate", \.saturate),
        ]

        package init() {}

        package init(type: ElementType = .u8, axis: Int = 1, block: Int = 0, saturate: Bool = true) {
            self.type = type
            self.axis = axis
            self.block = block
            self.saturate = saturate
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
            let (_, zero) = try QuantizationScales.check(x, axis: axis, block: block, &inference)
            let type = zero?.elementType ?? type
            guard type.isQuantized else {
                throw Diagnostic(
                    "element-type-mismatch", "numbers are not quantised to \(type.rawValue)",
                    labels: zero.map { [$0.label("zero")] } ?? [],
                    help: "to integers of at most 16 bits and floats of at most 8")
            }
            return [Fact(type, x.shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, scale) = (try operands.operand(0), try operands.operand(1))
            let zero = operands.optional(2)
            let type = zero?.elementType ?? type
            let places = QuantizationScales(axis: axis, block: block).places(x.shape, scale: scale)
            let scales = scale.reals
            let zeros = zero?.reals ?? [Double](repeating: 0, count: scales.count)
            let quotients = zip(x.reals, places).map { value, place in
                scale.elementType.rounded(value / scales[place])
            }
            if type.isFloat {
                let largest = saturate ? type.largestFinite : .infinity
                let values = quotients.map { $0.isNaN ? $0 : min(max($0, -largest), largest) }
                return [PlainTensor(rounding: values, type, shape: x.shape)]
            }
            let range = type.integerRange ?? 0...0
            let values = zip(quotients, places).map { quotient, place in
                let value = Int64(clampingReal: quotient.rounded(.toNearestOrEven) + zeros[place])
                return min(max(value, range.lowerBound), range.upperBound)
            }
            return [PlainTensor(wrapping: values, type, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields())
        }

        package static let examples = [
            OperatorExample(
                "ties to even, held in the range", Quantize(),
                [.f32([0, 1, 3, 1000, -300]), .f32([2], []), .u8([128], [])], gives: [.u8([128, 128, 130, 255, 0])]),
            OperatorExample(
                "a scale for each channel", Quantize(type: .i8),
                [.f32([4, 4, -8, 9], [1, 2, 2]), .f32([2, 4]), nil], gives: [.i8([2, 2, -2, 2], [1, 2, 2])]),
            OperatorExample(
                "blocks", Quantize(type: .i8, axis: 0, block: 2), [.f32([2, 4, 9]), .f32([2, 3]), nil],
                gives: [.i8([1, 2, 3])]),
            OperatorExample(
                "small floats", Quantize(type: .f8e4m3), [.f32([2, 100000]), .f32([2], []), nil],
                gives: [PlainTensor(rounding: [1, 448], .f8e4m3, shape: [2])]),
            OperatorExample(
                "a scale too many", Quantize(axis: 0), [.f32([1]), .f32([1, 2]), nil], refusedWith: "scale-mismatch"),
            OperatorExample(
                "to a large type", Quantize(type: .i64), [.f32([1]), .f32([1], []), nil],
                refusedWith: "element-type-mismatch"),
            OperatorExample(
                "blocks of less than none", Quantize(block: -1), [.f32([1]), .f32([1], []), nil],
                refusedWith: "bad-attribute"),
        ]
    }
}

extension ElementType {
    /// Whether numbers are quantised to the type.
    var isQuantized: Bool { isInteger ? bits <= 16 : isFloat && bits <= 8 && self != .f8e8m0 }
}
