package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// The axes in another order: axis i of the result is axis `order[i]` of x; reversed where no order is given. ONNX `Transpose`.
    package struct Transpose: ViewOperator {
        package var order: [Int] = []

        package static let signature = Signature.view("transpose")
        package static let attributes: [AttributeField<Transpose>] = [
            AttributeField("order", \.order)
        ]

        package init() {}

        package init(order: [Int]) {
            self.order = order
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            try resolved(x).map { x.shape[$0] }
        }

        private func resolved(_ x: Fact) throws(Diagnostic) -> [Int] {
            if order.isEmpty { return x.shape.indices.reversed() }
            guard try x.axes(order).count == x.rank else {
                throw Diagnostic(
                    "bad-axis", "the order \(order) must name every axis of x once", labels: [x.label("x")],
                    help: "x has \(x.rank) axes")
            }
            return order.map { $0.resolvedAxis(x.rank) }
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let order = order.isEmpty ? sizes.indices.reversed() : order.map { $0.resolvedAxis(sizes.count) }
            let strides = sizes.denseStrides
            return StridedView(order.map { sizes[$0] }, strides: order.map { strides[$0] })
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let order = try? resolved(x) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(
                operands, results,
                first: x.shape.indices.map { axis in order.firstIndex(of: axis).map { .along($0) } ?? .whole })
        }

        package static let examples = [
            OperatorExample(
                "a matrix", Transpose(), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], gives: [.f32([1, 4, 2, 5, 3, 6], [3, 2])]),
            OperatorExample(
                "channels to the end", Transpose(order: [0, 2, 1]), [.i32([1, 2, 3, 4], [1, 2, 2])],
                gives: [.i32([1, 3, 2, 4], [1, 2, 2])]),
            OperatorExample(
                "an axis is left out", Transpose(order: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "bad-axis"),
            OperatorExample(
                "an axis comes twice", Transpose(order: [1, -1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])],
                refusedWith: "bad-axis"),
        ]
    }
}
