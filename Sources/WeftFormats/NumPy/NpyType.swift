import WeftDiagnostics
import WeftTensors

/// An element type as NumPy writes it: byte order, kind, and bytes per element.
struct NpyType: Equatable {
    let elementType: ElementType
    /// Whether the bytes of each element stand in the other order than ours.
    let isBigEndian: Bool

    private static let codes: [(code: String, type: ElementType)] = [
        ("b1", .bool), ("i1", .i8), ("u1", .u8), ("i2", .i16), ("u2", .u16), ("i4", .i32), ("u4", .u32), ("i8", .i64),
        ("u8", .u64), ("f2", .f16), ("f4", .f32), ("f8", .f64),
    ]

    /// Reads a type such as `<f4`.
    ///
    /// - Throws: `npy-type`, which names what the type is.
    init(_ text: String) throws(Diagnostic) {
        let order = text.first.flatMap { "<>|=".contains($0) ? $0 : nil }
        let code = String(order == nil ? text[...] : text.dropFirst())
        guard let row = NpyType.codes.first(where: { $0.code == code }) else {
            throw Diagnostic(
                "npy-type", "elements of type \(text), \(NpyType.kind(of: code)), cannot be read",
                help: "readable are bool, integers, and floats of 2, 4 and 8 bytes")
        }
        elementType = row.type
        isBigEndian = order == ">" && row.type.bits > 8
    }

    /// The text for a type, such as `<f4`.
    ///
    /// - Throws: `npy-type` for a type that NumPy has not.
    static func text(for elementType: ElementType) throws(Diagnostic) -> String {
        guard let row = codes.first(where: { $0.type == elementType }) else {
            throw Diagnostic(
                "npy-type", "NumPy has no element type \(elementType.rawValue)",
                help: "convert the tensor to f32, or write safetensors")
        }
        return (elementType.bits > 8 ? "<" : "|") + row.code
    }

    private static func kind(of code: String) -> String {
        switch code.first {
        case "O": "Python objects"
        case "c": "complex numbers"
        case "S", "a": "byte strings"
        case "U": "text"
        case "M", "m": "times"
        case "V": "raw bytes, as extensions write bfloat16 and others"
        case "f": "floats of a size that is not portable"
        default: "which is not known"
        }
    }
}
