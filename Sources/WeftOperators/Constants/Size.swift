package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A size as a number: a tensor of rank 0 whose value is an expression of the symbols. ONNX `Shape` and `Gather`.
    package struct Size: Operator {
        package var value: Dimension = 0
        package var type = ElementType.i64

        package static let signature = Signature("size", [])
        package static let attributes: [AttributeField<Size>] = [
            AttributeField("value", \.value), AttributeField("type", \.type),
        ]

        package init() {}

        package init(_ value: Dimension, type: ElementType = .i64) {
            self.value = value
            self.type = type
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            guard ElementClass.number.contains(type) else {
                throw Diagnostic(
                    "bad-attribute", "a size is a number, which \(type.rawValue) does not hold",
                    help: "i64 holds any size")
            }
            if let number = value.value { try check(number) }
            return [Fact(following: [value], type, [])]
        }

        /// The size as a tensor, where it is a number.
        ///
        /// - Throws: `size-out-of-range` where its type does not hold it, `unbound-size` where it is no number.
        package func tensor() throws(Diagnostic) -> PlainTensor {
            let number = try Evaluation().number(value)
            if type.isFloat { return PlainTensor(rounding: [Double(number)], type, shape: []) }
            try check(number)
            return PlainTensor(wrapping: [Int64(number)], type, shape: [])
        }

        private func check(_ number: Int) throws(Diagnostic) {
            guard let range = type.integerRange, !range.contains(Int64(number)) else { return }
            throw Diagnostic(
                "size-out-of-range", "the size \(value), here \(number), is outside of what \(type.rawValue) holds",
                help: "i64 holds any size")
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            [try Size(Dimension(try evaluation.number(value)), type: type).tensor()]
        }

        package static let examples = [
            OperatorExample("an integer", Size(224), [], gives: [.i64([224], [])]),
            OperatorExample("a float", Size(-3, type: .f32), [], gives: [.f32([-3], [])]),
            OperatorExample("too large for its type", Size(300, type: .u8), [], refusedWith: "size-out-of-range"),
        ]
    }
}
