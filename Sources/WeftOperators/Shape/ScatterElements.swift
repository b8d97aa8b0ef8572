package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor with each update at the position that its index names along an axis, and at the index's own place along
    /// the others. torch.scatter, torch.scatter_reduce; ONNX `ScatterElements` and `Scatter`.
    ///
    /// `y[ids[i, j], j] = updates[i, j]` along axis 0, the others as in x. Of updates for one place the last stays, or
    /// with a `reduction` all are joined to what is there, in C order. An index out of range, or negative, ends the run
    /// with the diagnostic `index-out-of-range`.
    package struct ScatterElements: Operator {
        package var axis: Int = 0
        package var reduction = ScatterReduction.none

        package static let signature = Signature(
            "scatter_elements", [.required("x"), .required("ids"), .required("updates")])
        package static let attributes: [AttributeField<ScatterElements>] = [
            AttributeField("axis", \.axis), AttributeField("reduction", \.reduction),
        ]

        package init() {}

        package init(axis: Int, reduction: ScatterReduction = .none) {
            self.axis = axis
            self.reduction = reduction
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            try reduction.check(x)
            let (ids, _) = try ElementIndices.check(x, axis: axis, &inference)
            let updates = try inference.operand(2, "updates", .any)
            try updates.requireSameElementType(as: x, "updates", "x")
            try updates.requireRank(ids.rank...ids.rank, "updates", "the shape of ids")
            for (size, expected) in zip(updates.shape, ids.shape) {
                try inference.requireSize(
                    size, expected, "there must be one update for each index", code: "updates-mismatch",
                    labels: [ids.label("ids"), updates.label("updates")])
            }
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, ids) = (try operands.operand(0), try operands.operand(1))
            let places = try ElementIndices.places(x.shape, ids, axis: axis)
            return [x.scattered(try operands.operand(2), to: places, reduction)]
        }

        package static let examples = [
            OperatorExample(
                "along rows", ScatterElements(axis: 1),
                [.f32([1, 2, 3, 4, 5], [1, 5]), .i64([1, 3], [1, 2]), .f32([11, 21], [1, 2])],
                gives: [.f32([1, 11, 3, 21, 5], [1, 5])]),
            OperatorExample(
                "the last stays", ScatterElements(), [.i32([0]), .i32([0, 0]), .i32([3, 2])], gives: [.i32([2])]),
            OperatorExample(
                "added", ScatterElements(axis: 0, reduction: .add), [.i32([1, 1]), .i32([0, 0]), .i32([3, 2])],
                gives: [.i32([6, 1])]),
            OperatorExample(
                "the largest", ScatterElements(axis: 0, reduction: .max),
                [.f32([1, 1]), .i32([0, 1]), .f32([3, -2])],
                gives: [.f32([3, 1])]),
            OperatorExample(
                "an index beyond the end", ScatterElements(), [.f32([1]), .i64([1]), .f32([2])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "an update too many", ScatterElements(), [.f32([1]), .i64([0]), .f32([2, 3])],
                refusedWith: "updates-mismatch"),
            OperatorExample(
                "truth values are not added", ScatterElements(axis: 0, reduction: .add),
                [.bools([true]), .i64([0]), .bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
