/// Memory of its own, aligned to a cache line and the widest vector; a class because it is freed once.
@safe
final class AlignedMemory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let byteCount: Int

    static let alignment = 64

    /// Zeroed memory.
    init(byteCount: Int) {
        self.byteCount = byteCount
        unsafe start = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: Self.alignment)
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 1))
    }

    deinit { unsafe start.deallocate() }
}
