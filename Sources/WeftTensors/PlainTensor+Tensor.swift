extension PlainTensor {
    /// Unpacks a tensor.
    package init(_ tensor: Tensor) {
        let type = tensor.elementType
        let count = tensor.count
        let elements: Elements = tensor.withBytes { bytes in
            switch type {
            case .f32: .reals(bytes.map(count, Float.self) { Double($0) })
            case .f64: .reals(bytes.map(count, Double.self) { $0 })
            case .f16: .reals(bytes.map(count, UInt16.self) { SmallFloat.f16.value(ofBits: Int($0)) })
            case .bf16: .reals(bytes.map(count, UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) })
            case .f8e4m3: .reals(bytes.map(count, UInt8.self) { SmallFloat.f8e4m3.value(ofBits: Int($0)) })
            case .f8e5m2: .reals(bytes.map(count, UInt8.self) { SmallFloat.f8e5m2.value(ofBits: Int($0)) })
            case .f8e4m3fnuz: .reals(bytes.map(count, UInt8.self) { SmallFloat.f8e4m3fnuz.value(ofBits: Int($0)) })
            case .f8e5m2fnuz: .reals(bytes.map(count, UInt8.self) { SmallFloat.f8e5m2fnuz.value(ofBits: Int($0)) })
            case .f8e8m0: .reals(bytes.map(count, UInt8.self) { PowerOfTwoFormat.value(ofBits: Int($0)) })
            case .f4e2m1: .reals(bytes.packed(count, bits: 4).map { SmallFloat.f4e2m1.value(ofBits: $0) })
            case .i8: .integers(bytes.map(count, Int8.self) { Int64($0) })
            case .u8: .integers(bytes.map(count, UInt8.self) { Int64($0) })
            case .bool: .integers(bytes.map(count, UInt8.self) { $0 == 0 ? 0 : 1 })
            case .i16: .integers(bytes.map(count, Int16.self) { Int64($0) })
            case .u16: .integers(bytes.map(count, UInt16.self) { Int64($0) })
            case .i32: .integers(bytes.map(count, Int32.self) { Int64($0) })
            case .u32: .integers(bytes.map(count, UInt32.self) { Int64($0) })
            case .i64: .integers(bytes.map(count, Int64.self) { $0 })
            case .u64: .integers(bytes.map(count, UInt64.self) { Int64(bitPattern: $0) })
            case .i4, .i2:
                .integers(
                    bytes.packed(count, bits: type.bits).map {
                        Int64($0 >> (type.bits - 1) == 1 ? $0 - (1 << type.bits) : $0)
                    })
            case .u4, .u2: .integers(bytes.packed(count, bits: type.bits).map { Int64($0) })
            }
        }
        self.init(unchecked: elements, type, shape: tensor.shape)
    }

    /// Packs the elements into a tensor.
    package var tensor: Tensor {
        let packed: Tensor? =
            switch elements {
            case .reals(let values): Tensor(elementType, shape: shape) { elementType.pack(values, into: &$0) }
            case .integers(let values): Tensor(elementType, shape: shape) { elementType.pack(values, into: &$0) }
            }
        guard let packed else { preconditionFailure("a plain tensor's elements do not fit its shape") }
        return packed
    }
}

extension ElementType {
    fileprivate func pack(_ values: [Double], into bytes: inout MutableRawSpan) {
        switch self {
        case .f32: bytes.store(values) { Float($0) }
        case .f64: bytes.store(values) { $0 }
        case .f16: bytes.store(values) { UInt16(SmallFloat.f16.bits(of: $0)) }
        case .bf16: bytes.store(values) { UInt16(SmallFloat.bf16.bits(of: $0)) }
        case .f4e2m1: bytes.storePacked(values, bits: 4) { SmallFloat.f4e2m1.bits(of: $0) }
        case .f8e8m0: bytes.store(values) { UInt8(PowerOfTwoFormat.bits(of: $0)) }
        default:
            guard let format = smallFloat else { return }
            bytes.store(values) { UInt8(format.bits(of: $0)) }
        }
    }

    fileprivate func pack(_ values: [Int64], into bytes: inout MutableRawSpan) {
        switch bits {
        case 2, 4: bytes.storePacked(values, bits: bits) { Int(truncatingIfNeeded: $0) & ((1 << bits) - 1) }
        case 8: bytes.store(values) { UInt8(truncatingIfNeeded: $0) }
        case 16: bytes.store(values) { UInt16(truncatingIfNeeded: $0) }
        case 32: bytes.store(values) { UInt32(truncatingIfNeeded: $0) }
        default: bytes.store(values) { $0 }
        }
    }
}

extension RawSpan {
    /// Loads elements at any alignment.
    fileprivate func map<Stored: BitwiseCopyable, Element>(
        _ count: Int, _ type: Stored.Type, _ transform: (Stored) -> Element
    ) -> [Element] {
        precondition(byteCount == count * MemoryLayout<Stored>.size)
        return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count {
                let value = unsafe unsafeLoadUnaligned(
                    fromUncheckedByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
                unsafe buffer.initializeElement(at: index, to: transform(value))
            }
            initialized = count
        }
    }

    /// The elements of so many bits, a divisor of eight, low bits first.
    fileprivate func packed(_ count: Int, bits: Int) -> [Int] {
        let perByte = 8 / bits
        return (0..<count).map { index in
            let byte = unsafe unsafeLoad(fromByteOffset: index / perByte, as: UInt8.self)
            return Int(byte) >> (index % perByte * bits) & ((1 << bits) - 1)
        }
    }
}

extension MutableRawSpan {
    fileprivate mutating func store<Element, Stored: BitwiseCopyable>(
        _ values: [Element], _ transform: (Element) -> Stored
    ) {
        precondition(byteCount == values.count * MemoryLayout<Stored>.size)
        unsafe withUnsafeMutableBytes { buffer in
            for index in values.indices {
                unsafe buffer.storeBytes(
                    of: transform(values[index]), toByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
            }
        }
    }

    fileprivate mutating func storePacked<Element>(_ values: [Element], bits: Int, _ pattern: (Element) -> Int) {
        let perByte = 8 / bits
        precondition(byteCount == (values.count + perByte - 1) / perByte)
        unsafe withUnsafeMutableBytes { buffer in
            for index in values.indices {
                unsafe buffer[index / perByte] |= UInt8(pattern(values[index])) << (index % perByte * bits)
            }
        }
    }
}
