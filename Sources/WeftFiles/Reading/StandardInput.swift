package import WeftDiagnostics

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

extension FileContents {
    /// Reads standard input to its end.
    ///
    /// - Throws: `file-unreadable`, and `stream-too-large` beyond the limit.
    package static func readStandardInput(limit: Int = defaultStreamLimit) throws(Diagnostic) -> FileContents {
        try readStream(0, name: "standard input", limit: limit)
    }

    /// Reads an open stream to its end, in pieces, so that memory follows what really comes.
    package static func readStream(_ descriptor: Int32, name: String, limit: Int) throws(Diagnostic) -> FileContents {
        var capacity = 1 << 16
        var memory = unsafe malloc(capacity)
        var count = 0
        while true {
            if count == capacity {
                capacity *= 2
                guard let larger = unsafe realloc(memory, capacity) else {
                    unsafe free(memory)
                    throw Diagnostic("file-unreadable", "there is no memory for more than \(count) bytes", place: name)
                }
                unsafe memory = larger
            }
            guard let base = unsafe memory else {
                throw Diagnostic("file-unreadable", "there is no memory for \(capacity) bytes", place: name)
            }
            let received = retryingInterrupted { unsafe read(descriptor, base + count, capacity - count) }
            if received == 0 { break }
            guard received > 0 else {
                let failure = SystemFailure()
                if failure.number == EAGAIN, waitForInput(descriptor) { continue }
                unsafe free(base)
                throw Diagnostic(
                    "file-unreadable", "the stream cannot be read: \(failure.reason)", place: "\(name): byte \(count)")
            }
            count += received
            guard count <= limit else {
                unsafe free(base)
                throw Diagnostic(
                    "stream-too-large", "a stream has at most \(limit) bytes", place: name,
                    help: "save it as a file and give its path")
            }
        }
        return unsafe FileContents(
            name: name, identity: nil, base: memory, count: count, storage: .allocated)
    }

    /// Waits until a stream that was opened without waiting has something to read.
    private static func waitForInput(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return retryingInterrupted { unsafe poll(&request, 1, -1) } > 0
    }
}
