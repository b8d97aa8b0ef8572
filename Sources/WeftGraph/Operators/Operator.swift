package import WeftDiagnostics
package import WeftTensors

/// A kind of node: what it takes, what it gives, and what it computes. One file of `WeftOperators` for each.
package protocol Operator: Sendable {
    /// How it looks from outside.
    static var signature: Signature { get }
    /// Its stored properties, in the order in which arguments fill them.
    static var attributes: [AttributeField<Self>] { get }
    /// One with the default attributes.
    init()
    /// The types of the results, with all validation; conditions on free sizes are recorded in `inference`.
    func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact]
    /// The results, computed plainly, reductions in double; an absent optional operand is nil.
    ///
    /// Operands have the types that `infer` saw, with every size bound.
    func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor]
    /// The multiply-accumulates of one evaluation: those of its products of tensors. What only rescales, such as a
    /// normalisation, counts none.
    func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension
    /// What each result sees of each operand, along each of the operand's axes; nil for an operand of which it sees
    /// nothing but the type.
    func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]]
    /// Small cases: for the documentation, and as seeds of the generic tests.
    static var examples: [OperatorExample] { get }
}

extension Operator {
    package static var attributes: [AttributeField<Self>] { [] }
    package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension { 0 }

    /// The name in the language; an unknown operator's name is its own.
    package var name: String { asNamed?.ownName ?? Self.signature.name }

    /// The operator as one whose name is not its type's, if it is that.
    private var asNamed: (any NamedOperator)? {
        // Asked first, as a cast to a protocol is slow.
        guard Self.signature.isOpen else { return nil }
        return self as? any NamedOperator
    }

    /// All attributes that have a value, by name, in order.
    package var attributeValues: [(name: String, value: Attribute)] {
        if let named = asNamed { return named.ownAttributes }
        return Self.attributes.compactMap { field in field.get(self).map { (field.name, $0) } }
    }

    /// Sets an attribute by name.
    package mutating func setAttribute(_ name: String, _ value: Attribute) throws(Diagnostic) {
        if var named = asNamed {
            named.setOwnAttribute(name, value)
            if let changed = named as? Self { self = changed }
            return
        }
        guard let field = Self.attributes.first(where: { $0.name == name }) else {
            let suggestion = Suggestion.nearest(to: name, among: Self.attributes.map(\.name))
            throw Diagnostic(
                "unknown-attribute", "operator '\(Self.signature.name)' has no attribute '\(name)'",
                help: suggestion.map { "did you mean '\($0)'?" })
        }
        guard field.set(&self, value) else {
            throw Diagnostic(
                "bad-attribute",
                "attribute '\(name)' of operator '\(Self.signature.name)' does not take this value",
                help: "it takes \(field.accepts)")
        }
    }
}

/// An operator whose name is not its type's: one that this build does not know.
package protocol NamedOperator: Operator {
    var ownName: String { get }
    /// Whatever attributes it came with, in order.
    var ownAttributes: [(name: String, value: Attribute)] { get }
    /// Sets an attribute, of any name and type.
    mutating func setOwnAttribute(_ name: String, _ value: Attribute)
}

/// What an evaluation knows besides its operands.
package struct Evaluation: Sendable {
    /// The sizes of the symbols.
    package let binding: [Symbol: Int]

    package init(binding: [Symbol: Int] = [:]) {
        self.binding = binding
    }

    /// A size, with all symbols bound.
    package func size(_ dimension: Dimension) throws(Diagnostic) -> Int {
        guard let size = dimension.evaluated(binding), size >= 0 else {
            throw Diagnostic(
                "unbound-size", "the size \(dimension) has no value here",
                help: "it is negative, too large, or depends on a size that is not known before the run")
        }
        return size
    }
}

/// A small case of an operator.
package struct OperatorExample: Sendable {
    package let name: String
    package let operation: any Operator
    package let operands: [PlainTensor?]
    /// What it must give; empty when the case must be refused.
    package let results: [PlainTensor]
    /// The code of the diagnostic, when the case must be refused.
    package let refusal: String?

    package init(_ name: String, _ operation: any Operator, _ operands: [PlainTensor?], gives results: [PlainTensor]) {
        self.name = name
        self.operation = operation
        self.operands = operands
        self.results = results
        refusal = nil
    }

    package init(_ name: String, _ operation: any Operator, _ operands: [PlainTensor?], refusedWith code: String) {
        self.name = name
        self.operation = operation
        self.operands = operands
        results = []
        refusal = code
    }
}
