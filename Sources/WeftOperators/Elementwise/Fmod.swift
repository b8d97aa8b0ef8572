package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// What is left by division rounded towards 0, so it has the sign of a. torch.fmod; ONNX `Mod` with `fmod=1`.
    package struct Fmod: BinaryFormula {
        package static let signature = Signature.binary("fmod")
        package static let accepts = ElementClass.number

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            a.truncatingRemainder(dividingBy: b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            type == .u64
                ? Int64(bitPattern: UInt64(bitPattern: a) % UInt64(bitPattern: b))
                : a.remainderReportingOverflow(dividingBy: b).partialValue
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            guard let left = a.value, let right = b.value, right > 0 else { return nil }
            return Dimension(left % right)
        }

        package func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic) {
            try b.requireNoZero()
        }

        package static let examples = [
            OperatorExample("floats", Fmod(), [.f32([5.5, -5.5]), .f32([2, 2])], gives: [.f32([1.5, -1.5])]),
            OperatorExample(
                "integers", Fmod(), [.i32([7, -7, 7, -7]), .i32([3, 3, -3, -3])], gives: [.i32([1, -1, 1, -1])]),
            OperatorExample("an integer by 0", Fmod(), [.i32([7]), .i32([0])], refusedWith: "division-by-zero"),
        ]
    }
}
