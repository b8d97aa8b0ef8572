/// Which elements along an axis make up each element of a resized one, and with what weights.
package struct ResizeTaps {
    /// A tap; without a position, what stands for places outside.
    package typealias Tap = (position: Int?, weight: Double)

    package let taps: [[Tap]]

    /// `step` is the distance in the input between neighbours of the result, when a scale says so; the number of the axis
    /// is counted from the first spatial one.
    package init(from input: Int, to size: Int, step: Double?, _ resize: Op.Resize, axis: Int) {
        let scale = step.map { 1 / $0 } ?? Double(size) / Double(input)
        let places = ResizePlaces(from: input, to: size, step: step, resize, axis: axis)
        let last = input - 1
        taps = (0..<size).map { index -> [Tap] in
            if let position = places.exactPosition(index) { return [(min(position, last), 1)] }
            let place = places[index]
            if resize.crop != nil, place < 0 || place > Double(last) { return [(nil, 1)] }
            if resize.mode == .nearest {
                return [(min(max(Self.nearest(place, resize.rounding), 0), last), 1)]
            }
            return Self.interpolated(place, last, resize, scale)
        }
    }

    private static func nearest(_ place: Double, _ rounding: Op.Resize.Rounding) -> Int {
        let rounded =
            switch rounding {
            case .floor: place.rounded(.down)
            case .ceil: place.rounded(.up)
            case .halfDown: (place - 0.5).rounded(.up)
            case .halfUp: (place + 0.5).rounded(.down)
            }
        return Int(rounded)
    }

    /// The taps of a kernel around a place; beyond the ends the edge is repeated, or left out and the rest brought to 1.
    private static func interpolated(_ place: Double, _ last: Int, _ resize: Op.Resize, _ scale: Double) -> [Tap] {
        let width = resize.antialias ? min(scale, 1) : 1
        let reach = Int((resize.mode == .cubic ? 2 : 1) / width + 1)
        let first = Int(place.rounded(.down))
        var found: [(position: Int, weight: Double)] = []
        for position in (first - reach)...(first + reach) {
            let distance = abs(Double(position) - place) * width
            let weight =
                resize.mode == .cubic ? Keys.weight(distance, resize.coefficient) : max(1 - distance, 0)
            if weight != 0 { found.append((position, weight)) }
        }
        if resize.excludeOutside { found.removeAll { $0.position < 0 || $0.position > last } }
        if resize.excludeOutside || resize.antialias {
            let sum = found.reduce(0) { $0 + $1.weight }
            for index in found.indices { found[index].weight /= sum }
        }
        return found.map { (min(max($0.position, 0), last), $0.weight) }
    }

    func applied(to values: [Double], _ split: AxisSplit, outside: Double) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(split.outer * taps.count * split.inner)
        for outer in 0..<split.outer {
            for tap in taps {
                for inner in 0..<split.inner {
                    var sum = 0.0
                    for (position, weight) in tap {
                        guard let position else {
                            sum += weight * outside
                            continue
                        }
                        sum += weight * values[(outer * split.size + position) * split.inner + inner]
                    }
                    result.append(sum)
                }
            }
        }
        return result
    }

    /// What elements at the nearest positions are, unchanged; nil stands for what is outside.
    func picked<Element>(_ values: [Element], _ split: AxisSplit, outside: Element) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(split.outer * taps.count * split.inner)
        for outer in 0..<split.outer {
            for tap in taps {
                guard let position = tap.first?.position else {
                    result.append(contentsOf: repeatElement(outside, count: split.inner))
                    continue
                }
                let start = (outer * split.size + position) * split.inner
                result.append(contentsOf: values[start..<(start + split.inner)])
            }
        }
        return result
    }
}
