package import WeftTensors

/// A setting of an operator, from a closed set of types; files hold operators as a name and such settings.
package indirect enum Attribute: Sendable {
    case integer(Int)
    case real(Double)
    case bool(Bool)
    case string(String)
    case elementType(ElementType)
    case dimension(Dimension)
    case tensor(Tensor)
    case graph(Graph)
    case integers([Int])
    case reals([Double])
    case bools([Bool])
    case strings([String])
    case elementTypes([ElementType])
    case dimensions([Dimension])
    case graphs([Graph])

    /// The type of an attribute.
    package enum Kind: String, Sendable {
        case integer, real, bool, string, elementType, dimension, tensor, graph
        case integers, reals, bools, strings, elementTypes, dimensions, graphs
    }

    /// Equal values; reals by their bits, so that NaN equals itself.
    package static func == (left: Attribute, right: Attribute) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a == b
        case (.real(let a), .real(let b)): a.bitPattern == b.bitPattern
        case (.bool(let a), .bool(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.elementType(let a), .elementType(let b)): a == b
        case (.dimension(let a), .dimension(let b)): a == b
        case (.tensor(let a), .tensor(let b)): a == b
        case (.graph(let a), .graph(let b)): a.isEquivalent(to: b)
        case (.integers(let a), .integers(let b)): a == b
        case (.reals(let a), .reals(let b)): a.map(\.bitPattern) == b.map(\.bitPattern)
        case (.bools(let a), .bools(let b)): a == b
        case (.strings(let a), .strings(let b)): a == b
        case (.elementTypes(let a), .elementTypes(let b)): a == b
        case (.dimensions(let a), .dimensions(let b)): a == b
        case (.graphs(let a), .graphs(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.isEquivalent(to: $1) }
        default: false
        }
    }
}

/// A Swift type that an operator's stored property may have.
package protocol AttributeValue: Sendable {
    /// The type of the attribute it is held as.
    static var kind: Attribute.Kind { get }
    /// The value of an attribute; nil when it has another type or is not allowed.
    init?(_ attribute: Attribute)
    /// The attribute; nil when there is none, as for an optional without a value.
    var attribute: Attribute? { get }
    /// What it takes, for messages: `a whole number`.
    static var accepts: String { get }
}

extension AttributeValue {
    package static var accepts: String { kind.phrase }
}

extension Attribute.Kind {
    var phrase: String {
        switch self {
        case .integer: "a whole number"
        case .real: "a number"
        case .bool: "true or false"
        case .string: "a string"
        case .elementType: "an element type, such as f32"
        case .dimension: "a size"
        case .tensor: "a tensor"
        case .graph: "a graph"
        case .integers: "a whole number, or a list of them"
        case .reals: "a number, or a list of them"
        case .bools: "true or false, or a list of these"
        case .strings: "a string, or a list of them"
        case .elementTypes: "an element type, or a list of them"
        case .dimensions: "a size, or a list of them"
        case .graphs: "a graph, or a list of them"
        }
    }
}

extension Int: AttributeValue {
    package static var kind: Attribute.Kind { .integer }
    package init?(_ attribute: Attribute) {
        switch attribute {
        case .integer(let value): self = value
        case .dimension(let dimension):
            guard let value = dimension.value else { return nil }
            self = value
        default: return nil
        }
    }
    package var attribute: Attribute? { .integer(self) }
}

extension Double: AttributeValue {
    package static var kind: Attribute.Kind { .real }
    package init?(_ attribute: Attribute) {
        switch attribute {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: return nil
        }
    }
    package var attribute: Attribute? { .real(self) }
}

extension Bool: AttributeValue {
    package static var kind: Attribute.Kind { .bool }
    package init?(_ attribute: Attribute) {
        guard case .bool(let value) = attribute else { return nil }
        self = value
    }
    package var attribute: Attribute? { .bool(self) }
}

extension String: AttributeValue {
    package static var kind: Attribute.Kind { .string }
    package init?(_ attribute: Attribute) {
        guard case .string(let value) = attribute else { return nil }
        self = value
    }
    package var attribute: Attribute? { .string(self) }
}

extension ElementType: AttributeValue {
    package static var kind: Attribute.Kind { .elementType }
    package init?(_ attribute: Attribute) {
        guard case .elementType(let value) = attribute else { return nil }
        self = value
    }
    package var attribute: Attribute? { .elementType(self) }
}

extension Dimension: AttributeValue {
    package static var kind: Attribute.Kind { .dimension }
    package init?(_ attribute: Attribute) {
        switch attribute {
        case .dimension(let value): self = value
        case .integer(let value): self = Dimension(value)
        default: return nil
        }
    }
    package var attribute: Attribute? { .dimension(self) }
}

extension Tensor: AttributeValue {
    package static var kind: Attribute.Kind { .tensor }
    package init?(_ attribute: Attribute) {
        guard case .tensor(let value) = attribute else { return nil }
        self = value
    }
    package var attribute: Attribute? { .tensor(self) }
}

extension Graph: AttributeValue {
    package static var kind: Attribute.Kind { .graph }
    package init?(_ attribute: Attribute) {
        guard case .graph(let value) = attribute else { return nil }
        self = value
    }
    package var attribute: Attribute? { .graph(self) }
}
