package import WeftGraph
import WeftTensors

extension Op {
    /// exp(x) / Σ exp(x) along an axis, without overflow. ONNX `Softmax`.
    package struct Softmax: SoftmaxFormula {
        package var axis: Int = -1

        package static let signature = Signature("softmax", [.required("x"), .optional("lengths")])

        package init() {}

        package func value(_ shifted: Double, _ sum: Double) -> Double {
            Maths.exp(shifted) / sum
        }

        package static let examples = [
            OperatorExample(
                "large numbers", Softmax(), [.f32([1000, 1001]), nil], gives: [.f32([0.2689414, 0.7310586])]),
            OperatorExample(
                "down the channels", Softmax(axis: 1), [.f32([0, 1, 0, 1], [1, 2, 2]), nil],
                gives: [.f32([0.5, 0.5, 0.5, 0.5], [1, 2, 2])]),
            OperatorExample(
                "within lengths", Softmax(), [.f32([1, 1, 7, 5, 6, 7], [2, 3]), .i32([2, 0])],
                gives: [.f32([0.5, 0.5, 0, 0, 0, 0], [2, 3])]),
            OperatorExample(
                "lengths of another number of rows", Softmax(), [.f32([1, 2], [2, 1]), .i32([1])],
                refusedWith: "lengths-mismatch"),
        ]
    }
}
