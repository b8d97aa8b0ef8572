package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A tensor that is part of the graph. ONNX `Constant`.
    package struct Constant: Operator {
        package var value: Tensor

        package static let signature = Signature("constant", [], traits: [.isStored])
        package static let attributes: [AttributeField<Constant>] = [AttributeField("value", \.value)]

        /// The number 0.
        package init() {
            value = PlainTensor.f32([0], []).tensor
        }

        package init(_ value: Tensor) {
            self.value = value
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let follows = !value.elementType.isFloat && value.count <= Fact.largestContents
            let contents = follows ? PlainTensor(value).integers.map { Dimension(Int($0)) } : nil
            return [Fact(following: contents, value.elementType, value.shape.map { Dimension($0) })]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            [PlainTensor(value)]
        }

        package static let examples = [
            OperatorExample("the default", Constant(), [], gives: [.f32([0], [])]),
            OperatorExample(
                "a list of integers", Constant(PlainTensor.i64([1, -1]).tensor), [], gives: [.i64([1, -1])]),
            OperatorExample(
                "empty", Constant(PlainTensor.f32([], [0, 2]).tensor), [], gives: [.f32([], [0, 2])]),
        ]
    }
}
