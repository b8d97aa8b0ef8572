package import WeftGraph
package import WeftTensors

extension Op {
    /// max(x, 0) (Nair and Hinton 2010). ONNX `Relu`.
    package struct Relu: UnaryNumberFormula {
        package static let signature = Signature.unary("relu")

        package init() {}

        package func value(_ x: Double) -> Double {
            x < 0 ? 0 : x
        }

        package func value(_ x: Int64, _ type: ElementType) -> Int64 {
            type.isSigned ? max(x, 0) : x
        }

        package func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension? {
            Dimension.maximum(x, 0)
        }

        package static let examples = [
            OperatorExample("floats", Relu(), [.f32([-1, 0, 2])], gives: [.f32([0, 0, 2])]),
            OperatorExample("integers", Relu(), [.i32([-1, 0, 2])], gives: [.i32([0, 0, 2])]),
            OperatorExample("not for truth values", Relu(), [.bools([true])], refusedWith: "element-type-mismatch"),
        ]
    }
}
