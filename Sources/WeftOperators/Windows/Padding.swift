package import WeftGraph

/// How far a window reaches beyond the ends of its input; what lies there counts as zeros, or as absent in pools.
package enum Padding: Sendable, Equatable {
    /// One number for all sides, one for each axis, or all befores and then all afters.
    case explicit([Int])
    /// As many results as strides fit the input, `ceil(size / stride)`; an odd number's extra one at the end.
    case same
    /// The same, with the extra one at the beginning.
    case sameLower
    /// All of it before, `dilation * (kernel - 1)` along every axis, so that no result sees what comes after it.
    case causal
}

extension Padding: AttributeValue {
    package static var kind: Attribute.Kind { .integers }
    package static var accepts: String {
        "a whole number, a list of them, or one of \"same\", \"same_lower\", \"causal\""
    }

    package init?(_ attribute: Attribute) {
        switch attribute {
        case .string("same"): self = .same
        case .string("same_lower"): self = .sameLower
        case .string("causal"): self = .causal
        default:
            guard let numbers = [Int](attribute) else { return nil }
            self = .explicit(numbers)
        }
    }

    package var attribute: Attribute? {
        switch self {
        case .explicit(let numbers): .integers(numbers)
        case .same: .string("same")
        case .sameLower: .string("same_lower")
        case .causal: .string("causal")
        }
    }
}

extension Padding: ExpressibleByIntegerLiteral {
    /// The same number on all sides.
    package init(integerLiteral value: Int) {
        self = .explicit([value])
    }
}
