import WeftGraph

/// What an element of a resized axis sees of the axis: a cycle of as many phases as the scale's fraction says.
///
/// Where sizes are free the scale is that of the sizes for which every division on the way comes out even.
struct ResizeField {
    /// Neighbours of the result lie `advance / period` apart in the input.
    private let advance: Int
    private let period: Int
    private let mode: Op.Resize.Mode
    private let align: Bool

    init(from input: Dimension, to size: Dimension, scale: (Int, Int)?, mode: Op.Resize.Mode, align: Bool) {
        self.mode = mode
        self.align = align
        let ratio: (Int, Int)?
        if align {
            ratio = input.value.flatMap { input in size.value.map { (input - 1, $0 - 1) } }
        } else {
            ratio = scale.map { ($0.1, $0.0) } ?? Self.evenRatio(input, size)
        }
        let common = ratio.map { greatestCommonDivisor($0.0, $0.1) } ?? 0
        (advance, period) = ratio.map { common > 0 ? ($0.0 / common, $0.1 / common) : (0, 0) } ?? (0, 0)
    }

    /// The ratio of two sizes, numbers or formulas that are multiples of one another when no division leaves a rest.
    private static func evenRatio(_ input: Dimension, _ size: Dimension) -> (Int, Int)? {
        if let input = input.value, let size = size.value { return (input, size) }
        let divisors = input.divisors + size.divisors
        guard
            let multiple = divisors.reduce(
                1 as Int?,
                { product, divisor in
                    product.flatMap { product in
                        let common = greatestCommonDivisor(product, divisor)
                        let (next, overflow) = (product / common).multipliedReportingOverflow(by: divisor)
                        return overflow ? nil : next
                    }
                })
        else { return nil }
        let even = Dictionary(
            input.symbols.union(size.symbols).map { ($0, Dimension($0) * Dimension(multiple)) },
            uniquingKeysWith: { first, _ in first })
        let (first, second) = (input.substituting(even), size.substituting(even))
        guard let factor = first.terms.first?.coefficient, let other = second.terms.first?.coefficient,
            factor > 0, other > 0, first * Dimension(other) == second * Dimension(factor)
        else { return nil }
        return (factor, other)
    }

    func field(along axis: Int) -> AxisField {
        guard (1...FieldWindow.largest).contains(advance), period > 0, period <= FieldWindow.longestPeriod else {
            return .whole
        }
        let spans = (0..<period).map { span($0) }
        return FieldWindow(axis: axis, advance: advance, spans: spans).map { .window($0) } ?? .whole
    }

    /// What the phase sees: around `(j + 1/2) * advance / period - 1/2`, or `j * advance / period` when ends are aligned.
    private func span(_ phase: Int) -> FieldWindow.Span {
        if mode == .nearest { return .init(phase * advance / period, phase * advance / period) }
        let place = align ? 2 * phase * advance : (2 * phase + 1) * advance - period
        let first = place >= 0 ? place / (2 * period) : -((2 * period - 1 - place) / (2 * period))
        // A place on a position has no weight for its neighbours.
        if place == first * 2 * period { return .init(first, first) }
        return mode == .linear ? .init(first, first + 1) : .init(first - 1, first + 2)
    }
}

extension Dimension {
    /// The constants that something in it is divided by.
    fileprivate var divisors: [Int] {
        terms.flatMap(\.factors).flatMap { factor -> [Int] in
            switch factor {
            case .floorDivision(let a, let b): [b.value ?? 1] + a.divisors + b.divisors
            case .minimum(let a, let b), .maximum(let a, let b): a.divisors + b.divisors
            case .symbol, .overflow: []
            }
        }
    }
}
