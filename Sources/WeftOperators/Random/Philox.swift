/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): four random words for each
/// counter and key, each block computed by itself.
package struct Philox {
    package static let rounds = 10
    /// What the first and the third word are multiplied by in each round.
    package static let multipliers: [UInt32] = [0xD251_1F53, 0xCD9E_8D57]
    /// What the key's words grow by from round to round.
    package static let steps: [UInt32] = [0x9E37_79B9, 0xBB67_AE85]

    private let key: SIMD2<UInt32>

    /// The key's low word first.
    package init(key: UInt64) {
        self.key = SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    }

    /// The four words of a counter of 128 bits, whose words are given lowest first.
    package func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
        var words = counter
        var key = self.key
        let (multiplier, other) = (UInt64(Philox.multipliers[0]), UInt64(Philox.multipliers[1]))
        let step = SIMD2(Philox.steps[0], Philox.steps[1])
        for _ in 0..<Philox.rounds {
            let first = UInt64(words[0]) &* multiplier
            let second = UInt64(words[2]) &* other
            words = SIMD4(
                UInt32(truncatingIfNeeded: second >> 32) ^ words[1] ^ key[0], UInt32(truncatingIfNeeded: second),
                UInt32(truncatingIfNeeded: first >> 32) ^ words[3] ^ key[1], UInt32(truncatingIfNeeded: first))
            key = key &+ step
        }
        return words
    }

    /// The words of block `index` of a stream: the counter is `index` in its low half and `stream` in its high half.
    func block(_ index: UInt64, stream: UInt64) -> SIMD4<UInt32> {
        block(
            SIMD4(
                UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
                UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)))
    }
}
