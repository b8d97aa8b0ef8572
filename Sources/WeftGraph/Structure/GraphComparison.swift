extension Graph {
    /// How another graph differs from this one in what it means; nil when it means the same.
    ///
    /// Ids, origins, paths and the names of inner values do not count, nor do names of a body's inputs and outputs, what
    /// is known of elements, and the order of parameters and conditions. Nodes stand in the same order, so that values
    /// correspond by the places where they are made. Conditions that the promises prove, or that hold around a body
    /// already, are left out of account. In attributes a known size is a whole number, and a list without elements has
    /// no type.
    package func difference(from other: Graph) -> String? {
        var comparison = GraphComparison(self, other, around: nil)
        return comparison.difference()
    }
}

/// Holds one graph against another.
private struct GraphComparison {
    private let left: Graph
    private let right: Graph
    /// The conditions around a body, on both sides; nil for a model's own graph.
    private let around: (left: Set<Condition.Key>, right: Set<Condition.Key>)?
    /// The value of the right graph for each of the left, and back.
    private var partners: [Int?]
    private var partnersBack: [Int?]

    init(_ left: Graph, _ right: Graph, around: (left: Set<Condition.Key>, right: Set<Condition.Key>)?) {
        self.left = left
        self.right = right
        self.around = around
        partners = [Int?](repeating: nil, count: left.values.count)
        partnersBack = [Int?](repeating: nil, count: right.values.count)
    }

    mutating func difference() -> String? {
        inputs() ?? parameters() ?? nodes() ?? outputs() ?? conditions()
    }

    /// Whether two values correspond; values met first become partners.
    private mutating func match(_ a: ValueID, _ b: ValueID) -> Bool {
        if let known = partners[a.index] { return known == b.index }
        guard partnersBack[b.index] == nil, left.type(a) == right.type(b) else { return false }
        (partners[a.index], partnersBack[b.index]) = (b.index, a.index)
        return true
    }

    private func areKnownPartners(_ a: ValueID, _ b: ValueID) -> Bool { partners[a.index] == b.index }

    private mutating func inputs() -> String? {
        guard left.inputs.count == right.inputs.count else {
            return "\(left.inputs.count) inputs against \(right.inputs.count)"
        }
        for (a, b) in zip(left.inputs, right.inputs) {
            guard around != nil || a.name == b.name else { return "input \(a.name) against \(b.name)" }
            guard a.range == b.range, match(a.value, b.value) else {
                return "input \(a.name): \(left.type(a.value)) against \(right.type(b.value)), or the values promised"
            }
        }
        return nil
    }

    private mutating func parameters() -> String? {
        guard left.parameters.count == right.parameters.count else {
            return "\(left.parameters.count) parameters against \(right.parameters.count)"
        }
        let others = Dictionary(right.parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for a in left.parameters {
            guard let b = others[a.name] else { return "no parameter \(a.name)" }
            guard a.isTrained == b.isTrained, a.initializer.isSame(as: b.initializer), match(a.value, b.value) else {
                return "parameter \(a.name): \(left.type(a.value)), \(a.initializer) against "
                    + "\(right.type(b.value)), \(b.initializer)"
            }
        }
        return nil
    }

    private mutating func nodes() -> String? {
        guard left.nodes.count == right.nodes.count else {
            return "\(left.nodes.count) nodes against \(right.nodes.count)"
        }
        for (index, (a, b)) in zip(left.nodes, right.nodes).enumerated() {
            if let difference = difference(a, b) { return "node \(index): \(difference)" }
        }
        return nil
    }

    private mutating func difference(_ a: Graph.Node, _ b: Graph.Node) -> String? {
        guard a.operation.name == b.operation.name else { return "\(a.operation.name) against \(b.operation.name)" }
        let name = a.operation.name
        for place in 0..<max(a.inputs.count, b.inputs.count) {
            let first = place < a.inputs.count ? a.inputs[place] : nil
            let second = place < b.inputs.count ? b.inputs[place] : nil
            if let first, let second {
                guard areKnownPartners(first, second) else { return "\(name): operand \(place) is another value" }
            } else if first != nil || second != nil {
                return "\(name): operand \(place) is missing"
            }
        }
        if let difference = attributes(a.operation, b.operation) { return "\(name): \(difference)" }
        guard a.outputs.count == b.outputs.count else { return "\(name): results" }
        for (place, (first, second)) in zip(a.outputs, b.outputs).enumerated() where !match(first, second) {
            return "\(name): result \(place) is \(left.type(first)) against \(right.type(second))"
        }
        return nil
    }

    private func attributes(_ a: any Operator, _ b: any Operator) -> String? {
        let (first, second) = (a.attributeValues, b.attributeValues)
        guard first.map(\.name) == second.map(\.name) else { return "names of attributes" }
        for (one, other) in zip(first, second) {
            if let difference = difference(one.value.plain, other.value.plain) { return "\(one.name): \(difference)" }
        }
        return nil
    }

    private func difference(_ a: Attribute, _ b: Attribute) -> String? {
        switch (a, b) {
        case (.graph(let one), .graph(let other)): return body(one, other)
        case (.graphs(let some), .graphs(let others)) where some.count == others.count:
            for (one, other) in zip(some, others) {
                if let difference = body(one, other) { return difference }
            }
            return nil
        default: return a == b ? nil : "\(a) against \(b)"
        }
    }

    private func body(_ one: Graph, _ other: Graph) -> String? {
        let known = (
            left: (around?.left ?? []).union(left.conditions.map(\.key.unpromised)),
            right: (around?.right ?? []).union(right.conditions.map(\.key.unpromised))
        )
        var comparison = GraphComparison(one, other, around: known)
        return comparison.difference()
    }

    private func outputs() -> String? {
        guard left.outputs.count == right.outputs.count else {
            return "\(left.outputs.count) outputs against \(right.outputs.count)"
        }
        for (a, b) in zip(left.outputs, right.outputs) {
            guard around != nil || a.name == b.name else { return "output \(a.name) against \(b.name)" }
            guard areKnownPartners(a.value, b.value) else { return "output \(a.name) is another value" }
        }
        return nil
    }

    private func conditions() -> String? {
        let (a, b) = (
            left.ownConditions(without: around?.left ?? []), right.ownConditions(without: around?.right ?? [])
        )
        guard a.keys.sorted() == b.keys.sorted() else {
            let missing = a.filter { b[$0.key] == nil }.map(\.key) + b.filter { a[$0.key] == nil }.map(\.key)
            return "conditions that only one has: \(missing.sorted().joined(separator: ", "))"
        }
        return nil
    }
}

extension Graph {
    /// The conditions that say something beyond the promises and what holds around, by what they say.
    fileprivate func ownConditions(without known: Set<Condition.Key>) -> [String: Condition.Key] {
        var assumptions = Assumptions()
        var result: [String: Condition.Key] = [:]
        for condition in conditions.filter(\.isPromise) + conditions.filter({ !$0.isPromise }) {
            let isProved =
                condition.relation == .equal
                ? assumptions.equal(condition.left, condition.right) == .proved
                : assumptions.atLeast(condition.left, condition.right) == .proved
            if isProved || known.contains(condition.key.unpromised) { continue }
            if condition.isPromise { assumptions.add(condition) }
            let key = condition.key
            let sign = key.relation == .equal ? "==" : ">="
            result["\(key.left) \(sign) \(key.right)\(key.isPromise ? ", promised" : "")"] = key
        }
        return result
    }
}

extension Condition.Key {
    /// The same, whoever asks for it.
    fileprivate var unpromised: Self { Self(left: left, relation: relation, right: right, isPromise: false) }
}

extension Attribute {
    /// The one form of attributes that stand for the same.
    fileprivate var plain: Attribute {
        switch self {
        case .dimension(let dimension): dimension.value.map { .integer($0) } ?? self
        case .dimensions(let dimensions):
            dimensions.allSatisfy { $0.value != nil } ? .integers(dimensions.compactMap(\.value)) : self
        case .reals([]), .bools([]), .strings([]), .elementTypes([]): .integers([])
        case .graphs(let graphs) where graphs.isEmpty: .integers([])
        default: self
        }
    }
}

extension Initializer {
    /// Whether both give the same numbers; a NaN is the same as itself.
    fileprivate func isSame(as other: Initializer) -> Bool { self == other || "\(self)" == "\(other)" }
}
