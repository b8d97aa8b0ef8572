package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// What is left by division rounded towards −∞, so it has the sign of b. NumPy's and torch's `remainder`; ONNX `Mod` with
    /// `fmod=0`.
    package struct Remainder: BinaryFormula {
        package static let signature = Signature.binary("remainder")

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a.remainderDown(by: b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            type == .u64
                ? Int64(bitPattern: UInt64(bitPattern: a) % UInt64(bitPattern: b)) : a.remainderDown(by: b)
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            a.dividedDown(by: b, assumptions).map { a - $0 * b }
        }

        package func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic) {
            try b.requireNoZero()
        }

        package static let examples = [
            OperatorExample("floats", Remainder(), [.f32([5.5, -5.5]), .f32([2, 2])], gives: [.f32([1.5, 0.5])]),
            OperatorExample(
                "integers", Remainder(), [.i32([7, -7, 7, -7]), .i32([3, 3, -3, -3])], gives: [.i32([1, 2, -2, -1])]),
            OperatorExample("an integer by 0", Remainder(), [.i32([7]), .i32([0])], refusedWith: "division-by-zero"),
        ]
    }
}
