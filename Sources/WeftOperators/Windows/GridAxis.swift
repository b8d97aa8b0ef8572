/// One spatial axis that a grid names places along.
struct GridAxis {
    private let size: Int
    private let mode: Op.GridSample.Mode
    private let padding: Op.GridSample.Beyond
    private let align: Bool

    init(size: Int, _ sample: Op.GridSample) {
        self.size = size
        mode = sample.mode
        padding = sample.padding
        align = sample.align
    }

    /// The elements, and their weights, that a place along all axes is made of: offsets in a plane.
    static func taps(_ axes: [GridAxis], at place: [Double]) -> [(offset: Int, weight: Double)] {
        var taps = [(offset: 0, weight: 1.0)]
        for (axis, number) in zip(axes, place) {
            let own = axis.taps(at: number)
            taps = taps.flatMap { tap in
                own.map { (tap.offset * axis.size + $0.position, tap.weight * $0.weight) }
            }
        }
        return taps
    }

    private func taps(at number: Double) -> [(position: Int, weight: Double)] {
        let length = Double(size)
        var place = align ? (number + 1) / 2 * (length - 1) : ((number + 1) * length - 1) / 2
        if mode == .nearest { place = place.rounded(.toNearestOrEven) }
        switch padding {
        case .zeros: break
        // Cubics see the edge with elements before it, so that a place beyond it is not the edge itself.
        case .border: place = mode == .cubic ? min(max(place, -2), length + 1) : min(max(place, 0), length - 1)
        case .reflection: place = reflected(place)
        }
        // Far beyond the ends there is nothing; nor is there at a place that is no number.
        guard place > -0x1p40, place < 0x1p40 else { return [] }
        let first = place.rounded(.down)
        return weights(place - first).compactMap { step, weight in
            position(Int(first) + step).map { ($0, weight) }
        }
    }

    /// The weights of the elements around a place, by their distance from the one before it.
    private func weights(_ t: Double) -> [(step: Int, weight: Double)] {
        switch mode {
        case .nearest: [(0, 1)]
        case .linear: [(0, 1 - t), (1, t)]
        case .cubic:
            [(-1, Keys.weight(t + 1)), (0, Keys.weight(t)), (1, Keys.weight(1 - t)), (2, Keys.weight(2 - t))]
        }
    }

    /// The element at a position, which may be beyond the ends.
    private func position(_ position: Int) -> Int? {
        if position >= 0, position < size { return position }
        return switch padding {
        case .zeros: nil
        case .border: min(max(position, 0), size - 1)
        case .reflection: min(max(Int(reflected(Double(position))), 0), size - 1)
        }
    }

    /// A place seen in mirrors at both ends.
    private func reflected(_ place: Double) -> Double {
        let (low, high) = align ? (0, Double(size - 1)) : (-0.5, Double(size) - 0.5)
        guard high > low, place.isFinite else { return 0 }
        let distance = place < low ? low - place : place - high
        if distance <= 0 { return place }
        let turns = (distance / (high - low)).rounded(.down)
        let rest = distance - turns * (high - low)
        let isEven = turns.truncatingRemainder(dividingBy: 2) == 0
        return (place < low) == isEven ? low + rest : high - rest
    }
}
