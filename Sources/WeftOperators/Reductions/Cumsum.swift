package import WeftGraph
import WeftTensors

extension Op {
    /// The sum of all elements up to each, along an axis; integers wrap. torch.cumsum; ONNX `CumSum`.
    package struct Cumsum: RunningFormula {
        package var axis: Int?
        package var exclusive = false
        package var reverse = false

        package static let signature = Signature("cumsum", [.required("x")])
        package static let unit: Int64 = 0

        package init() {}

        package static func value(_ a: Double, _ b: Double) -> Double { a + b }
        package static func value(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }

        package static let examples = [
            OperatorExample(
                "down the rows", Cumsum(axis: 0), [.f32([1, 2, 3, 4], [2, 2])], gives: [.f32([1, 2, 4, 6], [2, 2])]),
            OperatorExample("integers wrap", Cumsum(axis: -1), [.u8([200, 100])], gives: [.u8([200, 44])]),
            OperatorExample(
                "without each itself", Cumsum(axis: 0, exclusive: true), [.f32([1, 2, 3])], gives: [.f32([0, 1, 3])]),
            OperatorExample(
                "from the end", Cumsum(axis: 0, exclusive: true, reverse: true), [.i32([1, 2, 3])],
                gives: [.i32([5, 3, 0])]),
            OperatorExample("no axis named", Cumsum(), [.f32([1], [1, 1])], refusedWith: "missing-axis"),
        ]
    }
}
