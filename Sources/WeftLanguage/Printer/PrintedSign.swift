import WeftGraph
import WeftOperators

/// An operator that the language has a sign for.
struct PrintedSign {
    private let sign: String
    let precedence: PrintedPrecedence
    /// How tightly each operand must bind to stand without parentheses.
    let places: [PrintedPrecedence]

    var operandCount: Int { places.count }

    /// Whether it is `and` or `or`, whose left side may decide alone.
    var isLogical: Bool { sign == "and" || sign == "or" }

    init?(_ operation: any Operator) {
        guard let known = PrintedSign.table[operation.name], !(operation is any NamedOperator) else { return nil }
        self = known
    }

    private init(_ sign: String, _ precedence: PrintedPrecedence, _ places: PrintedPrecedence...) {
        self.sign = sign
        self.precedence = precedence
        self.places = places
    }

    func text(_ operands: [String]) -> String {
        if operands.count == 2 { return "\(operands[0]) \(sign) \(operands[1])" }
        return sign == "-" ? "-\(operands[0])" : "\(sign) \(operands[0])"
    }

    private static let table: [String: PrintedSign] = [
        "or": PrintedSign("or", .or, .or, .and),
        "and": PrintedSign("and", .and, .and, .not),
        "not": PrintedSign("not", .not, .not),
        "equal": PrintedSign("==", .comparison, .sum, .sum),
        "not_equal": PrintedSign("!=", .comparison, .sum, .sum),
        "less": PrintedSign("<", .comparison, .sum, .sum),
        "less_or_equal": PrintedSign("<=", .comparison, .sum, .sum),
        "greater": PrintedSign(">", .comparison, .sum, .sum),
        "greater_or_equal": PrintedSign(">=", .comparison, .sum, .sum),
        "add": PrintedSign("+", .sum, .sum, .product),
        "subtract": PrintedSign("-", .sum, .sum, .product),
        "multiply": PrintedSign("*", .product, .product, .prefix),
        "divide": PrintedSign("/", .product, .product, .prefix),
        "remainder": PrintedSign("%", .product, .product, .prefix),
        "power": PrintedSign("**", .power, .primary, .prefix),
        "negate": PrintedSign("-", .prefix, .power),
    ]
}
