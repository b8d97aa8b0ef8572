package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// What kinds of element an operand may have.
package enum ElementClass: Sendable {
    /// All types, those that are only stored and moved too.
    case any
    /// Numbers and truth values that operators compute with.
    case comparable
    /// Floats and integers that operators compute with.
    case number
    case float
    case integer
    case unsigned
    /// Integers of 8 bits.
    case byte
    case bool

    package func contains(_ type: ElementType) -> Bool {
        switch self {
        case .any: true
        case .comparable: type.computes
        case .number: type.computes && type.kind != .bool
        case .float: type.computes && type.isFloat
        case .integer: type.computes && type.isInteger
        case .unsigned: type.computes && type.isInteger && !type.isSigned
        case .byte: type == .i8 || type == .u8
        case .bool: type == .bool
        }
    }

    private var phrase: String {
        switch self {
        case .any: "elements"
        case .comparable: "numbers or truth values that can be computed with"
        case .number: "numbers"
        case .float: "floats (f32, f16, bf16 or f64)"
        case .integer: "integers"
        case .unsigned: "unsigned integers"
        case .byte: "bytes (i8 or u8)"
        case .bool: "truth values (bool)"
        }
    }

    private var example: String {
        switch self {
        case .any, .comparable, .number, .float: "f32"
        case .integer: "i64"
        case .unsigned: "u64"
        case .byte: "i8"
        case .bool: "bool"
        }
    }

    /// Refuses an operand of another kind.
    package func check(_ fact: Fact, _ name: String) throws(Diagnostic) {
        if contains(fact.elementType) { return }
        throw Diagnostic(
            "element-type-mismatch", "\(name) must hold \(phrase)", labels: [fact.label(name)],
            help: "cast(\(name), \(example)) converts it")
    }
}

extension Inference {
    /// An operand that must be there and hold elements of a kind.
    package func operand(_ index: Int, _ name: String, _ kind: ElementClass) throws(Diagnostic) -> Fact {
        guard let fact = optional(index) else {
            throw Diagnostic("missing-operand", "the operand \(name) is missing")
        }
        try kind.check(fact, name)
        return fact
    }

    /// An operand that may be absent and holds elements of a kind.
    package func optional(_ index: Int, _ name: String, _ kind: ElementClass) throws(Diagnostic) -> Fact? {
        guard let fact = optional(index) else { return nil }
        try kind.check(fact, name)
        return fact
    }

    /// Needs a size to be what it must be, and says both types otherwise.
    package mutating func requireSize(
        _ size: Dimension, _ expected: Dimension, _ reason: @autoclosure () -> String, code: String,
        labels: @autoclosure () -> [String], help: String? = nil
    ) throws(Diagnostic) {
        try require(size, equals: expected, reason()) {
            Diagnostic(code, "\(reason()): \(size) is not \(expected)", labels: labels(), help: help)
        }
    }
}

extension Fact {
    /// Refuses an operand whose rank is not in a range.
    package func requireRank(_ ranks: ClosedRange<Int>, _ name: String, _ form: String) throws(Diagnostic) {
        if ranks.contains(rank) { return }
        let wanted = ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound) to \(ranks.upperBound)"
        throw Diagnostic(
            "rank-mismatch", "\(name) must have rank \(wanted), not \(rank)", labels: [label(name)],
            help: "it has the form \(form)")
    }

    /// Refuses an operand with too few axes.
    package func requireRank(_ ranks: PartialRangeFrom<Int>, _ name: String, _ form: String) throws(Diagnostic) {
        if ranks.contains(rank) { return }
        throw Diagnostic(
            "rank-mismatch", "\(name) must have rank \(ranks.lowerBound) or more, not \(rank)", labels: [label(name)],
            help: "it has the form \(form)")
    }

    /// Refuses a second operand of another element type.
    package func requireSameElementType(
        as other: Fact, _ name: String, _ otherName: String
    ) throws(Diagnostic) {
        if elementType == other.elementType { return }
        let target = other.elementType.isFloat || !elementType.isFloat ? other.elementType : elementType
        let converted = target == other.elementType ? name : otherName
        throw Diagnostic(
            "element-type-mismatch", "\(otherName) and \(name) must have the same element type",
            labels: [other.label(otherName), label(name)],
            help: "element types never convert by themselves: cast(\(converted), \(target.rawValue))")
    }

    /// The sizes, when all are known.
    package var knownSizes: [Int]? {
        let sizes = shape.compactMap(\.value)
        return sizes.count == shape.count ? sizes : nil
    }

    /// A fact whose contents are kept as far as the element type surely holds them.
    ///
    /// Known numbers must be in the type's range; expressions are followed in `i32` and `i64`, where sizes fit.
    package init(following contents: [Dimension]?, _ elementType: ElementType, _ shape: [Dimension]) {
        self.init(elementType, shape, contents: contents.flatMap { elementType.holds($0) ? $0 : nil })
    }
}

extension ElementType {
    fileprivate func holds(_ contents: [Dimension]) -> Bool {
        guard contents.count <= Fact.largestContents, let range = integerRange else { return false }
        return contents.allSatisfy { dimension in
            if dimension.isOverflow { return false }
            guard let value = dimension.value else { return self == .i32 || self == .i64 }
            return range.contains(Int64(value))
        }
    }
}

extension [PlainTensor?] {
    /// An operand that `infer` has seen.
    package func operand(_ index: Int) throws(Diagnostic) -> PlainTensor {
        guard index < count, let tensor = self[index] else {
            throw Diagnostic("missing-operand", "operand \(index) is missing")
        }
        return tensor
    }

    /// An operand that may be absent.
    package func optional(_ index: Int) -> PlainTensor? { index < count ? self[index] : nil }
}
