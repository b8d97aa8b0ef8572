package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// a / b; integers round towards −∞ as NumPy's `//` does. ONNX `Div` for floats.
    package struct Divide: BinaryFormula {
        package static let signature = Signature.binary("divide")

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a / b
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            type == .u64
                ? Int64(bitPattern: UInt64(bitPattern: a) / UInt64(bitPattern: b)) : a.dividedDown(by: b)
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a.dividedDown(by: b, assumptions)
        }

        package func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic) {
            try b.requireNoZero()
        }

        package static let examples = [
            OperatorExample("floats", Divide(), [.f32([1, -7]), .f32([2, 2])], gives: [.f32([0.5, -3.5])]),
            OperatorExample("integers round down", Divide(), [.i32([7, -7]), .i32([2], [])], gives: [.i32([3, -4])]),
            OperatorExample("an integer by 0", Divide(), [.i32([7]), .i32([0])], refusedWith: "division-by-zero"),
        ]
    }
}
