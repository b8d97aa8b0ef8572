package import WeftGraph
import WeftTensors

extension Op {
    /// The position of the smallest element along an axis, as `i32`: the first of equals, or the last; NaN counts as largest.
    ///
    /// torch.argmin, but for NaN; ONNX `ArgMin`, which gives `i64`.
    package struct Argmin: ExtremePosition {
        package var axis: Int = -1
        package var keep = false
        package var last = false

        package static let signature = Signature("argmin", [.required("x")])

        package init() {}

        package static func precedes(_ key: Int64, _ other: Int64) -> Bool { key < other }

        package static let examples = [
            OperatorExample(
                "of rows, the first of equals", Argmin(), [.f32([3, 1, 1, 9, 5, 6], [2, 3])], gives: [.i32([1, 1])]),
            OperatorExample(
                "the last of equals", Argmin(axis: -1, last: true), [.f32([3, 1, 1, 9, 5, 6], [2, 3])],
                gives: [.i32([2, 1])]),
            OperatorExample(
                "down the rows", Argmin(axis: 0, keep: true), [.u8([1, 200, 3, 4], [2, 2])],
                gives: [.i32([0, 1], [1, 2])]),
            OperatorExample("of nothing", Argmin(), [.f32([], [2, 0])], refusedWith: "empty-reduction"),
        ]
    }
}
