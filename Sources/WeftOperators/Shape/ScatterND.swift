package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor with updates at the parts that tuples of indices name, along the last axis of `ids`. ONNX `ScatterND`;
    /// tf.tensor_scatter_nd_update.
    ///
    /// A tuple of n indices names a position along the first n axes. Of updates for one place the last stays, or with a
    /// `reduction` all are joined to what is there, in C order. An index out of range, or negative, ends the run with the
    /// diagnostic `index-out-of-range`.
    package struct ScatterND: Operator {
        package var reduction = ScatterReduction.none

        package static let signature = Signature(
            "scatter_nd", [.required("x"), .required("ids"), .required("updates")])
        package static let attributes: [AttributeField<ScatterND>] = [AttributeField("reduction", \.reduction)]

        package init() {}

        package init(reduction: ScatterReduction) {
            self.reduction = reduction
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            try reduction.check(x)
            let tuples = try TupleIndices(x, batch: 0, &inference)
            let ids = try inference.operand(1)
            let updates = try inference.operand(2, "updates", .any)
            try updates.requireSameElementType(as: x, "updates", "x")
            let shape = tuples.shape(x.shape, ids.shape)
            try updates.requireRank(
                shape.count...shape.count, "updates", "ids without its last axis, then what a tuple names of x")
            for (size, expected) in zip(updates.shape, shape) {
                try inference.requireSize(
                    size, expected, "there must be one update for each element that ids name", code: "updates-mismatch",
                    labels: [x.label("x"), ids.label("ids"), updates.label("updates")])
            }
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, ids) = (try operands.operand(0), try operands.operand(1))
            let places = try TupleIndices(ids, batch: 0).places(x.shape, ids)
            return [x.scattered(try operands.operand(2), to: places, reduction)]
        }

        package static let examples = [
            OperatorExample(
                "elements", ScatterND(), [.f32([1, 2, 3, 4]), .i64([3, 1], [2, 1]), .f32([9, 8])],
                gives: [.f32([1, 8, 3, 9])]),
            OperatorExample(
                "rows", ScatterND(), [.i32([1, 2, 3, 4], [2, 2]), .i64([1], [1, 1]), .i32([5, 6], [1, 2])],
                gives: [.i32([1, 2, 5, 6], [2, 2])]),
            OperatorExample(
                "multiplied", ScatterND(reduction: .multiply), [.f32([2, 3]), .i32([0, 0], [2, 1]), .f32([5, 7])],
                gives: [.f32([70, 3])]),
            OperatorExample(
                "an index below 0", ScatterND(), [.f32([1]), .i64([-1], [1, 1]), .f32([2])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "an update too few", ScatterND(), [.f32([1, 2]), .i64([0, 1], [2, 1]), .f32([2])],
                refusedWith: "updates-mismatch"),
        ]
    }
}
