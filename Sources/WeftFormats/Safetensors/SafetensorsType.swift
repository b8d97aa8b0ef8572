import WeftTensors

/// The element types of safetensors, in the order by which its writer sorts: the larger, the earlier in the file.
///
/// Source: `Dtype` in safetensors/src/tensor.rs, version 0.6.
enum SafetensorsType: String, CaseIterable {
    case bool = "BOOL"
    case f4 = "F4"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case u8 = "U8"
    case i8 = "I8"
    case f8e5m2 = "F8_E5M2"
    case f8e4m3 = "F8_E4M3"
    case f8e8m0 = "F8_E8M0"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case c64 = "C64"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"

    /// The type of our tensors; nil for one that they cannot have.
    var elementType: ElementType? {
        switch self {
        case .bool: .bool
        case .f4: .f4e2m1
        case .u8: .u8
        case .i8: .i8
        case .f8e5m2: .f8e5m2
        case .f8e4m3: .f8e4m3
        case .f8e8m0: .f8e8m0
        case .i16: .i16
        case .u16: .u16
        case .f16: .f16
        case .bf16: .bf16
        case .i32: .i32
        case .u32: .u32
        case .f32: .f32
        case .f64: .f64
        case .i64: .i64
        case .u64: .u64
        case .f6e2m3, .f6e3m2, .c64: nil
        }
    }

    /// The place in the writer's order.
    var rank: Int { SafetensorsType.allCases.firstIndex(of: self) ?? 0 }

    /// The type that holds ours; nil where the format has none.
    init?(_ elementType: ElementType) {
        guard let type = SafetensorsType.allCases.first(where: { $0.elementType == elementType }) else { return nil }
        self = type
    }
}
