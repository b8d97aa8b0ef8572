/// How an operator looks from outside; text, files, documentation and the generic tests derive from it.
package struct Signature: Sendable {
    /// A tensor that an operator takes.
    package struct Operand: Sendable {
        package enum Arity: Sendable {
            case required, optional
            /// Any number of tensors; only the last operand may be.
            case variadic
        }

        package let name: String
        package let arity: Arity
        /// Whether it holds a parameter, so that a layer of the prelude stands before the operator.
        package let isWeight: Bool

        package static func required(_ name: String) -> Operand { Operand(name, .required) }
        package static func optional(_ name: String) -> Operand { Operand(name, .optional) }
        package static func variadic(_ name: String) -> Operand { Operand(name, .variadic) }
        package static func weight(_ name: String, optional: Bool = false) -> Operand {
            Operand(name, optional ? .optional : .required, isWeight: true)
        }

        private init(_ name: String, _ arity: Arity, isWeight: Bool = false) {
            self.name = name
            self.arity = arity
            self.isWeight = isWeight
        }
    }

    /// A fact about an operator that passes ask of all.
    package enum Trait: Sendable {
        /// Each element of the result depends on the elements at its place alone, with broadcasting.
        case elementwise
        case commutative
        /// The result's elements are the operand's, unchanged.
        case movesDataOnly
        /// The result has the operand's elements in the same order, so that no new memory is needed for it.
        case sharesMemory
        /// The result is held by the model, like a parameter.
        case isStored
        /// Training and inference differ.
        case dependsOnMode
    }

    /// The name in the language: `op.NAME`, and `NAME` for those without weights.
    package let name: String
    package let operands: [Operand]
    /// The names of the results, in order; a single `y` where there is but one.
    package let results: [String]
    package let traits: Set<Trait>
    /// Whether the operator is a ``NamedOperator``: one of any name and attributes.
    package let isOpen: Bool

    package init(
        _ name: String, _ operands: [Operand], results: [String] = ["y"], traits: Set<Trait> = [], isOpen: Bool = false
    ) {
        self.isOpen = isOpen
        self.name = name
        self.operands = operands
        self.results = results
        self.traits = traits
    }

    /// Whether an operand holds parameters, so that the bare name belongs to a layer of the prelude.
    package var hasWeights: Bool { operands.contains(where: \.isWeight) }
}

/// A stored property of an operator, as an attribute with a name.
package struct AttributeField<Owner: Sendable>: Sendable {
    package let name: String
    package let kind: Attribute.Kind
    /// What the property takes, for messages.
    package let accepts: String
    /// Whether the property is optional, so that the attribute may be missing or `none`.
    package let isOptional: Bool
    package let get: @Sendable (Owner) -> Attribute?
    /// Sets the property; false when the attribute has the wrong type or a value that is not allowed.
    package let set: @Sendable (inout Owner, Attribute) -> Bool

    package init<Value: AttributeValue>(_ name: String, _ path: any WritableKeyPath<Owner, Value> & Sendable) {
        self.name = name
        kind = Value.kind
        accepts = Value.accepts
        isOptional = Value.self is any OptionalAttribute.Type
        get = { $0[keyPath: path].attribute }
        set = { owner, attribute in
            guard let value = Value(attribute) else { return false }
            owner[keyPath: path] = value
            return true
        }
    }
}

private protocol OptionalAttribute {}
extension Optional: OptionalAttribute {}
