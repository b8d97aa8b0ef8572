import CWeftSystem
package import WeftDiagnostics

/// Zeroed memory of whole pages, large ones where the system has them; a class because it is freed once.
///
/// Nothing is touched before it is used: the system clears a page at its first use.
@safe
package final class PagedMemory: @unchecked Sendable {
    package let start: UnsafeMutableRawPointer
    package let byteCount: Int

    /// - Throws: `no-memory`.
    package init(byteCount: Int) throws(Diagnostic) {
        guard let memory = unsafe weft_memory_map(max(byteCount, 1)) else {
            throw Diagnostic(
                "no-memory", "there is no memory for \(byteCount) bytes",
                help: "run with smaller sizes, or where there is more memory")
        }
        unsafe start = memory
        self.byteCount = byteCount
    }

    /// Gives memory back to the system that was freed: what pieces of large tensors took, which would stay with the process.
    package static func trim() { weft_memory_trim() }

    deinit { unsafe weft_memory_unmap(start, max(byteCount, 1)) }
}
