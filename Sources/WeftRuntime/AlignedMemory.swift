import CWeftKernels

/// Memory of its own, aligned to a cache line and the widest vector; a class because it is freed once.
///
/// What is large lies in large pages, where the system has them: with small ones a second cache of 2 MiB held hardly more
/// than 1 MiB of an arena, as pages fall where they fall (reading 1.5 MiB over and over: 49 GB/s against 94).
@safe
final class AlignedMemory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let byteCount: Int

    static let alignment = 64
    /// From how many bytes on memory is rounded up to large pages.
    private static let large = 1 << 20

    /// Zeroed memory.
    init(byteCount: Int) {
        self.byteCount = byteCount
        let page = Int(WEFT_LARGE_PAGE)
        let isLarge = byteCount >= Self.large && byteCount < .max - page
        let bytes = isLarge ? (byteCount + page - 1) / page * page : max(byteCount, 1)
        unsafe start = .allocate(byteCount: bytes, alignment: isLarge ? page : Self.alignment)
        if isLarge { unsafe weft_prefer_large_pages(start, bytes) }
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    }

    deinit { unsafe start.deallocate() }
}
