import WeftGraph
import WeftTensors

/// Sizes as the text of a scope has them: symbols go by the names that the scope gives them.
struct PrintedSizes {
    /// The names of the symbols that the scope knows.
    private(set) var names: [Symbol: String] = [:]
    /// The names of whole sizes, where a name stands for an expression around.
    private var wholes: [Dimension: String] = [:]

    mutating func name(_ symbol: Symbol, _ name: String) { names[symbol] = name }

    /// Names a size that is not a number; the first name counts.
    mutating func name(whole dimension: Dimension, _ name: String) {
        if wholes[dimension] == nil { wholes[dimension] = name }
    }

    func namesWhole(_ dimension: Dimension) -> Bool { wholes[dimension] != nil }

    func knows(_ dimension: Dimension) -> Bool {
        wholes[dimension] != nil || dimension.symbols.allSatisfy { names[$0] != nil }
    }

    /// An expression that evaluates to the size.
    func text(_ dimension: Dimension) -> String {
        if let name = wholes[dimension] { return name }
        var result = ""
        for term in dimension.terms {
            let product = text(term)
            if result.isEmpty {
                result = term.coefficient < 0 ? "-\(product)" : product
            } else {
                result += term.coefficient < 0 ? " - \(product)" : " + \(product)"
            }
        }
        if result.isEmpty { return PrintedLiterals.text(dimension.constant) }
        if dimension.constant > 0 { result += " + \(PrintedLiterals.text(dimension.constant))" }
        if dimension.constant < 0 { result += " - \(PrintedLiterals.text(-dimension.constant))" }
        return result
    }

    private func text(_ term: Dimension.Term) -> String {
        let product = term.factors.map { text($0) }.joined(separator: " * ")
        return term.coefficient.magnitude == 1 ? product : "\(term.coefficient.magnitude) * \(product)"
    }

    private func text(_ factor: Dimension.Factor) -> String {
        switch factor {
        case .symbol(let symbol): return names[symbol] ?? symbol.name
        case .floorDivision(let numerator, let divisor):
            if let value = divisor.value, numerator.constant == value - 1, !numerator.terms.isEmpty {
                return "ceil(\(numeratorText(numerator - (divisor - 1))) / \(value))"
            }
            return "floor(\(numeratorText(numerator)) / \(divisorText(divisor)))"
        case .minimum(let a, let b): return "min(\(text(a)), \(text(b)))"
        case .maximum(let a, let b): return "max(\(text(a)), \(text(b)))"
        case .overflow: return "0"
        }
    }

    private func numeratorText(_ dimension: Dimension) -> String {
        dimension.terms.count + (dimension.constant == 0 ? 0 : 1) > 1 ? "(\(text(dimension)))" : text(dimension)
    }

    private func divisorText(_ dimension: Dimension) -> String {
        let isSingle =
            dimension.terms.count == 1 && dimension.constant == 0 && dimension.terms[0].coefficient == 1
            && dimension.terms[0].factors.count == 1
        return dimension.terms.isEmpty || isSingle ? text(dimension) : "(\(text(dimension)))"
    }

    /// A tensor's type; `_` stands for sizes that speak of symbols without a name.
    func text(_ type: TensorType) -> String {
        "\(type.elementType.rawValue)[\(type.shape.map { knows($0) ? text($0) : "_" }.joined(separator: ", "))]"
    }

    /// A condition, remainders by numbers with `%`.
    func text(_ condition: Condition) -> String {
        if condition.relation == .equal, let remainder = remainder(condition.left), condition.right.value != nil {
            return "\(remainder) == \(text(condition.right))"
        }
        return "\(text(condition.left)) \(condition.relation == .equal ? "==" : ">=") \(text(condition.right))"
    }

    /// `x % k` when the size is that.
    private func remainder(_ dimension: Dimension) -> String? {
        for term in dimension.terms {
            guard term.factors.count == 1, case .floorDivision(let numerator, let divisor) = term.factors[0],
                let modulus = divisor.value, dimension == numerator.remainder(by: divisor)
            else { continue }
            let isProduct = numerator.terms.count + (numerator.constant == 0 ? 0 : 1) > 1
            return isProduct ? "(\(text(numerator))) % \(modulus)" : "\(text(numerator)) % \(modulus)"
        }
        return nil
    }
}
