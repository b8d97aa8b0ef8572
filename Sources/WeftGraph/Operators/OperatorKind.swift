/// Which operator something is, whatever its attributes: what rewrite rules are looked up by.
package struct OperatorKind: Hashable, Sendable {
    private let type: ObjectIdentifier

    package init(_ type: any Operator.Type) {
        self.type = ObjectIdentifier(type)
    }

    package init(of operation: any Operator) {
        self.init(Swift.type(of: operation))
    }

    /// A number that differs from most others', without a hasher's cost.
    package var number: Int { Int(bitPattern: type) >> 4 }
}
