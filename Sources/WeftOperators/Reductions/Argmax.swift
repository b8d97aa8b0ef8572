package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The position of the largest element along an axis, as `i32`: the first of equals; NaN counts as largest.
    ///
    /// torch.argmax; ONNX `ArgMax`, which gives `i64`.
    package struct Argmax: Operator {
        package var axis: Int = -1
        /// Whether the axis stays, with size 1.
        package var keep = false

        package static let signature = Signature("argmax", [.required("x")])
        package static let attributes: [AttributeField<Argmax>] = [
            AttributeField("axis", \.axis), AttributeField("keep", \.keep),
        ]

        package init() {}

        package init(axis: Int, keep: Bool = false) {
            self.axis = axis
            self.keep = keep
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
            let axis = try x.axis(axis)
            try inference.require(x.shape[axis], atLeast: 1, "there is something to choose from") {
                Diagnostic(
                    "empty-reduction", "axis \(axis) of x has size 0: there is nothing to choose from",
                    labels: [x.label("x")])
            }
            return [Fact(.i32, keep ? x.shape.replacing(at: axis, with: 1) : x.shape.removing(at: axis))]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedAxis(x.shape.count)
            if x.shape[axis] == 0 {
                throw Diagnostic("empty-reduction", "axis \(axis) of x has size 0: there is nothing to choose from")
            }
            let positions = x.ranked(Runs(x.shape, along: [axis])) { keys in
                var best = 0
                for index in keys.indices where keys[index] > keys[best] { best = index }
                return Int64(best)
            }
            let shape = keep ? x.shape.replacing(at: axis, with: 1) : x.shape.removing(at: axis)
            return [PlainTensor(wrapping: positions, .i32, shape: shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            let fields = keep ? x.ownFields { $0 == axis ? .whole : nil } : x.fields(without: axis)
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "of rows, the first of equals", Argmax(), [.f32([1, 3, 3, 9, 5, 6], [2, 3])], gives: [.i32([1, 0])]),
            OperatorExample(
                "down the rows", Argmax(axis: 0, keep: true), [.f32([1, .nan, 3, 4], [2, 2])],
                gives: [.i32([1, 0], [1, 2])]),
            OperatorExample("of nothing", Argmax(), [.f32([], [2, 0])], refusedWith: "empty-reduction"),
            OperatorExample("rank 0", Argmax(), [.f32([1], [])], refusedWith: "bad-axis"),
        ]
    }
}
