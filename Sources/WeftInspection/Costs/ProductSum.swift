package import WeftGraph

/// A sum of products of sizes that are not multiplied out: `4 * N * (H - 2) * (W - 2) + 40`.
///
/// Products that are kept apart can be compared factor by factor, and read better.
package struct ProductSum: Hashable, Sendable {
    /// The factors that are no numbers, sorted; empty for a number.
    typealias Product = [Dimension]

    /// The products with their coefficients, none of which is 0.
    private(set) var terms: [Product: Int] = [:]
    /// Whether it went beyond what can be held on the way here.
    private(set) var isOverflow = false

    init() {}

    /// A product of sizes.
    init(product sizes: [Dimension], times factor: Int = 1) {
        var (coefficient, product) = (factor, Product())
        for size in sizes {
            let (scaled, overflow) = coefficient.multipliedReportingOverflow(by: size.content)
            isOverflow = isOverflow || overflow || size.isOverflow
            coefficient = scaled
            product += size.factorsWithoutContent
        }
        add(coefficient, product.sorted())
    }

    /// A formula, term by term.
    package init(_ dimension: Dimension) {
        isOverflow = dimension.isOverflow
        add(dimension.constant, [])
        for term in dimension.terms { add(term.coefficient, term.factors.map { Dimension(factor: $0) }) }
    }

    mutating func add(_ coefficient: Int, _ product: Product) {
        let (sum, overflow) = terms[product, default: 0].addingReportingOverflow(coefficient)
        isOverflow = isOverflow || overflow
        terms[product] = sum == 0 ? nil : sum
    }

    mutating func add(_ other: ProductSum) {
        isOverflow = isOverflow || other.isOverflow
        for (product, coefficient) in other.terms { add(coefficient, product) }
    }

    /// The number, when it is one.
    package var value: Int? { evaluated([:]) }

    /// The number for given sizes; nil when one is missing, or it is too large.
    package func evaluated(_ binding: [Symbol: Int]) -> Int? {
        if isOverflow { return nil }
        var sum = 0
        for (product, coefficient) in terms {
            var term = coefficient
            for factor in product {
                guard let size = factor.evaluated(binding) else { return nil }
                let (next, overflow) = term.multipliedReportingOverflow(by: size)
                if overflow { return nil }
                term = next
            }
            let (next, overflow) = sum.addingReportingOverflow(term)
            if overflow { return nil }
            sum = next
        }
        return sum
    }

    /// The sum with symbols replaced.
    package func substituting(_ replacements: [Symbol: Dimension]) -> ProductSum {
        var result = ProductSum()
        result.isOverflow = isOverflow
        for (product, coefficient) in terms {
            result.add(ProductSum(product: product.map { $0.substituting(replacements) }, times: coefficient))
        }
        return result
    }

    package var symbols: Set<Symbol> {
        terms.keys.reduce(into: []) { symbols, product in for size in product { symbols.formUnion(size.symbols) } }
    }
}

extension ProductSum: CustomStringConvertible {
    /// The formula with the factors that all terms share before the others: `N * (12864 * ceil(T / 2) + 300)`.
    package var description: String {
        if isOverflow { return "(too large)" }
        guard let first = terms.first else { return "0" }
        if terms.count == 1 { return ProductSum.text(first.value, first.key) }
        var shared = first.key
        for product in terms.keys { shared = shared.filter(product.contains) }
        shared = shared.enumerated().filter { !shared[..<$0.offset].contains($0.element) }.map(\.element)
        let inner = terms.map { (product: shared.taken(from: $0.key), coefficient: $0.value) }.sorted { left, right in
            // The number last, as people write it.
            left.product.isEmpty == right.product.isEmpty
                ? left.product.lexicographicallyPrecedes(right.product) : right.product.isEmpty
        }
        var sum = ""
        for (product, coefficient) in inner {
            let text = ProductSum.text(coefficient, product)
            sum += sum.isEmpty ? text : coefficient < 0 ? " - \(text.dropFirst())" : " + \(text)"
        }
        return shared.isEmpty ? sum : "\(ProductSum.text(1, shared)) * (\(sum))"
    }

    private static func text(_ coefficient: Int, _ factors: Product) -> String {
        let words = factors.map { $0.terms.count + ($0.constant == 0 ? 0 : 1) > 1 ? "(\($0))" : $0.description }
        if words.isEmpty { return String(coefficient) }
        let product = words.joined(separator: " * ")
        return coefficient == 1 ? product : coefficient == -1 ? "-\(product)" : "\(coefficient) * \(product)"
    }
}

extension ProductSum.Product {
    /// A product without these factors, once each.
    fileprivate func taken(from product: Self) -> Self {
        var rest = product
        for factor in self { rest.firstIndex(of: factor).map { _ = rest.remove(at: $0) } }
        return rest
    }
}

extension Dimension {
    /// The largest number that divides every term; the coefficient of a single one.
    fileprivate var content: Int {
        if terms.isEmpty { return constant }
        if terms.count == 1, constant == 0 { return terms[0].coefficient }
        let numbers = [constant] + terms.map(\.coefficient)
        guard numbers.allSatisfy({ $0 != .min }) else { return 1 }
        return numbers.reduce(0) { greatestCommonDivisor($0, abs($1)) }
    }

    /// What is left without the content, as factors: those of a single product each for itself.
    fileprivate var factorsWithoutContent: [Dimension] {
        if terms.isEmpty { return [] }
        if terms.count == 1, constant == 0 { return terms[0].factors.map { Dimension(factor: $0) } }
        return [floorDivided(by: Dimension(content))]
    }
}
