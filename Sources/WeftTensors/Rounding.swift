extension ElementType {
    /// Rounds reals to values of this floating-point type, to nearest with ties to even.
    package func round(_ values: inout [Double]) {
        switch self {
        case .f64: return
        case .f32:
            for index in values.indices { values[index] = Double(Float(values[index])) }
        case .f8e8m0:
            for index in values.indices {
                values[index] = PowerOfTwoFormat.value(ofBits: PowerOfTwoFormat.bits(of: values[index]))
            }
        default:
            guard let format = smallFloat else { return }
            for index in values.indices { values[index] = format.value(ofBits: format.bits(of: values[index])) }
        }
    }

    /// A real rounded to a value of this floating-point type.
    package func rounded(_ value: Double) -> Double {
        switch self {
        case .f64: value
        case .f32: Double(Float(value))
        case .f8e8m0: PowerOfTwoFormat.value(ofBits: PowerOfTwoFormat.bits(of: value))
        default: smallFloat.map { $0.value(ofBits: $0.bits(of: value)) } ?? value
        }
    }

    /// Wraps integers to this type as two's complement does; a truth value becomes 0 or 1.
    package func wrap(_ values: inout [Int64]) {
        switch self {
        case .i64, .u64: return
        case .bool:
            for index in values.indices where values[index] != 0 { values[index] = 1 }
        default:
            let unused = Int64(64 - bits)
            for index in values.indices {
                let shifted = values[index] << unused
                values[index] =
                    isSigned ? shifted >> unused : Int64(bitPattern: UInt64(bitPattern: shifted) >> UInt64(unused))
            }
        }
    }
}
