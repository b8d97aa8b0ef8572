/// A window that moves over an axis of something as a position moves along an axis of what sees it.
///
/// Positions come in cycles, so that a factor of upsampling is exact too: with a period of P and an advance of A, the
/// position `P * m + j` sees `A * m` more than the span of phase j says. Convolutions and pools have a period of 1 and
/// their stride as advance.
package struct FieldWindow: Sendable, Equatable {
    /// The positions from the lowest to the highest that are seen; nil where there is no such end.
    package struct Span: Sendable, Equatable {
        package let low: Int?
        package let high: Int?

        package init(_ low: Int?, _ high: Int?) {
            self.low = low
            self.high = high
        }
    }

    /// The axis of what sees, along which its position moves.
    package let axis: Int
    package let period: Int
    package let advance: Int
    /// What each phase sees; nil where it sees nothing.
    package let spans: [Span?]
    /// Every how many positions of a span are seen: the dilation of an operator. It is kept apart so that what an
    /// upsampling leaves between them does not count.
    private let step: Int

    /// No period is longer, and no offset or advance larger; what would be is not followed. A position of one window that is
    /// looked up in another is below 2³⁸ then, and what it sees there below 2⁶³.
    package static let longestPeriod = 1 << 12
    package static let largest = 1 << 24

    /// A window with a period of its own; nil when it goes beyond what is followed.
    package init?(axis: Int, advance: Int, spans: [Span?], step: Int = 1) {
        let ends = spans.flatMap { [$0?.low ?? 0, $0?.high ?? 0] }
        guard (1...FieldWindow.largest).contains(advance), (1...FieldWindow.largest).contains(step),
            (1...FieldWindow.longestPeriod).contains(spans.count),
            ends.allSatisfy({ $0.magnitude <= UInt(FieldWindow.largest) })
        else { return nil }
        var count = spans.count
        for shorter in 1..<max(spans.count, 2) where spans.count % shorter == 0 {
            if FieldWindow.repeats(spans, advance, every: shorter) {
                count = shorter
                break
            }
        }
        self.axis = axis
        self.period = count
        self.advance = advance / (spans.count / count)
        self.spans = Array(spans[..<count])
        self.step = step
    }

    /// The positions `stride * p + low` to `stride * p + high`, each so many after the one before.
    package init?(axis: Int, stride: Int = 1, _ low: Int?, _ high: Int?, step: Int = 1) {
        self.init(axis: axis, advance: stride, spans: [Span(low, high)], step: step)
    }

    /// The same along an axis of another number.
    func renumbered(_ axis: Int) -> FieldWindow? { FieldWindow(axis: axis, advance: advance, spans: spans, step: step) }

    /// Whether the phases are a shorter cycle again and again.
    private static func repeats(_ spans: [Span?], _ advance: Int, every count: Int) -> Bool {
        let cycles = spans.count / count
        guard advance % cycles == 0 else { return false }
        return spans.indices.dropFirst(count).allSatisfy { spans[$0] == spans[$0 - count]?.moved(by: advance / cycles) }
    }

    /// What a position sees.
    package func span(at position: Int) -> Span? {
        let cycle = position.flooredQuotient(period)
        return spans[position.flooredRemainder(period)]?.moved(by: cycle * advance)
    }

    /// The ends of what every `step`-th position from one to another sees. They are found within a period of either end,
    /// as what a phase sees never moves back.
    private func span(from low: Int?, to high: Int?, step: Int) -> Span? {
        let length = low.flatMap { low in high.map { ($0 - low) / step + 1 } } ?? period
        guard length > 0 else { return nil }
        let count = min(period, length)
        let first = low.map { low in (0..<count).compactMap { span(at: low + $0 * step) } }
        let last = high.map { high in (0..<count).compactMap { span(at: high - $0 * step) } }
        if first?.isEmpty ?? false, last?.isEmpty ?? false { return nil }
        return Span(first?.lowest, last?.highest)
    }

    /// What is seen of what this is a window over by something that sees the middle through another window; nil when
    /// it goes beyond what is followed.
    func seen(through outer: FieldWindow) -> FieldWindow? {
        let common = greatestCommonDivisor(period, outer.advance)
        let cycles = period / common
        let (count, overflow) = outer.period.multipliedReportingOverflow(by: cycles)
        let (advance, tooLarge) = advance.multipliedReportingOverflow(by: outer.advance / common)
        guard !overflow, !tooLarge, count <= FieldWindow.longestPeriod else { return nil }
        let spans = (0..<count).map { index -> Span? in
            guard let middle = outer.span(at: index) else { return nil }
            return span(from: middle.low, to: middle.high, step: outer.step)
        }
        return FieldWindow(axis: outer.axis, advance: advance, spans: spans)
    }

    /// The smallest window that holds both; nil when they move along different axes or at different paces.
    func union(_ other: FieldWindow) -> FieldWindow? {
        if self == other { return self }
        guard axis == other.axis, advance * other.period == other.advance * period else { return nil }
        let cycles = other.period / greatestCommonDivisor(period, other.period)
        guard period * cycles <= FieldWindow.longestPeriod else { return nil }
        let spans = (0..<(period * cycles)).map { index -> Span? in
            guard let first = span(at: index), let second = other.span(at: index) else {
                return span(at: index) ?? other.span(at: index)
            }
            return [first, second].whole
        }
        return FieldWindow(axis: axis, advance: advance * cycles, spans: spans)
    }
}

extension FieldWindow {
    /// How many positions are seen at most; nil when there is no end of them.
    package var size: Int? {
        spans.reduce(0 as Int?) { size, span in
            guard let span, let size else { return size }
            guard let low = span.low, let high = span.high else { return nil }
            return max(size, high - low + 1)
        }
    }

    /// How many positions before its own, `floor(p * advance / period)`, a position sees at most; nil for all.
    package var before: Int? {
        ends { span, own in span.low.map { own - $0 } }
    }

    /// How many positions after its own a position sees at most; nil for all.
    package var after: Int? {
        ends { span, own in span.high.map { $0 - own } }
    }

    private func ends(_ distance: (Span, Int) -> Int?) -> Int? {
        var most: Int?
        for (phase, span) in spans.enumerated() {
            guard let span else { continue }
            guard let found = distance(span, phase * advance / period) else { return nil }
            most = most.map { max($0, found) } ?? found
        }
        return most ?? 0
    }

    /// The stride in the notation of the language: `4`, or `1 / 2` after upsampling.
    package var stride: (numerator: Int, denominator: Int) {
        let common = greatestCommonDivisor(advance, period)
        return (advance / common, period / common)
    }
}

extension FieldWindow.Span {
    fileprivate func moved(by distance: Int) -> Self { Self(low.map { $0 + distance }, high.map { $0 + distance }) }
}

extension [FieldWindow.Span] {
    fileprivate var lowest: Int? {
        reduce(Int.max as Int?) { least, span in least.flatMap { least in span.low.map { Swift.min(least, $0) } } }
    }

    fileprivate var highest: Int? {
        reduce(Int.min as Int?) { most, span in most.flatMap { most in span.high.map { Swift.max(most, $0) } } }
    }

    /// From the lowest to the highest of all.
    fileprivate var whole: FieldWindow.Span { .init(lowest, highest) }
}
