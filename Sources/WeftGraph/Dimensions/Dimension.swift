/// A size as an exact expression over symbols: a sum of products of symbols, floor divisions, minima and maxima.
///
/// The form is canonical as far as it goes: equal sums compare equal, quotients are reduced, and nested divisions are
/// joined, so that `floor((H + 2 - 3) / 2) + 1` is `ceil(H / 2)`. Arithmetic that overflows `Int`, or an expression
/// that outgrows `Dimension.largestComplexity`, gives a dimension that says so (`isOverflow`) instead of trapping.
public struct Dimension: Hashable, Sendable {
    /// What a product is made of.
    package indirect enum Factor: Hashable, Sendable {
        case symbol(Symbol)
        /// The quotient rounded towards −∞; the divisor is not a constant below 2.
        case floorDivision(Dimension, Dimension)
        case minimum(Dimension, Dimension)
        case maximum(Dimension, Dimension)
        /// The result was too large to hold.
        case overflow
    }

    /// A product with its coefficient, which is not 0.
    package struct Term: Hashable, Sendable {
        package var coefficient: Int
        /// Sorted; at least one.
        package let factors: [Factor]
    }

    /// What is added to the terms.
    package let constant: Int
    /// Sorted by their factors, which differ.
    package let terms: [Term]

    /// How many factors an expression may have before it counts as too large.
    package static let largestComplexity = 1024

    /// A known size.
    public init(_ constant: Int) {
        self.constant = constant
        terms = []
    }

    /// A size that has a name.
    public init(_ symbol: Symbol) {
        self.init(factor: .symbol(symbol))
    }

    package init(factor: Factor) {
        constant = 0
        terms = [Term(coefficient: 1, factors: [factor])]
    }

    package init(constant: Int, terms: [Term]) {
        self.constant = constant
        self.terms = terms
    }

    /// The result of arithmetic that went beyond what can be held.
    package static let overflow = Dimension(factor: .overflow)

    /// The size, if it is known.
    public var value: Int? { terms.isEmpty ? constant : nil }

    /// Whether arithmetic went beyond what can be held on the way here.
    package var isOverflow: Bool {
        terms.contains { $0.factors.contains(.overflow) }
    }

    /// The symbols in it.
    public var symbols: Set<Symbol> {
        var result: Set<Symbol> = []
        collectSymbols(into: &result)
        return result
    }

    private func collectSymbols(into result: inout Set<Symbol>) {
        for term in terms {
            for factor in term.factors {
                switch factor {
                case .symbol(let symbol): result.insert(symbol)
                case .floorDivision(let a, let b), .minimum(let a, let b), .maximum(let a, let b):
                    a.collectSymbols(into: &result)
                    b.collectSymbols(into: &result)
                case .overflow: break
                }
            }
        }
    }

    /// The number of factors, all through.
    package var complexity: Int {
        var result = 0
        for term in terms {
            for factor in term.factors {
                switch factor {
                case .symbol, .overflow: result += 1
                case .floorDivision(let a, let b), .minimum(let a, let b), .maximum(let a, let b):
                    result += 1 + a.complexity + b.complexity
                }
            }
        }
        return result
    }
}

extension Dimension: ExpressibleByIntegerLiteral {
    /// A known size.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
