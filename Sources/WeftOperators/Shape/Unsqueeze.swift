package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// x with new axes of size 1, at places counted in the result. ONNX `Unsqueeze`.
    package struct Unsqueeze: ViewOperator {
        package var axis: [Int] = []

        package static let signature = Signature.view("unsqueeze", keepsOrder: true)
        package static let attributes: [AttributeField<Unsqueeze>] = [
            AttributeField("axis", \.axis)
        ]

        package init() {}

        package init(axis: [Int]) {
            self.axis = axis
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            let rank = x.rank + axis.count
            let places = try Fact(x.elementType, [Dimension](repeating: 1, count: rank)).axes(axis, of: "the result")
            var shape = x.shape
            for place in places { shape.insert(1, at: place) }
            return shape
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            var shape = sizes
            for place in axis.map({ $0.resolvedAxis(sizes.count + axis.count) }).sorted() { shape.insert(1, at: place) }
            return StridedView(reshapingTo: shape)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            reshapedFields(operands, results)
        }

        package static let examples = [
            OperatorExample(
                "on both sides", Unsqueeze(axis: [0, -1]), [.f32([1, 2])], gives: [.f32([1, 2], [1, 2, 1])]),
            OperatorExample("from rank 0", Unsqueeze(axis: [0]), [.i32([3], [])], gives: [.i32([3])]),
            OperatorExample("beyond the result", Unsqueeze(axis: [2]), [.f32([1, 2])], refusedWith: "bad-axis"),
        ]
    }
}
