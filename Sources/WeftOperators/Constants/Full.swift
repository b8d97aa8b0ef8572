package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A tensor of one number. torch.full; ONNX `ConstantOfShape`.
    package struct Full: Operator {
        package var type = ElementType.f32
        package var sizes: [Dimension] = []
        package var value: Double = 0

        package static let signature = Signature("full", [])
        package static let attributes: [AttributeField<Full>] = [
            AttributeField("type", \.type), AttributeField("sizes", \.sizes), AttributeField("value", \.value),
        ]

        package init() {}

        package init(_ type: ElementType, _ sizes: [Dimension], _ value: Double) {
            self.type = type
            self.sizes = sizes
            self.value = value
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            try inference.requireSizes(sizes)
            if type.isFloat { return [Fact(type, sizes)] }
            let number = try whole()
            var contents: [Dimension]?
            if let count = Fact(type, sizes).knownSizes?.elementCount, count <= Fact.largestContents {
                contents = [Dimension](repeating: Dimension(Int(number)), count: count)
            }
            return [Fact(following: contents, type, sizes)]
        }

        /// The value as an integer of the type.
        private func whole() throws(Diagnostic) -> Int64 {
            let number = Int64(clampingReal: value)
            guard Double(number) == value, let range = type.integerRange, range.contains(number) else {
                throw Diagnostic(
                    "bad-attribute", "\(value) is not a value of \(type.rawValue)",
                    help: "name a type that holds it: full(f32, …)")
            }
            return number
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let shape = try evaluation.sizes(sizes)
            let count = shape.elementCount ?? 0
            if type.isFloat {
                let elements = [Double](repeating: type.rounded(value), count: count)
                return [PlainTensor(unchecked: .reals(elements), type, shape: shape)]
            }
            let elements = [Int64](repeating: try whole(), count: count)
            return [PlainTensor(unchecked: .integers(elements), type, shape: shape)]
        }

        package static let examples = [
            OperatorExample("floats", Full(.f32, [2, 2], 0.5), [], gives: [.f32([0.5, 0.5, 0.5, 0.5], [2, 2])]),
            OperatorExample("rank 0", Full(.i64, [], -3), [], gives: [.i64([-3], [])]),
            OperatorExample("half an integer", Full(.i32, [1], 0.5), [], refusedWith: "bad-attribute"),
            OperatorExample("below no size", Full(.f32, [-1], 0), [], refusedWith: "negative-size"),
        ]
    }
}
