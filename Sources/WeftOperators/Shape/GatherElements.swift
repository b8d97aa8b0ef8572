package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The element that each index names along an axis, at the index's own place along the others. torch.gather; ONNX
    /// `GatherElements`.
    ///
    /// `y[i, j] = x[ids[i, j], j]` along axis 0. An index that is not from 0 to below the size ends the run with the
    /// diagnostic `index-out-of-range`, negative ones too.
    package struct GatherElements: Operator {
        package var axis: Int = 0

        package static let signature = Signature(
            "gather_elements", [.required("x"), .required("ids")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<GatherElements>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            let (ids, _) = try ElementIndices.check(x, axis: axis, &inference)
            return [Fact(x.elementType, ids.shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, ids) = (try operands.operand(0), try operands.operand(1))
            return [x.picked(try ElementIndices.places(x.shape, ids, axis: axis), shape: ids.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard operands.count == 2, let x = operands[0], let ids = operands[1], let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            return [[x.ownFields { $0 == axis ? .whole : nil }, ids.ownFields()]]
        }

        package static let examples = [
            OperatorExample(
                "along rows", GatherElements(axis: 1), [.f32([1, 2, 3, 4], [2, 2]), .i64([0, 0, 1, 0], [2, 2])],
                gives: [.f32([1, 1, 4, 3], [2, 2])]),
            OperatorExample(
                "fewer places than x has", GatherElements(),
                [.i32([1, 2, 3, 4, 5, 6], [3, 2]), .i32([2, 0], [2, 1])],
                gives: [.i32([5, 1], [2, 1])]),
            OperatorExample(
                "none", GatherElements(), [.f32([1, 2], [2, 1]), .i64([], [0, 1])], gives: [.f32([], [0, 1])]),
            OperatorExample(
                "an index below 0", GatherElements(), [.f32([1, 2]), .i64([-1])], refusedWith: "index-out-of-range"),
            OperatorExample(
                "longer along another axis", GatherElements(), [.f32([1, 2], [2, 1]), .i64([0, 0], [1, 2])],
                refusedWith: "indices-mismatch"),
            OperatorExample(
                "ranks", GatherElements(), [.f32([1, 2], [2, 1]), .i64([0])], refusedWith: "rank-mismatch"),
        ]
    }
}
