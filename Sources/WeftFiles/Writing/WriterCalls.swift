import CWeftSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The system calls of a writer that can fail, so that tests can make each of them fail.
@safe package struct WriterCalls: Sendable {
    package var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int
    package var synchronise: @Sendable (Int32) -> Int32
    package var rename: @Sendable (Int32, String, String) -> Int32

    /// Makes a set of calls that behave as the system's: they give -1 with `errno` where they fail.
    package init(
        write: @escaping @Sendable (Int32, UnsafeRawBufferPointer) -> Int,
        synchronise: @escaping @Sendable (Int32) -> Int32,
        rename: @escaping @Sendable (Int32, String, String) -> Int32
    ) {
        unsafe self.write = unsafe write
        self.synchronise = synchronise
        self.rename = rename
    }

    /// The real ones.
    package static let system = unsafe WriterCalls(
        write: { descriptor, bytes in
            #if canImport(Darwin)
            unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
            #else
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            #endif
        },
        synchronise: { weft_synchronise($0) },
        rename: { directory, from, to in unsafe renameat(directory, from, directory, to) })

    /// Writes all bytes, however many calls that takes; says what went wrong if something did.
    func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> SystemFailure? {
        var offset = 0
        while offset < bytes.count {
            // Linux writes at most 2 GiB - 4 KiB at once, Apple's systems refuse more than 2 GiB - 1.
            let end = min(bytes.count, offset + (1 << 30))
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
            let written = retryingInterrupted { unsafe write(descriptor, piece) }
            guard written > 0 else { return written == 0 ? SystemFailure(number: EIO) : SystemFailure() }
            offset += written
        }
        return nil
    }
}
