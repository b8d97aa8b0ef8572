package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// The axes from one on joined into one; those before it stay. torch.flatten with `start_dim`; ONNX `Flatten`, which also joins
    /// those before.
    package struct Flatten: ViewOperator {
        package var axis: Int = 1

        package static let signature = Signature.view("flatten", keepsOrder: true)
        package static let attributes: [AttributeField<Flatten>] = [
            AttributeField("axis", \.axis)
        ]

        package init() {}

        package init(axis: Int) {
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let axis = try x.axis(axis)
            return x.shape[..<axis] + [x.shape[axis...].reduce(1, *)]
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let axis = axis.resolvedAxis(sizes.count)
            return StridedView(reshapingTo: sizes[..<axis] + [Array(sizes[axis...]).elementCount ?? 0])
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "rows stay", Flatten(), [.f32([1, 2, 3, 4], [1, 2, 2])], gives: [.f32([1, 2, 3, 4], [1, 4])]),
            OperatorExample(
                "the last two", Flatten(axis: -2), [.f32([1, 2, 3, 4], [1, 2, 1, 2])],
                gives: [.f32([1, 2, 3, 4], [1, 2, 2])]),
            OperatorExample("no axis to begin at", Flatten(), [.f32([1, 2])], refusedWith: "bad-axis"),
        ]
    }
}
