package import WeftGraph
package import WeftTensors

extension Op {
    /// The smallest element along axes; NaN if there is one. ONNX `ReduceMin`.
    package struct Min: IntegerReduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("min")
        package static let allowsNothing = false

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.dropFirst().reduce(run.first ?? .infinity, Maths.minimum)
        }

        package func value(_ run: ArraySlice<Int64>, _ type: ElementType) -> Int64 {
            (run.map { $0 ^ type.orderBias }.min() ?? 0) ^ type.orderBias
        }

        package func value(_ run: ArraySlice<Dimension>) -> Dimension? {
            run.dropFirst().reduce(run.first ?? 0, Dimension.minimum)
        }

        package static let examples = [
            OperatorExample(
                "of rows", Min(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], gives: [.f32([1, 4])]),
            OperatorExample("NaN", Min(), [.f32([1, .nan]), nil], gives: [.f32([.nan], [])]),
            OperatorExample("of nothing", Min(axis: [1]), [.f32([], [2, 0]), nil], refusedWith: "empty-reduction"),
        ]
    }
}
