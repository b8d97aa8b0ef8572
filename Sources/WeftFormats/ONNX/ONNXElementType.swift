import WeftDiagnostics
import WeftTensors

/// The numbers that stand for element types in ONNX files.
enum ONNXElementType {
    /// The types that have a counterpart.
    private static let known: [Int: ElementType] = [
        1: .f32, 2: .u8, 3: .i8, 4: .u16, 5: .i16, 6: .i32, 7: .i64, 9: .bool, 10: .f16, 11: .f64, 12: .u32, 13: .u64,
        16: .bf16, 17: .f8e4m3, 18: .f8e4m3fnuz, 19: .f8e5m2, 20: .f8e5m2fnuz, 21: .u4, 22: .i4, 23: .f4e2m1,
        24: .f8e8m0, 25: .u2, 26: .i2,
    ]

    /// The names of those that have none.
    private static let others: [Int: String] = [
        Int(ONNXText.number): "strings", 14: "complex numbers", 15: "complex numbers",
    ]

    /// The element type of a number.
    ///
    /// - Throws: `onnx-unsupported` for a type that ONNX knows and we do not, `onnx-element-type` for any other number.
    static func type(_ number: Int64) throws(Diagnostic) -> ElementType {
        let number = Int(number)
        if let type = known[number] { return type }
        if let name = others[number] {
            throw Diagnostic("onnx-unsupported", "tensors of \(name) are not supported")
        }
        throw Diagnostic("onnx-element-type", "\(number) is no element type of ONNX")
    }

    /// What is shown for a number.
    static func description(_ number: Int64) -> String {
        Int(exactly: number).flatMap { known[$0]?.rawValue ?? others[$0] } ?? "unknown type \(number)"
    }

    /// The number of an element type.
    static func number(_ type: ElementType) -> Int? { known.first { $0.value == type }?.key }
}
