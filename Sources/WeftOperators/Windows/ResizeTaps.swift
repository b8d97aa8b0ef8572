/// Which elements along an axis make up each element of a resized one, and with what weights.
package struct ResizeTaps {
    /// For each element of the result the positions that it is made of, equally many for all.
    package let taps: [[(position: Int, weight: Double)]]

    /// `step` is the distance in the input between neighbours of the result, when a scale says so.
    package init(from input: Int, to size: Int, step: Double?, mode: Op.Resize.Mode, align: Bool) {
        let last = input - 1
        let distance =
            align ? (size > 1 ? Double(last) / Double(size - 1) : 0) : step ?? Double(input) / Double(size)
        taps = (0..<size).map { index in
            if mode == .nearest {
                // Without a scale the division is done in whole numbers, which no rounding disturbs.
                let position = step.map { Int(Double(index) * $0) } ?? index * input / size
                return [(min(position, last), 1)]
            }
            let place = align ? Double(index) * distance : (Double(index) + 0.5) * distance - 0.5
            return mode == .linear ? Self.linear(max(place, 0), last) : Self.cubic(place, last)
        }
    }

    private static func linear(_ place: Double, _ last: Int) -> [(position: Int, weight: Double)] {
        let first = min(Int(place), last)
        let rest = min(max(place - Double(first), 0), 1)
        return [(first, 1 - rest), (min(first + 1, last), rest)]
    }

    /// Keys' cubic convolution with a = -0.75, four taps.
    private static func cubic(_ place: Double, _ last: Int) -> [(position: Int, weight: Double)] {
        let a = -0.75
        let first = place.rounded(.down)
        let t = place - first
        func near(_ x: Double) -> Double { ((a + 2) * x - (a + 3)) * x * x + 1 }
        func far(_ x: Double) -> Double { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
        let weights = [far(t + 1), near(t), near(1 - t), far(2 - t)]
        return weights.enumerated().map { (min(max(Int(first) - 1 + $0.offset, 0), last), $0.element) }
    }

    func applied(to values: [Double], _ split: AxisSplit) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(split.outer * taps.count * split.inner)
        for outer in 0..<split.outer {
            for tap in taps {
                for inner in 0..<split.inner {
                    var sum = 0.0
                    for (position, weight) in tap where weight != 0 {
                        sum += weight * values[(outer * split.size + position) * split.inner + inner]
                    }
                    result.append(sum)
                }
            }
        }
        return result
    }
}
