/// A tensor: an element type, a shape and dense bytes in C order, little-endian. Owned, or a view into a mapped file.
public struct Tensor: Sendable {
    /// The type of the elements.
    public let elementType: ElementType
    /// The size along each axis; empty for a scalar.
    public let shape: [Int]
    let storage: TensorStorage

    init(elementType: ElementType, shape: [Int], storage: TensorStorage) {
        self.elementType = elementType
        self.shape = shape
        self.storage = storage
    }

    /// Copies bytes into a tensor; nil when their number does not fit the type and the shape.
    public init?(_ elementType: ElementType, shape: [Int], bytes: [UInt8]) {
        guard let count = shape.elementCount, elementType.byteCount(of: count) == bytes.count else { return nil }
        let storage = unsafe TensorStorage(byteCount: bytes.count) { unsafe $0.copyBytes(from: bytes) }
        self.init(elementType: elementType, shape: shape, storage: storage)
    }

    /// Views bytes that stay valid and unchanged as long as `owner` lives; nil when their number does not fit.
    @unsafe
    package init?(
        _ elementType: ElementType, shape: [Int], viewing bytes: UnsafeRawBufferPointer, owner: AnyObject
    ) {
        guard let count = shape.elementCount, elementType.byteCount(of: count) == bytes.count else { return nil }
        self.init(
            elementType: elementType, shape: shape, storage: unsafe TensorStorage(viewing: bytes, owner: owner))
    }

    /// Makes a tensor by filling zeroed memory; the closure gets all of its bytes.
    package init?(_ elementType: ElementType, shape: [Int], fill: (inout MutableRawSpan) -> Void) {
        guard let count = shape.elementCount, let size = elementType.byteCount(of: count) else { return nil }
        let storage = unsafe TensorStorage(byteCount: size) { buffer in
            unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
            var span = unsafe MutableRawSpan(_unsafeBytes: buffer)
            fill(&span)
        }
        self.init(elementType: elementType, shape: shape, storage: storage)
    }

    /// Makes a tensor of memory that is not cleared; the closure gets all of its bytes and writes every one.
    @unsafe
    package init?(
        _ elementType: ElementType, shape: [Int], writing fill: (UnsafeMutableRawBufferPointer) -> Void
    ) {
        guard let count = shape.elementCount, let size = elementType.byteCount(of: count) else { return nil }
        self.init(
            elementType: elementType, shape: shape, storage: unsafe TensorStorage(byteCount: size, fill: fill))
    }

    /// The number of elements.
    public var count: Int { shape.elementCount ?? 0 }

    /// The number of bytes.
    public var byteCount: Int { unsafe storage.bytes.count }

    /// Calls a closure with the bytes, in C order and little-endian. They may lie at any address: an element is read by
    /// `unsafeLoadUnaligned`.
    public func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The compiler's optimiser fails on a span over a property of a borrowed class, so the pointer is copied out.
        let bytes = unsafe storage.bytes
        defer { withExtendedLifetime(storage) {} }
        return try body(unsafe RawSpan(_unsafeBytes: bytes))
    }

    /// The bytes themselves, valid as long as the tensor lives.
    @unsafe
    package var unsafeBytes: UnsafeRawBufferPointer { unsafe storage.bytes }

    /// A copy of the bytes.
    public var bytes: [UInt8] { unsafe Array(storage.bytes) }

    /// The same bytes under another shape; nil when the number of elements differs.
    package func reshaped(_ shape: [Int]) -> Tensor? {
        shape.elementCount == count ? Tensor(elementType: elementType, shape: shape, storage: storage) : nil
    }
}

extension Tensor: Equatable {
    /// Whether type, shape and all bytes are the same; a NaN equals itself.
    public static func == (left: Tensor, right: Tensor) -> Bool {
        guard left.elementType == right.elementType, left.shape == right.shape else { return false }
        return unsafe left.storage === right.storage || left.storage.bytes.elementsEqual(right.storage.bytes)
    }
}

extension Tensor {
    /// Makes a tensor of numbers; nil when their number does not fit the shape.
    public init?(_ elements: [Float], shape: [Int]) {
        self.init(.f32, shape: shape, copying: elements)
    }

    /// Makes a tensor of 32-bit integers; nil when their number does not fit the shape.
    public init?(_ elements: [Int32], shape: [Int]) {
        self.init(.i32, shape: shape, copying: elements)
    }

    /// Makes a tensor of 64-bit integers; nil when their number does not fit the shape.
    public init?(_ elements: [Int64], shape: [Int]) {
        self.init(.i64, shape: shape, copying: elements)
    }

    private init?<Element: BitwiseCopyable>(_ type: ElementType, shape: [Int], copying elements: [Element]) {
        guard shape.elementCount == elements.count else { return nil }
        let storage = unsafe TensorStorage(byteCount: elements.count * MemoryLayout<Element>.stride) { buffer in
            unsafe elements.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        }
        self.init(elementType: type, shape: shape, storage: storage)
    }
}
