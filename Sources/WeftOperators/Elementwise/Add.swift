package import WeftGraph
package import WeftTensors

extension Op {
    /// a + b; integers wrap. ONNX `Add`.
    package struct Add: BinaryFormula {
        package static let signature = Signature.binary("add", commutative: true)

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a + b
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a &+ b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a + b
        }

        package static let examples = [
            OperatorExample(
                "a row is added to each row", Add(), [.f32([1, 2, 3, 4], [2, 2]), .f32([10, 20])],
                gives: [.f32([11, 22, 13, 24], [2, 2])]),
            OperatorExample("rank 0", Add(), [.i32([1, 2]), .i32([5], [])], gives: [.i32([6, 7])]),
            OperatorExample(
                "sizes that do not meet", Add(), [.f32([1, 2, 3]), .f32([1, 2])], refusedWith: "broadcast-mismatch"),
        ]
    }
}
