/// The type of a tensor's elements.
///
/// One table holds all that is known of the types; whatever else depends on a type derives from it.
public enum ElementType: String, Sendable, CaseIterable {
    case f32, f16, bf16, f64
    case i8, u8, i16, u16, i32, u32, i64, u64
    case bool
    /// 8-bit floats (Micikevicius et al. 2022): stored, moved and converted only.
    case f8e4m3, f8e5m2
    /// 8-bit floats without infinities and negative zero (Noune et al. 2022): stored, moved and converted only.
    case f8e4m3fnuz, f8e5m2fnuz
    /// Powers of two, the scales of the OCP Microscaling formats: stored, moved and converted only.
    case f8e8m0
    /// 4-bit types, packed low bits first: stored, moved and converted only.
    case i4, u4, f4e2m1
    /// 2-bit integers, packed low bits first: stored, moved and converted only.
    case i2, u2

    /// What kind of number an element is.
    public enum Kind: Sendable {
        case float, integer, bool
    }

    /// One row of the table.
    struct Row {
        let type: ElementType
        /// The number that stands for the type in files; never changes.
        let number: Int
        let bits: Int
        let kind: Kind
        let signed: Bool
        /// Whether operators compute with it, beyond moving and converting.
        let computes: Bool
    }

    /// The table.
    static let table: [Row] = [
        Row(type: .f32, number: 1, bits: 32, kind: .float, signed: true, computes: true),
        Row(type: .f16, number: 2, bits: 16, kind: .float, signed: true, computes: true),
        Row(type: .bf16, number: 3, bits: 16, kind: .float, signed: true, computes: true),
        Row(type: .f64, number: 4, bits: 64, kind: .float, signed: true, computes: true),
        Row(type: .i8, number: 5, bits: 8, kind: .integer, signed: true, computes: true),
        Row(type: .u8, number: 6, bits: 8, kind: .integer, signed: false, computes: true),
        Row(type: .i16, number: 7, bits: 16, kind: .integer, signed: true, computes: true),
        Row(type: .u16, number: 8, bits: 16, kind: .integer, signed: false, computes: true),
        Row(type: .i32, number: 9, bits: 32, kind: .integer, signed: true, computes: true),
        Row(type: .u32, number: 10, bits: 32, kind: .integer, signed: false, computes: true),
        Row(type: .i64, number: 11, bits: 64, kind: .integer, signed: true, computes: true),
        Row(type: .u64, number: 12, bits: 64, kind: .integer, signed: false, computes: true),
        Row(type: .bool, number: 13, bits: 8, kind: .bool, signed: false, computes: true),
        Row(type: .f8e4m3, number: 14, bits: 8, kind: .float, signed: true, computes: false),
        Row(type: .f8e5m2, number: 15, bits: 8, kind: .float, signed: true, computes: false),
        Row(type: .i4, number: 16, bits: 4, kind: .integer, signed: true, computes: false),
        Row(type: .u4, number: 17, bits: 4, kind: .integer, signed: false, computes: false),
        Row(type: .f4e2m1, number: 18, bits: 4, kind: .float, signed: true, computes: false),
        Row(type: .f8e8m0, number: 19, bits: 8, kind: .float, signed: false, computes: false),
        Row(type: .f8e4m3fnuz, number: 20, bits: 8, kind: .float, signed: true, computes: false),
        Row(type: .f8e5m2fnuz, number: 21, bits: 8, kind: .float, signed: true, computes: false),
        Row(type: .i2, number: 22, bits: 2, kind: .integer, signed: true, computes: false),
        Row(type: .u2, number: 23, bits: 2, kind: .integer, signed: false, computes: false),
    ]

    private var row: Row {
        for row in ElementType.table where row.type == self { return row }
        preconditionFailure("the table of element types has no row for \(rawValue)")
    }

    /// The type for a number in a file.
    public init?(number: Int) {
        guard let row = ElementType.table.first(where: { $0.number == number }) else { return nil }
        self = row.type
    }

    /// The number that stands for the type in files.
    public var number: Int { row.number }
    /// The size of an element in bits.
    public var bits: Int { row.bits }
    /// What kind of number an element is.
    public var kind: Kind { row.kind }
    /// Whether an element can be negative.
    public var isSigned: Bool { row.signed }
    /// Whether operators compute with the type, beyond moving and converting.
    public var computes: Bool { row.computes }
    /// Whether elements are floating-point numbers.
    public var isFloat: Bool { row.kind == .float }
    /// Whether elements are whole numbers.
    public var isInteger: Bool { row.kind == .integer }

    /// The bytes that a number of elements takes, or nil when that is more than a size can be.
    ///
    /// Elements below a byte are packed; the last byte is filled with zeros.
    public func byteCount(of elements: Int) -> Int? {
        guard elements >= 0 else { return nil }
        let (bits, overflow) = elements.multipliedReportingOverflow(by: row.bits)
        return overflow || bits > Int.max - 7 ? nil : (bits + 7) / 8
    }

    /// The whole numbers that an integer type holds; for `u64` what of its range fits `Int64`.
    public var integerRange: ClosedRange<Int64>? {
        switch kind {
        case .float: nil
        case .bool: 0...1
        case .integer where bits == 64: (isSigned ? Int64.min : 0)...Int64.max
        case .integer:
            isSigned ? (-(1 << (bits - 1)))...((1 << (bits - 1)) - 1) : 0...((1 << bits) - 1)
        }
    }
}
