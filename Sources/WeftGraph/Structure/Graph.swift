package import WeftDiagnostics

/// The number of a value in its graph.
public struct ValueID: Hashable, Sendable {
    /// The index into the graph's values.
    package let index: Int

    package init(_ index: Int) {
        self.index = index
    }
}

/// A network: values with types, and the nodes that compute them, each after those that it reads.
///
/// A value type with stable ids. It names its parameters and does not hold their bytes.
public struct Graph: Sendable {
    /// A tensor in the graph.
    package struct Value: Sendable {
        package var fact: Fact
        /// A name for people, from the text; not part of the graph's meaning.
        package var name: String?
    }

    /// Where a node comes from; every rewrite carries it on.
    package enum Origin: Sendable {
        case none
        case source(SourceRange)
        /// A node of an imported file, by name.
        case imported(String)
    }

    /// An operator with its inputs and outputs.
    package struct Node: Sendable {
        package var operation: any Operator
        /// The operands; nil for an optional one that is absent.
        package var inputs: [ValueID?]
        package var outputs: [ValueID]
        /// The labels it stands in, outermost first.
        package var path: [String]
        package var origin: Origin

        package init(
            _ operation: any Operator, _ inputs: [ValueID?], _ outputs: [ValueID], path: [String], origin: Origin
        ) {
            self.operation = operation
            self.inputs = inputs
            self.outputs = outputs
            self.path = path
            self.origin = origin
        }
    }

    /// A tensor that a run is given.
    package struct Input: Sendable {
        package var name: String
        package var value: ValueID
        /// The values promised by `in`, lowest and highest.
        package var range: ValueRange?

        package init(_ name: String, _ value: ValueID, range: ValueRange? = nil) {
            self.name = name
            self.value = value
            self.range = range
        }
    }

    /// The lowest and the highest value of an input's elements.
    package struct ValueRange: Sendable, Equatable {
        package let lowest: Dimension
        package let highest: Dimension

        package init(_ lowest: Dimension, _ highest: Dimension) {
            self.lowest = lowest
            self.highest = highest
        }
    }

    /// A tensor that a run gives.
    package struct Output: Sendable {
        package var name: String
        package var value: ValueID

        package init(_ name: String, _ value: ValueID) {
            self.name = name
            self.value = value
        }
    }

    /// A tensor that the model holds: trained, or saved and not trained.
    package struct Parameter: Sendable {
        /// The full name: the path of labels joined by dots.
        package var name: String
        package var value: ValueID
        package var isTrained: Bool
        package var initializer: Initializer
        package var origin: Origin

        package init(
            _ name: String, _ value: ValueID, isTrained: Bool, initializer: Initializer, origin: Origin = .none
        ) {
            self.name = name
            self.value = value
            self.isTrained = isTrained
            self.initializer = initializer
            self.origin = origin
        }
    }

    /// The name of the model.
    public var name: String
    package var values: [Value] = []
    package var nodes: [Node] = []
    package var inputs: [Input] = []
    package var outputs: [Output] = []
    package var parameters: [Parameter] = []
    /// What sizes must satisfy: promises, and what operators need.
    public package(set) var conditions: [Condition] = []

    package init(name: String) {
        self.name = name
    }

    /// What is known of a value.
    package subscript(id: ValueID) -> Value {
        get { values[id.index] }
        set { values[id.index] = newValue }
    }

    /// The type of a value.
    package func type(_ id: ValueID) -> TensorType { values[id.index].fact.type }

    /// The names and types of what a run is given, in order.
    public var inputTypes: [(name: String, type: TensorType)] { inputs.map { ($0.name, type($0.value)) } }

    /// The names and types of what a run gives, in order.
    public var outputTypes: [(name: String, type: TensorType)] { outputs.map { ($0.name, type($0.value)) } }

    /// The names and types of the parameters, in the order in which the text makes them.
    public var parameterTypes: [(name: String, type: TensorType, isTrained: Bool)] {
        parameters.map { ($0.name, type($0.value), $0.isTrained) }
    }

    /// Adds a value that nothing in the graph computes.
    package mutating func addValue(_ fact: Fact, name: String? = nil) -> ValueID {
        values.append(Value(fact: fact, name: name))
        return ValueID(values.count - 1)
    }

    /// Adds a condition, unless it is there already.
    package mutating func addCondition(_ condition: Condition) {
        let key = condition.key
        if !conditions.contains(where: { $0.key == key }) { conditions.append(condition) }
    }
}
