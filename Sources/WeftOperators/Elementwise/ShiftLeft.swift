package import WeftGraph
package import WeftTensors

extension Op {
    /// The bits of unsigned integers moved up by so many places, zeros after them. ONNX `BitShift` with `LEFT`.
    package struct ShiftLeft: BinaryFormula {
        package static let signature = Signature.binary("shift_left")
        package static let accepts = ElementClass.unsigned

        package init() {}

        package func value(_ a: Double, _ b: Double) -> Double {
            .nan
        }

        package func value(_ a: Int64, _ b: Int64, _ type: ElementType) -> Int64 {
            Int64(bitPattern: UInt64(bitPattern: a) << UInt64(bitPattern: b))
        }

        package func value(_ a: Dimension, _ b: Dimension, _ assumptions: Assumptions) -> Dimension? {
            nil
        }

        package static let examples = [
            OperatorExample("by one", ShiftLeft(), [.u8([200, 3]), .u8([1], [])], gives: [.u8([144, 6])]),
            OperatorExample("by all", ShiftLeft(), [.u8([200]), .u8([255])], gives: [.u8([0])]),
            OperatorExample(
                "not for signed integers", ShiftLeft(), [.i32([1]), .i32([1])], refusedWith: "element-type-mismatch"),
        ]
    }
}
