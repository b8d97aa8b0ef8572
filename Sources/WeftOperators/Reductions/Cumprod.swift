package import WeftGraph
import WeftTensors

extension Op {
    /// The product of all elements up to each, along an axis; integers wrap. torch.cumprod; ONNX `CumProd`.
    package struct Cumprod: RunningFormula {
        package var axis: Int?
        package var exclusive = false
        package var reverse = false

        package static let signature = Signature("cumprod", [.required("x")])
        package static let unit: Int64 = 1

        package init() {}

        package static func value(_ a: Double, _ b: Double) -> Double { a * b }
        package static func value(_ a: Int64, _ b: Int64) -> Int64 { a &* b }

        package static let examples = [
            OperatorExample(
                "down the rows", Cumprod(axis: 0), [.f32([1, 2, 3, 4], [2, 2])], gives: [.f32([1, 2, 3, 8], [2, 2])]),
            OperatorExample("integers wrap", Cumprod(axis: -1), [.u8([200, 2])], gives: [.u8([200, 144])]),
            OperatorExample(
                "without each itself", Cumprod(axis: 0, exclusive: true), [.f32([4, 2, 3])], gives: [.f32([1, 4, 8])]),
            OperatorExample(
                "from the end", Cumprod(axis: 0, reverse: true), [.i32([1, 2, 3])], gives: [.i32([6, 6, 3])]),
            OperatorExample("no axis named", Cumprod(), [.f32([1], [1, 1])], refusedWith: "missing-axis"),
        ]
    }
}
