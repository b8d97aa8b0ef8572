package import WeftDiagnostics

/// Calls of which each makes what the next one alone reads, row by row of a picture: so they can take turns, some rows by the
/// first and then what the others make of them, while these lie in a cache.
package struct BandsCall<Size: Sendable & Hashable>: Sendable {
    /// The calls for whole tensors.
    package var steps: [Step<Size>]
    package var limits: BandLimits
    /// How a plan cuts them; nil in a program, which does not know its sizes.
    package var cut: BandCut?

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> BandsCall<Other> {
        BandsCall<Other>(
            steps: try steps.map { step throws(Diagnostic) in try step.map(transform) }, limits: limits, cut: cut)
    }
}

/// What decides on bands, besides shapes.
package struct BandLimits: Sendable {
    /// The bytes that stay in the cache while bands pass. Most second caches have 1 MiB and more.
    package var bytes: Int
    /// Fewer pixels at a time do not pay for a call.
    package var pixels: Int

    package init(bytes: Int = 640 << 10, pixels: Int = 96) {
        self.bytes = bytes
        self.pixels = pixels
    }
}

/// What a plan makes of calls that can take turns.
package enum BandCut: Sendable {
    /// They run one after another, each once, and why.
    case whole(because: String)
    /// What runs in their place for each image, and in how many bands of at most so many rows of the picture.
    case bands(LoopCall<Int>, count: Int, rows: Int)

    /// For people.
    package var text: String {
        switch self {
        case .whole(let reason): "one after another, as \(reason)"
        case .bands(let loop, let count, let rows):
            "in turns, \(count) bands of \(rows) rows" + (loop.count > 1 ? " for each of \(loop.count) images" : "")
        }
    }
}

extension BandsCall<Int> {
    /// What is run.
    package var turns: LoopCall<Int> {
        if case .bands(let loop, _, _) = cut { loop } else { LoopCall(count: 1, body: steps) }
    }

    /// The buffers that one of the calls writes and another reads.
    var between: Set<BufferID> {
        let written = steps.dropLast().flatMap { $0.call.writes.map(\.buffer) }
        return Set(written)
    }
}

extension Call<Int> {
    /// Of calls that can take turns, how a plan cuts them.
    package var cut: BandCut? { if case .bands(let bands) = self { bands.cut } else { nil } }
}
