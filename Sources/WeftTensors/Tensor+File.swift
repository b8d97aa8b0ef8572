package import WeftDiagnostics
package import WeftFiles

/// Bytes of a file that are a tensor's.
struct FilePlace: Sendable {
    let file: FileContents
    let range: Range<Int>
    /// What has to hold before the bytes are used, where that was not looked at yet.
    let check: (@Sendable () throws(Diagnostic) -> Void)?
    /// The CRC-32C of the bytes, where the file states it.
    var checksum: UInt32?
}

extension Tensor {
    /// Views bytes of a file in place and keeps the file; where they are not aligned for the type they are copied, if
    /// that is asked for: otherwise readers find them at any address.
    ///
    /// - Parameters:
    ///   - offset: where the elements begin, little-endian and in C order.
    ///   - count: how many bytes they are.
    ///   - checksum: the CRC-32C that the file states of the bytes.
    ///   - check: what ``validate()`` asks before the tensor is first used.
    /// - Throws: `tensor-size` when the bytes are not what type and shape need; `unexpected-end` when they are not
    ///   all inside the file.
    package init(
        _ elementType: ElementType, shape: [Int], in file: FileContents, offset: Int, count: Int,
        checksum: UInt32? = nil, aligning: Bool = true, check: (@Sendable () throws(Diagnostic) -> Void)? = nil
    ) throws(Diagnostic) {
        guard let elements = shape.elementCount, let size = elementType.byteCount(of: elements), size == count else {
            throw Diagnostic(
                "tensor-size", "a tensor \(elementType.rawValue)\(shape) does not have \(count) bytes",
                place: "\(file.name): byte \(offset)")
        }
        let (end, overflow) = offset.addingReportingOverflow(count)
        guard offset >= 0, !overflow, end <= file.count else {
            throw Diagnostic(
                "unexpected-end", "\(count) bytes are needed here, and the file has \(file.count) in all",
                place: "\(file.name): byte \(offset)", help: "the file may have been cut short; fetch it again")
        }
        var storage = TensorStorage(FilePlace(file: file, range: offset..<end, check: check, checksum: checksum))
        if aligning, !storage.isAligned(for: elementType) {
            if let check { try check() }
            let bytes = try file.bytes(offset..<end)
            storage = unsafe TensorStorage(byteCount: count) { unsafe $0.copyBytes(from: bytes) }
        }
        self.init(elementType: elementType, shape: shape, storage: storage)
    }

    /// Calls a function with the bytes.
    package func withByteSpan<Result>(
        _ body: (Span<UInt8>) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        // The optimiser of Swift 6.3 needs the pointer in a variable of its own.
        let bytes = unsafe storage.bytes
        defer { withExtendedLifetime(storage) {} }
        return unsafe try body(Span<UInt8>(_unsafeBytes: bytes))
    }

    /// Some positions of the first axis, as a view of the same bytes; nil when they are not within it.
    package func rows(_ range: Range<Int>) -> Tensor? {
        guard let count = shape.first, range.lowerBound >= 0, range.upperBound <= count,
            let row = Array(shape.dropFirst()).elementCount.flatMap({ elementType.byteCount(of: $0) }),
            elementType.bits % 8 == 0
        else { return nil }
        let part = range.lowerBound * row..<range.upperBound * row
        return Tensor(elementType: elementType, shape: [range.count] + shape.dropFirst(), storage: storage.part(part))
    }

    /// Says that the bytes are not needed for now: pages of a mapped file are given back.
    package func release() { storage.release(0..<byteCount) }

    /// Whether the bytes lie in a file and were not copied.
    package var isView: Bool { storage.place != nil }

    /// Looks at what was left for the first use when the file was opened: whoever computes with a tensor asks first.
    ///
    /// - Throws: what the reader of the file finds, such as `record-mismatch`.
    package func validate() throws(Diagnostic) {
        if let check = storage.place?.check { try check() }
    }

    /// The CRC-32C that the file states of the bytes; nil for other tensors. It says what the bytes should be.
    package var statedChecksum: UInt32? { storage.place?.checksum }

    /// The CRC-32C of the bytes. Pages of a mapped file are given back.
    package var checksum: UInt32 {
        var checksum = CRC32C()
        visitPieces { checksum.update($0) }
        return checksum.value
    }

    /// The SHA-256 of the bytes. Pages of a mapped file are given back.
    package var sha256: SHA256.Digest {
        var hash = SHA256()
        visitPieces { hash.update($0) }
        return hash.digest
    }

    /// Appends the bytes to a file. Pages of a mapped file are given back.
    ///
    /// - Throws: `cannot-write`.
    package func write(to writer: AtomicFileWriter) throws(Diagnostic) {
        try visitPieces { piece throws(Diagnostic) in try writer.write(piece) }
    }

    /// Whether another tensor, of whatever type and shape, has the same bytes. Pages of mapped files are given back.
    package func hasSameBytes(as other: Tensor) -> Bool {
        if storage === other.storage { return true }
        guard byteCount == other.byteCount else { return false }
        let total = byteCount
        let left = unsafe storage.bytes
        let right = unsafe other.storage.bytes
        var start = 0
        while start < total {
            let end = min(start + Tensor.pieceSize, total)
            guard unsafe left[start..<end].elementsEqual(right[start..<end]) else { return false }
            storage.release(start..<end)
            other.storage.release(start..<end)
            start = end
        }
        return true
    }

    /// What is looked at before its pages are given back.
    private static let pieceSize = 8 << 20

    private func visitPieces<Failure>(_ body: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
        let total = byteCount
        var start = 0
        while start < total {
            let end = min(start + Tensor.pieceSize, total)
            let piece = unsafe UnsafeRawBufferPointer(rebasing: storage.bytes[start..<end])
            unsafe try body(Span<UInt8>(_unsafeBytes: piece))
            storage.release(start..<end)
            start = end
        }
        withExtendedLifetime(storage) {}
    }
}

extension TensorStorage {
    fileprivate func isAligned(for elementType: ElementType) -> Bool {
        guard let start = unsafe bytes.baseAddress else { return true }
        return UInt(bitPattern: start) % UInt(Swift.max(elementType.bits / 8, 1)) == 0
    }

    /// A part of the bytes, which keeps the whole.
    fileprivate func part(_ range: Range<Int>) -> TensorStorage {
        guard let place else {
            return unsafe TensorStorage(viewing: UnsafeRawBufferPointer(rebasing: bytes[range]), owner: self)
        }
        let start = place.range.lowerBound
        let part = start + range.lowerBound..<start + range.upperBound
        return TensorStorage(FilePlace(file: place.file, range: part, check: place.check))
    }

    /// Gives pages of a mapped file back.
    fileprivate func release(_ range: Range<Int>) {
        guard let place else { return }
        place.file.release(place.range.lowerBound + range.lowerBound..<place.range.lowerBound + range.upperBound)
    }
}
