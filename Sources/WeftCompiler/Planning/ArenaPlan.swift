import WeftTensors

/// Places for buffers in one piece of memory: buffers that are never in use together may lie in the same place.
///
/// A buffer is in use from the first step that writes it to the last that reads it; what the run is given is in use from
/// the start, what it gives to the end. Steps are gone through in order and a buffer takes the smallest gap that it fits into.
struct ArenaPlan {
    private(set) var offsets: [Int?]
    private(set) var bytes = 0

    /// All places are multiples of this, a cache line and the widest vector.
    private static let alignment = 64

    init(steps: [Step<Int>], buffers: [Buffer<Int>], outputs: [BufferID]) {
        offsets = Array(repeating: nil, count: buffers.count)
        var first = [Int?](repeating: nil, count: buffers.count)
        var last = [Int](repeating: -1, count: buffers.count)
        for (index, step) in steps.enumerated() {
            for view in step.call.reads + step.call.writes {
                let buffer = view.buffer.index
                first[buffer] = first[buffer] ?? index
                last[buffer] = index
            }
        }
        for (index, buffer) in buffers.enumerated() {
            if case .input = buffer.kind { (first[index], last[index]) = (0, max(last[index], 0)) }
        }
        for output in outputs where first[output.index] != nil { last[output.index] = steps.count }
        var starting = [[Int]](repeating: [], count: steps.count + 1)
        var ending = [[Int]](repeating: [], count: steps.count + 1)
        for (index, buffer) in buffers.enumerated() {
            if case .constant = buffer.kind { continue }
            guard let first = first[index] else { continue }
            starting[first].append(index)
            ending[last[index]].append(index)
        }
        var memory = FreeList()
        for step in 0...steps.count {
            for index in starting[step].sorted(by: { buffers[$0].bytes > buffers[$1].bytes }) {
                offsets[index] = memory.take(Self.rounded(buffers[index].bytes))
            }
            for index in ending[step] {
                if let offset = offsets[index] { memory.give(offset, Self.rounded(buffers[index].bytes)) }
            }
        }
        bytes = memory.end
        // What is empty is never written, and may be read at any place.
        for (index, buffer) in buffers.enumerated() where offsets[index] == nil && buffer.bytes == 0 {
            if case .arena = buffer.kind { offsets[index] = 0 }
        }
    }

    private static func rounded(_ bytes: Int) -> Int { (max(bytes, 1) + alignment - 1) / alignment * alignment }
}

extension Buffer<Int> {
    /// The size in bytes.
    package var bytes: Int { elementType.byteCount(of: count) ?? 0 }
}

/// Memory without an end, of which pieces are taken and given back.
private struct FreeList {
    /// Free pieces below the end, in order, never touching one another.
    private var gaps: [Range<Int>] = []
    /// The end of all that was ever taken.
    private(set) var end = 0

    mutating func take(_ bytes: Int) -> Int {
        var best: Int?
        for (index, gap) in gaps.enumerated() where gap.count >= bytes {
            if best.map({ gap.count < gaps[$0].count }) ?? true { best = index }
        }
        if let best {
            let start = gaps[best].lowerBound
            let rest = (start + bytes)..<gaps[best].upperBound
            if rest.isEmpty { gaps.remove(at: best) } else { gaps[best] = rest }
            return start
        }
        // A gap at the end only has to grow.
        if let last = gaps.last, last.upperBound == end {
            gaps.removeLast()
            end = last.lowerBound + bytes
            return last.lowerBound
        }
        end += bytes
        return end - bytes
    }

    mutating func give(_ start: Int, _ bytes: Int) {
        var piece = start..<(start + bytes)
        let index = gaps.firstIndex { $0.lowerBound > start } ?? gaps.count
        gaps.insert(piece, at: index)
        if index + 1 < gaps.count, gaps[index + 1].lowerBound == piece.upperBound {
            piece = piece.lowerBound..<gaps[index + 1].upperBound
            gaps[index] = piece
            gaps.remove(at: index + 1)
        }
        if index > 0, gaps[index - 1].upperBound == piece.lowerBound {
            gaps[index - 1] = gaps[index - 1].lowerBound..<piece.upperBound
            gaps.remove(at: index)
        }
    }
}
