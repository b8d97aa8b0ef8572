package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The parts of a tensor that tuples of indices name, along the last axis of `ids`. ONNX `GatherND`;
    /// tf.gather_nd.
    ///
    /// A tuple of n indices names a position along n axes from `batch` on; x and ids have the axes before in common. The
    /// shape is that of ids without its last axis, then the axes of x that no tuple names. An index out of range, or
    /// negative, ends the run with the diagnostic `index-out-of-range`.
    package struct GatherND: Operator {
        package var batch: Int = 0

        package static let signature = Signature(
            "gather_nd", [.required("x"), .required("ids")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<GatherND>] = [AttributeField("batch", \.batch)]

        package init() {}

        package init(batch: Int) {
            self.batch = batch
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            let tuples = try TupleIndices(x, batch: batch, &inference)
            return [Fact(x.elementType, tuples.shape(x.shape, try inference.operand(1).shape))]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, ids) = (try operands.operand(0), try operands.operand(1))
            let tuples = TupleIndices(ids, batch: batch)
            let shape = try tuples.shape(x.shape, ids.shape).counted()
            return [x.picked(try tuples.places(x.shape, ids), shape: shape)]
        }

        package static let examples = [
            OperatorExample(
                "elements", GatherND(), [.f32([1, 2, 3, 4], [2, 2]), .i64([0, 0, 1, 1], [2, 2])],
                gives: [.f32([1, 4])]),
            OperatorExample(
                "rows", GatherND(), [.i32([1, 2, 3, 4], [2, 2]), .i64([1, 0], [2, 1])],
                gives: [.i32([3, 4, 1, 2], [2, 2])]),
            OperatorExample(
                "in each row", GatherND(batch: 1), [.f32([1, 2, 3, 4], [2, 2]), .i32([1, 0], [2, 1])],
                gives: [.f32([2, 3])]),
            OperatorExample(
                "the whole", GatherND(), [.f32([1, 2]), .i32([], [1, 0])], gives: [.f32([1, 2], [1, 2])]),
            OperatorExample(
                "an index beyond the end", GatherND(), [.f32([1, 2]), .i32([2], [1, 1])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "more indices than axes", GatherND(), [.f32([1, 2]), .i32([0, 0], [1, 2])],
                refusedWith: "indices-mismatch"),
            OperatorExample(
                "all axes in common", GatherND(batch: 1), [.f32([1]), .i32([0])], refusedWith: "bad-attribute"),
        ]
    }
}
