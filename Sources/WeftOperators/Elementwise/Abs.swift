package import WeftGraph
package import WeftTensors

extension Op {
    /// The magnitude; the lowest integer of a type is its own, as in two's complement. ONNX `Abs`.
    package struct Abs: UnaryNumberFormula {
        package static let signature = Signature.unary("abs")

        package init() {}

        package func value(_ x: Double) -> Double {
            x.magnitude
        }

        package func value(_ x: Int64, _ type: ElementType) -> Int64 {
            type.isSigned && x < 0 ? 0 &- x : x
        }

        package func value(_ x: Dimension, _ assumptions: Assumptions) -> Dimension? {
            assumptions.atLeast(x, 0) == .proved ? x : x.value.flatMap { $0 == .min ? nil : Dimension(abs($0)) }
        }

        package static let examples = [
            OperatorExample("floats", Abs(), [.f32([-1.5, 0, 2])], gives: [.f32([1.5, 0, 2])]),
            OperatorExample("integers", Abs(), [.i32([-3, 0, 2])], gives: [.i32([3, 0, 2])]),
            OperatorExample("empty", Abs(), [.f32([], [0, 3])], gives: [.f32([], [0, 3])]),
        ]
    }
}
