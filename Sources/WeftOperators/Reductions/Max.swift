package import WeftGraph
package import WeftTensors

extension Op {
    /// The largest element along axes; NaN if there is one. ONNX `ReduceMax`.
    package struct Max: IntegerReduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("max")
        package static let allowsNothing = false

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.dropFirst().reduce(run.first ?? -.infinity, Maths.maximum)
        }

        package func value(_ run: ArraySlice<Int64>, _ type: ElementType) -> Int64 {
            (run.map { $0 ^ type.orderBias }.max() ?? 0) ^ type.orderBias
        }

        package func value(_ run: ArraySlice<Dimension>) -> Dimension? {
            run.dropFirst().reduce(run.first ?? 0, Dimension.maximum)
        }

        package static let examples = [
            OperatorExample(
                "of rows", Max(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], gives: [.f32([3, 6])]),
            OperatorExample("integers", Max(), [.i32([-5, -2]), nil], gives: [.i32([-2], [])]),
            OperatorExample(
                "within lengths", Max(axis: [1]), [.f32([-1, -2, 3, 4, 5, 6], [2, 3]), .i32([2, 0])],
                gives: [.f32([-1, 0])]),
            OperatorExample("of nothing", Max(), [.f32([]), nil], refusedWith: "empty-reduction"),
        ]
    }
}
