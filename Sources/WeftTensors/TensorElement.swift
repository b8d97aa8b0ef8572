/// A Swift type whose values lie in a tensor as they are: `Float`, `Double`, and the integers of 8 to 64 bits.
public protocol TensorElement: BitwiseCopyable, Sendable {
    /// The element type of the tensors that hold such values.
    static var elementType: ElementType { get }
}

extension TensorElement where Self: FixedWidthInteger {
    /// The integers of the same width and sign.
    public static var elementType: ElementType {
        switch (isSigned, bitWidth) {
        case (true, 8): .i8
        case (true, 16): .i16
        case (true, 32): .i32
        case (true, _): .i64
        case (false, 8): .u8
        case (false, 16): .u16
        case (false, 32): .u32
        case (false, _): .u64
        }
    }
}

extension Int8: TensorElement {}
extension Int16: TensorElement {}
extension Int32: TensorElement {}
extension Int64: TensorElement {}
extension UInt8: TensorElement {}
extension UInt16: TensorElement {}
extension UInt32: TensorElement {}
extension UInt64: TensorElement {}

extension Float: TensorElement {
    /// `f32`.
    public static var elementType: ElementType { .f32 }
}

extension Double: TensorElement {
    /// `f64`.
    public static var elementType: ElementType { .f64 }
}

extension Tensor {
    /// A copy of the elements in C order; nil when the tensor holds another type: nothing is converted.
    public func elements<Element: TensorElement>(as type: Element.Type = Element.self) -> [Element]? {
        guard elementType == Element.elementType else { return nil }
        return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: storage.bytes)
            initialized = count
        }
    }
}
