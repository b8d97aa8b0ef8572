/// A type of attribute that also comes in lists.
package protocol AttributeElement: AttributeValue {
    static var listKind: Attribute.Kind { get }
    /// The elements of a list attribute; nil for any other.
    static func elements(of attribute: Attribute) -> [Self]?
    /// The list attribute of elements.
    static func list(_ elements: [Self]) -> Attribute
}

extension Array: AttributeValue where Element: AttributeElement {
    package static var kind: Attribute.Kind { Element.listKind }
    package init?(_ attribute: Attribute) {
        if let elements = Element.elements(of: attribute) {
            self = elements
        } else if let single = Element(attribute) {
            self = [single]
        } else {
            return nil
        }
    }
    package var attribute: Attribute? { Element.list(self) }
}

extension CaseIterable {
    /// The quoted strings of all cases that stand for one.
    fileprivate static var values: [String] {
        allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }.map { "\"\($0)\"" }
    }
}

extension Optional: AttributeValue where Wrapped: AttributeValue {
    package static var kind: Attribute.Kind { Wrapped.kind }
    package static var accepts: String { Wrapped.accepts }
    package init?(_ attribute: Attribute) {
        guard let value = Wrapped(attribute) else { return nil }
        self = value
    }
    package var attribute: Attribute? { self?.attribute }
}

extension AttributeValue where Self: RawRepresentable, RawValue == String {
    package static var kind: Attribute.Kind { .string }
    package static var accepts: String {
        let values = (Self.self as? any CaseIterable.Type)?.values ?? []
        return values.isEmpty ? Attribute.Kind.string.phrase : "one of \(values.joined(separator: ", "))"
    }
    package init?(_ attribute: Attribute) {
        guard case .string(let text) = attribute else { return nil }
        self.init(rawValue: text)
    }
    package var attribute: Attribute? { .string(rawValue) }
}

extension Int: AttributeElement {
    package static var listKind: Attribute.Kind { .integers }
    package static func elements(of attribute: Attribute) -> [Int]? {
        switch attribute {
        case .integers(let values): return values
        case .dimensions(let dimensions):
            let values = dimensions.compactMap(\.value)
            return values.count == dimensions.count ? values : nil
        default: return nil
        }
    }
    package static func list(_ elements: [Int]) -> Attribute { .integers(elements) }
}

extension Double: AttributeElement {
    package static var listKind: Attribute.Kind { .reals }
    package static func elements(of attribute: Attribute) -> [Double]? {
        switch attribute {
        case .reals(let values): values
        case .integers(let values): values.map { Double($0) }
        default: nil
        }
    }
    package static func list(_ elements: [Double]) -> Attribute { .reals(elements) }
}

extension Bool: AttributeElement {
    package static var listKind: Attribute.Kind { .bools }
    package static func elements(of attribute: Attribute) -> [Bool]? {
        guard case .bools(let values) = attribute else { return nil }
        return values
    }
    package static func list(_ elements: [Bool]) -> Attribute { .bools(elements) }
}

extension String: AttributeElement {
    package static var listKind: Attribute.Kind { .strings }
    package static func elements(of attribute: Attribute) -> [String]? {
        guard case .strings(let values) = attribute else { return nil }
        return values
    }
    package static func list(_ elements: [String]) -> Attribute { .strings(elements) }
}

extension Dimension: AttributeElement {
    package static var listKind: Attribute.Kind { .dimensions }
    package static func elements(of attribute: Attribute) -> [Dimension]? {
        switch attribute {
        case .dimensions(let values): values
        case .integers(let values): values.map { Dimension($0) }
        default: nil
        }
    }
    package static func list(_ elements: [Dimension]) -> Attribute { .dimensions(elements) }
}

extension Graph: AttributeElement {
    package static var listKind: Attribute.Kind { .graphs }
    package static func elements(of attribute: Attribute) -> [Graph]? {
        guard case .graphs(let values) = attribute else { return nil }
        return values
    }
    package static func list(_ elements: [Graph]) -> Attribute { .graphs(elements) }
}
