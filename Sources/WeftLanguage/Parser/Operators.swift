/// How tightly an operator binds; the pipe binds less than all of these.
enum Precedence: Int, Comparable {
    case or, and, not, comparison, range, sum, product, unary

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    /// The level of the operands at the right.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
}

extension Token.Kind {
    /// The operator between two operands that it is.
    var binaryOperator: BinaryOperator? {
        switch self {
        case .or: .or
        case .and: .and
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .halfOpenRange: .halfOpenRange
        case .dots: .closedRange
        case .plus: .add
        case .minus: .subtract
        case .star: .multiply
        case .slash: .divide
        case .percent: .remainder
        case .doubleStar: .power
        default: nil
        }
    }
}

extension BinaryOperator {
    /// How tightly it binds.
    var precedence: Precedence {
        switch self {
        case .or: .or
        case .and: .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
        case .halfOpenRange, .closedRange: .range
        case .add, .subtract: .sum
        case .multiply, .divide, .remainder: .product
        case .power: .unary
        }
    }
}
