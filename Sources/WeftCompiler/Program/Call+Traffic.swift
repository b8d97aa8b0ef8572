import WeftTensors

extension Call where Size == Int {
    /// The bytes that must at least come from memory or go there: every element that is read or written, once.
    ///
    /// - Parameter constant: the bytes of a constant as it is laid out; nil for any other buffer.
    package func traffic(constant: (BufferID) -> Int?) -> Int {
        if case .gather(let call) = self {
            // No more of the source is read than is written.
            return call.target.distinctBytes * 2 + call.indices.distinctBytes
        }
        // A constant is laid out as its kernel reads it: all of it.
        return places(in: []).reduce(0) { sum, place in
            let bytes = place.key.motions.isEmpty ? constant(place.key.buffer) : nil
            return sum + (bytes ?? place.key.distinctBytes * place.value)
        }
    }

    /// The views that are read or written, each with how many places it is at.
    ///
    /// - Parameter counts: the steps of the loops around the call, from the outermost on.
    private func places(in counts: [Int]) -> [View<Int>: Int] {
        var places: [View<Int>: Int] = [:]
        if case .loop(let loop) = self {
            for step in loop.body {
                places.merge(step.call.places(in: counts + [loop.count])) { first, _ in first }
            }
            return places
        }
        if case .bands(let bands) = self {
            for step in bands.steps { places.merge(step.call.places(in: counts)) { first, _ in first } }
            let between = bands.between
            return places.filter { !between.contains($0.key.buffer) }
        }
        for view in reads + writes {
            places[view] = zip(view.motions, counts).reduce(1) { product, loop in
                switch loop.0 {
                case .still: product
                case .alternating: product * 2
                case .onward: product * loop.1
                }
            }
        }
        return places
    }
}

extension View where Size == Int {
    /// The bytes of its elements, those once that it shows many times.
    fileprivate var distinctBytes: Int {
        zip(shape, strides).reduce(max(elementType.bits / 8, 1)) { $0 * ($1.1 == 0 ? min($1.0, 1) : $1.0) }
    }
}
