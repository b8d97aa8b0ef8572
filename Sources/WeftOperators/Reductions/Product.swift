package import WeftGraph
package import WeftTensors

extension Op {
    /// The product along axes; integers wrap. ONNX `ReduceProd`.
    package struct Product: IntegerReduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("product")

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.reduce(1, *)
        }

        package func value(_ run: ArraySlice<Int64>, _ type: ElementType) -> Int64 {
            run.reduce(1, &*)
        }

        package func value(_ run: ArraySlice<Dimension>) -> Dimension? {
            run.reduce(1, *)
        }

        package static let examples = [
            OperatorExample(
                "of rows", Product(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], gives: [.f32([6, 120])]),
            OperatorExample("of sizes", Product(), [.i64([2, 3, 4]), nil], gives: [.i64([24], [])]),
            OperatorExample("of nothing", Product(), [.f32([]), nil], gives: [.f32([1], [])]),
            OperatorExample(
                "no such axis", Product(axis: [2]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], refusedWith: "bad-axis"),
        ]
    }
}
