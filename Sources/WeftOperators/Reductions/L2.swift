package import WeftGraph
import WeftTensors

extension Op {
    /// The square root of the sum of squares along axes. ONNX `ReduceL2`; torch.linalg.vector_norm.
    package struct L2: Reduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("l2")

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }

        package static let examples = [
            OperatorExample("of rows", L2(axis: [1]), [.f32([3, 4, 0, 0], [2, 2]), nil], gives: [.f32([5, 0])]),
            OperatorExample("rank 0", L2(), [.f32([-2], []), nil], gives: [.f32([2], [])]),
            OperatorExample(
                "two axes with lengths", L2(axis: [1, 2]), [.f32([1], [1, 1, 1]), .i32([1])], refusedWith: "bad-axis"),
        ]
    }
}
