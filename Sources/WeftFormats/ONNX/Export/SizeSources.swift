import WeftGraph

/// Values of a graph whose axes show the sizes of symbols at run time.
struct SizeSources {
    /// An axis of a value: its size is `coefficient * symbol + constant`.
    struct Source {
        let value: String
        let axis: Int
        let coefficient: Int
        let constant: Int
    }

    private var sources: [Symbol: Source] = [:]

    /// Names of size tensors that were made already.
    var made: [Dimension: String] = [:]

    /// Looks at a value's sizes.
    mutating func add(_ value: String, _ shape: [Dimension]) {
        for (axis, size) in shape.enumerated() {
            guard size.terms.count == 1, size.terms[0].factors.count == 1,
                case .symbol(let symbol) = size.terms[0].factors[0]
            else { continue }
            let source = Source(
                value: value, axis: axis, coefficient: size.terms[0].coefficient, constant: size.constant)
            // The plain size is the simplest to read.
            if let known = sources[symbol], known.coefficient == 1 && known.constant == 0 || source.coefficient != 1 {
                continue
            }
            sources[symbol] = source
        }
    }

    subscript(symbol: Symbol) -> Source? { sources[symbol] }
}
