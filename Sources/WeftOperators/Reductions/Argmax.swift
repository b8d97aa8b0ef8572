package import WeftGraph
import WeftTensors

extension Op {
    /// The position of the largest element along an axis, as `i32`: the first of equals, or the last; NaN counts as largest.
    ///
    /// torch.argmax; ONNX `ArgMax`, which gives `i64`.
    package struct Argmax: ExtremePosition {
        package var axis: Int = -1
        package var keep = false
        package var last = false

        package static let signature = Signature("argmax", [.required("x")])

        package init() {}

        package static func precedes(_ key: Int64, _ other: Int64) -> Bool { key > other }

        package static let examples = [
            OperatorExample(
                "of rows, the first of equals", Argmax(), [.f32([1, 3, 3, 9, 5, 6], [2, 3])], gives: [.i32([1, 0])]),
            OperatorExample(
                "the last of equals", Argmax(axis: -1, last: true), [.f32([1, 3, 3, 9, 5, 6], [2, 3])],
                gives: [.i32([2, 0])]),
            OperatorExample(
                "down the rows", Argmax(axis: 0, keep: true), [.f32([1, .nan, 3, 4], [2, 2])],
                gives: [.i32([1, 0], [1, 2])]),
            OperatorExample("of nothing", Argmax(), [.f32([], [2, 0])], refusedWith: "empty-reduction"),
            OperatorExample("rank 0", Argmax(), [.f32([1], [])], refusedWith: "bad-axis"),
        ]
    }
}
