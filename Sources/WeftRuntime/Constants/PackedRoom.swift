import WeftDiagnostics
import WeftFiles
import WeftTensors

/// Memory for all weights that a store lays out, side by side in large pages, which are met once each instead of 512 times.
struct PackedRoom {
    private let memory: PagedMemory
    private var used = 0

    /// - Parameter counts: how many numbers each of the weights has.
    init(_ counts: [Int]) throws(Diagnostic) {
        var bytes = 0
        for count in counts { bytes = PackedRoom.end(of: count, from: bytes) ?? .max }
        memory = try PagedMemory(byteCount: bytes)
    }

    /// The next weight, which `fill` writes all of; nil where there is no room for it.
    @unsafe
    mutating func tensor(
        _ count: Int, fill: (UnsafeMutablePointer<Float>) throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> Tensor? {
        guard let end = PackedRoom.end(of: count, from: used), end <= memory.byteCount else { return nil }
        let start = unsafe memory.start + used
        used = end
        unsafe try fill(start.assumingMemoryBound(to: Float.self))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count * MemoryLayout<Float>.size)
        return unsafe Tensor(.f32, shape: [count], viewing: bytes, owner: memory)
    }

    /// Where so many numbers end, with the next one at the start of a cache line.
    private static func end(of count: Int, from start: Int) -> Int? {
        let (bytes, isLarge) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
        let (end, overflow) = start.addingReportingOverflow(bytes)
        guard count >= 0, !isLarge, !overflow, end <= .max - 63 else { return nil }
        return (end + 63) / 64 * 64
    }
}
