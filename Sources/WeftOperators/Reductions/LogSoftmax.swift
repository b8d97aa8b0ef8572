package import WeftGraph
import WeftTensors

extension Op {
    /// The logarithm of softmax, without overflow or loss. ONNX `LogSoftmax`.
    package struct LogSoftmax: SoftmaxFormula {
        package var axis: Int = -1

        package static let signature = Signature("log_softmax", [.required("x"), .optional("lengths")])

        package init() {}

        package func value(_ shifted: Double, _ sum: Double) -> Double {
            shifted - Maths.log(sum)
        }

        package static let examples = [
            OperatorExample(
                "large numbers", LogSoftmax(), [.f32([1000, 1001]), nil], gives: [.f32([-1.3132617, -0.3132617])]),
            OperatorExample(
                "down the channels", LogSoftmax(axis: 1), [.f32([0, 1, 0, 1], [1, 2, 2]), nil],
                gives: [.f32([-0.6931472, -0.6931472, -0.6931472, -0.6931472], [1, 2, 2])]),
            OperatorExample(
                "within lengths", LogSoftmax(), [.f32([1, 1, 7, 5, 6, 7], [2, 3]), .i32([2, 0])],
                gives: [.f32([-0.6931472, -0.6931472, 0, 0, 0, 0], [2, 3])]),
            OperatorExample(
                "lengths of another number of rows", LogSoftmax(), [.f32([1, 2], [2, 1]), .i32([1])],
                refusedWith: "lengths-mismatch"),
        ]
    }
}
