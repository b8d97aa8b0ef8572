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
        var views = Set(reads + writes)
        var sum = 0
        // A constant is laid out as its kernel reads it: all of it.
        for view in views {
            guard let bytes = constant(view.buffer), view.motion == .still else { continue }
            sum += bytes
            views.remove(view)
        }
        guard case .loop(let loop) = self else { return views.reduce(sum) { $0 + $1.distinctBytes } }
        for view in views {
            switch view.motion {
            case .still: sum += view.distinctBytes
            case .alternating: sum += view.distinctBytes * 2
            case .onward: sum += view.distinctBytes * loop.count
            }
        }
        return sum
    }
}

extension View where Size == Int {
    /// The bytes of its elements, those once that it shows many times.
    fileprivate var distinctBytes: Int {
        zip(shape, strides).reduce(max(elementType.bits / 8, 1)) { $0 * ($1.1 == 0 ? min($1.0, 1) : $1.0) }
    }
}
