package import WeftTensors

/// The rule by which inputs are made that a recording gives the shape of alone: a fixed sequence of fractions f.
package enum InputRule: String, Sendable, CaseIterable {
    /// 2f − 1.
    case sym
    /// f.
    case unit
    /// ⌊256 f⌋.
    case byte

    /// The tensor of an input; integers are ⌊100 f⌋, truth values whether f is below ½.
    package func tensor(_ type: ElementType, shape: [Int], place: Int) -> PlainTensor? {
        guard let count = shape.elementCount else { return nil }
        let fractions = (0..<count).map { InputRule.fraction($0, place) }
        switch type.kind {
        case .float:
            let values = fractions.map { fraction in
                switch self {
                case .sym: 2 * fraction - 1
                case .unit: fraction
                case .byte: (256 * fraction).rounded(.down)
                }
            }
            return PlainTensor(rounding: values, type, shape: shape)
        case .integer:
            return PlainTensor(wrapping: fractions.map { Int64((100 * $0).rounded(.down)) }, type, shape: shape)
        case .bool:
            return PlainTensor(wrapping: fractions.map { $0 < 0.5 ? 1 : 0 }, type, shape: shape)
        }
    }

    /// A number in 0..<1 from the place of the element and that of the input, with 24 bits.
    private static func fraction(_ index: Int, _ place: Int) -> Double {
        let mask: UInt64 = 0xFFFF_FFFF
        var u = (UInt64(index) &+ UInt64(place) &* 7919) &* 2_654_435_761 & mask
        u = (u ^ (u >> 15)) &* 2_246_822_519 & mask
        return Double(u >> 8) / 16_777_216
    }
}
