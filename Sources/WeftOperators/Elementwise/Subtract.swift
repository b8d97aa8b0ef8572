package import WeftGraph
package import WeftTensors

extension Op {
    /// a − b; integers wrap. ONNX `Sub`.
    package struct Subtract: BinaryFormula {
        package static let signature = Signature.binary("subtract")

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a - b
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a &- b
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a - b
        }

        package static let examples = [
            OperatorExample(
                "a column and a row", Subtract(), [.f32([1, 2], [2, 1]), .f32([10, 20])],
                gives: [.f32([-9, -19, -8, -18], [2, 2])]),
            OperatorExample(
                "element types that differ", Subtract(), [.f32([1]), .i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
