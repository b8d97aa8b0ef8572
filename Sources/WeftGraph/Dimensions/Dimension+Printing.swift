extension Dimension: CustomStringConvertible {
    /// The expression in the language's notation: `2 * floor(H / 2) + 1`.
    public var description: String {
        if isOverflow { return "(too large)" }
        var result = ""
        for term in terms {
            let product = term.printed
            if result.isEmpty {
                result = term.coefficient < 0 ? "-\(product)" : product
            } else {
                result += term.coefficient < 0 ? " - \(product)" : " + \(product)"
            }
        }
        if result.isEmpty { return String(constant) }
        if constant > 0 { result += " + \(constant)" }
        if constant < 0 { result += " - \(constant.magnitude)" }
        return result
    }

    /// The expression as what is divided: a sum in parentheses.
    fileprivate var printedAsNumerator: String {
        terms.count + (constant == 0 ? 0 : 1) > 1 ? "(\(description))" : description
    }

    /// The expression as an operand of a product or a quotient.
    fileprivate var printedAsFactor: String {
        terms.isEmpty || (terms.count == 1 && constant == 0 && terms[0].coefficient == 1 && terms[0].factors.count == 1)
            ? description : "(\(description))"
    }
}

extension Dimension.Term {
    /// The product without its sign.
    fileprivate var printed: String {
        let product = factors.map(\.printed).joined(separator: " * ")
        return coefficient.magnitude == 1 ? product : "\(coefficient.magnitude) * \(product)"
    }
}

extension Dimension.Factor {
    fileprivate var printed: String {
        switch self {
        case .symbol(let symbol): symbol.name
        case .floorDivision(let numerator, let divisor):
            if let value = divisor.value, numerator.constant == value - 1 {
                "ceil(\((numerator - (divisor - 1)).printedAsNumerator) / \(value))"
            } else {
                "floor(\(numerator.printedAsNumerator) / \(divisor.printedAsFactor))"
            }
        case .minimum(let a, let b): "min(\(a), \(b))"
        case .maximum(let a, let b): "max(\(a), \(b))"
        case .overflow: "(too large)"
        }
    }
}
