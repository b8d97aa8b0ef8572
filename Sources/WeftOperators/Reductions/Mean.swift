package import WeftGraph
import WeftTensors

extension Op {
    /// The mean along axes. ONNX `ReduceMean`.
    package struct Mean: Reduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("mean")

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.reduce(0, +) / Double(run.count)
        }

        package static let examples = [
            OperatorExample(
                "of columns", Mean(axis: [0]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], gives: [.f32([2.5, 3.5, 4.5])]),
            OperatorExample(
                "within lengths", Mean(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), .i32([2, 0])],
                gives: [.f32([1.5, 0])]),
            OperatorExample("of nothing", Mean(), [.f32([]), nil], gives: [.f32([.nan], [])]),
            OperatorExample("not for integers", Mean(), [.i32([1]), nil], refusedWith: "element-type-mismatch"),
        ]
    }
}
