package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// a to the power of b; integers wrap. ONNX `Pow` of equal element types.
    package struct Power: BinaryFormula {
        package static let signature = Signature.binary("power")

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            Maths.pow(a, b)
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            a.wrappingPower(UInt64(bitPattern: b))
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            b.value == 1 ? a : b.value == 2 ? a * a : nil
        }

        package func check(_ a: [Int64], _ b: [Int64], _ type: ElementType) throws(Diagnostic) {
            if type.isSigned, let position = b.firstIndex(where: { $0 < 0 }) {
                throw Diagnostic(
                    "negative-power", "an integer has no power \(b[position]), as at position \(position)",
                    help: "cast both to f32 to have fractions")
            }
        }

        package static let examples = [
            OperatorExample(
                "floats", Power(), [.f32([2, 9, 2]), .f32([10, 0.5, -1])], gives: [.f32([1024, 3, 0.5])]),
            OperatorExample(
                "integers", Power(), [.i32([2, -3, 0]), .i32([10, 3, 0])], gives: [.i32([1024, -27, 1])]),
            OperatorExample(
                "a negative power of an integer", Power(), [.i32([2]), .i32([-1])], refusedWith: "negative-power"),
        ]
    }
}
