/// The random numbers of one parameter: the same for the same seed and full name, on every machine.
///
/// The key is SplitMix64's finisher (Steele et al. 2014) of FNV-1a's 64-bit hash of the name's UTF-8 bytes xor that of the
/// seed plus 0x9E3779B97F4A7C15. Block `b` is Philox4x32-10 of that key, with `b` in the low and 0 in the high half of
/// the counter; its words 0 and 1, then 2 and 3 (the first of two in the low half) are two numbers of 64 bits, whose top
/// 53 bits over 2⁵³ are evenly spread from 0 to before 1.
struct NumberStream {
    private let generator: Philox

    init(seed: UInt64, name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        generator = Philox(key: Self.mixed(hash ^ Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)))
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Two numbers from 0 to before 1.
    private func pair(_ block: Int) -> (Double, Double) {
        let words = generator.block(UInt64(block), stream: 0)
        func unit(_ low: UInt32, _ high: UInt32) -> Double {
            Double((UInt64(high) << 32 | UInt64(low)) >> 11) * 0x1p-53
        }
        return (unit(words[0], words[1]), unit(words[2], words[3]))
    }

    /// Numbers evenly from 0 to before 1, two from each block.
    func uniform(_ count: Int) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(count + 1)
        for block in 0..<((count + 1) / 2) {
            let (first, second) = pair(block)
            result.append(first)
            result.append(second)
        }
        result.removeLast(result.count - count)
        return result
    }

    /// Numbers of the standard normal distribution, two from each block (Box and Muller 1958): the radius from
    /// 1 - the first, the angle from the second, the cosine before the sine.
    func normal(_ count: Int) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(count + 1)
        for block in 0..<((count + 1) / 2) {
            let (first, second) = pair(block)
            let radius = (-2 * Maths.log(1 - first)).squareRoot()
            let angle = 2 * Double.pi * second
            result.append(radius * Maths.cos(angle))
            result.append(radius * Maths.sin(angle))
        }
        result.removeLast(result.count - count)
        return result
    }
}
