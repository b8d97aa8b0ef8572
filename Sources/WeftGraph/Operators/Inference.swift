package import WeftDiagnostics

/// What an operator's type rule sees and says: the operands' facts, proofs, and the conditions that it leaves open.
package struct Inference {
    /// The operands; an absent optional one is nil.
    package let operands: [Fact?]
    /// What is known of the symbols.
    package let assumptions: Assumptions
    /// What could neither be proved nor refuted, to be checked when sizes are bound.
    package private(set) var conditions: [Condition] = []
    private var nextDataSymbol: Int

    package init(_ operands: [Fact?], assumptions: Assumptions = Assumptions(), nextDataSymbol: Int = 0) {
        self.operands = operands
        self.assumptions = assumptions
        self.nextDataSymbol = nextDataSymbol
    }

    /// An operand that must be there.
    package func operand(_ index: Int) throws(Diagnostic) -> Fact {
        guard index < operands.count, let fact = operands[index] else {
            throw Diagnostic("missing-operand", "operand \(index) is missing")
        }
        return fact
    }

    /// An operand that may be absent.
    package func optional(_ index: Int) -> Fact? {
        index < operands.count ? operands[index] : nil
    }

    /// Needs two sizes to be equal: proved, or made a condition, or refused with the diagnostic.
    package mutating func require(
        _ left: Dimension, equals right: Dimension, _ reason: @autoclosure () -> String, otherwise: () -> Diagnostic
    ) throws(Diagnostic) {
        switch assumptions.equal(left, right) {
        case .proved: return
        case .refuted: throw otherwise()
        case .undecided: conditions.append(Condition(left, .equal, right, reason: reason()))
        }
    }

    /// Needs a size to be at least another.
    package mutating func require(
        _ left: Dimension, atLeast right: Dimension, _ reason: @autoclosure () -> String, otherwise: () -> Diagnostic
    ) throws(Diagnostic) {
        switch assumptions.atLeast(left, right) {
        case .proved: return
        case .refuted: throw otherwise()
        case .undecided: conditions.append(Condition(left, .atLeast, right, reason: reason()))
        }
    }

    /// The size after dividing exactly by another, which must be at least 1 and go into it without rest.
    package mutating func exactQuotient(
        _ size: Dimension, by divisor: Dimension, _ reason: @autoclosure () -> String, otherwise: () -> Diagnostic
    ) throws(Diagnostic) -> Dimension {
        let quotient = size.floorDivided(by: divisor)
        if quotient.isOverflow { throw otherwise() }
        try require(quotient * divisor, equals: size, reason(), otherwise: otherwise)
        return quotient
    }

    /// What another operator infers of some operands, with all that it leaves open.
    package mutating func results(
        of operation: some Operator, _ operands: [Fact?]
    ) throws(Diagnostic) -> [Fact] {
        var inner = Inference(operands, assumptions: assumptions, nextDataSymbol: nextDataSymbol)
        let results = try operation.infer(&inner)
        conditions += inner.conditions
        nextDataSymbol = inner.nextDataSymbol
        return results
    }

    /// A size that becomes known only while the operator runs, with what it is never above.
    package mutating func dataSize(atMost bound: Dimension) -> Dimension {
        let size = dataSize()
        conditions.append(Condition(bound, .atLeast, size, reason: "a size found while running"))
        return size
    }

    /// A size that becomes known only while the operator runs, of which nothing is known before.
    package mutating func dataSize() -> Dimension {
        let symbol = Symbol("k\(nextDataSymbol)", .data)
        nextDataSymbol += 1
        return Dimension(symbol)
    }

    /// The number of data sizes made so far.
    package var dataSymbolCount: Int { nextDataSymbol }
}
