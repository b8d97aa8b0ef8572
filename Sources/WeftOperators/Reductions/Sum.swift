package import WeftGraph
package import WeftTensors

extension Op {
    /// The sum along axes; integers wrap. ONNX `ReduceSum`.
    package struct Sum: IntegerReduction {
        package var axis: [Int] = []
        package var keep = false

        package static let signature = Signature.reduction("sum")

        package init() {}

        package func value(_ run: ArraySlice<Double>) -> Double {
            run.reduce(0, +)
        }

        package func value(_ run: ArraySlice<Int64>, _ type: ElementType) -> Int64 {
            run.reduce(0, &+)
        }

        package func value(_ run: ArraySlice<Dimension>) -> Dimension? {
            run.reduce(0, +)
        }

        package static let examples = [
            OperatorExample(
                "of all elements", Sum(), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil], gives: [.f32([21], [])]),
            OperatorExample(
                "along an axis that stays", Sum(axis: [-1], keep: true), [.i32([1, 2, 3, 4], [2, 2]), nil],
                gives: [.i32([3, 7], [2, 1])]),
            OperatorExample(
                "within lengths", Sum(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), .i32([2, 0])],
                gives: [.f32([3, 0])]),
            OperatorExample(
                "an axis named twice", Sum(axis: [0, -2]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), nil],
                refusedWith: "bad-axis"),
            OperatorExample(
                "a length beyond the end", Sum(axis: [1]), [.f32([1, 2, 3, 4, 5, 6], [2, 3]), .i32([4, 0])],
                refusedWith: "length-out-of-range"),
        ]
    }
}
