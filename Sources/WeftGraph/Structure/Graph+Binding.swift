package import WeftDiagnostics

extension Graph {
    /// The graph for given sizes of its inputs' symbols: every type is inferred anew.
    ///
    /// - Throws: `unknown-dimension`; `sizes-do-not-fit` for a promise that they break; or what an operator finds wrong.
    package func binding(_ sizes: [String: Int]) throws(Diagnostic) -> Graph {
        let free = Set(inputTypes.flatMap { $0.type.shape.flatMap(\.symbols) })
        for name in sizes.keys.sorted() where !free.contains(Symbol(name)) {
            let names = free.map(\.name).sorted()
            throw Diagnostic(
                "unknown-dimension", "no input of \(self.name) has a dimension '\(name)'",
                help: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                    ?? "its dimensions are \(names.joined(separator: ", "))")
        }
        let replacements = Dictionary(uniqueKeysWithValues: sizes.map { (Symbol($0.key), Dimension($0.value)) })
        return try substituting(replacements)
    }

    /// Rebuilds the graph, and the bodies in it, with symbols replaced. Bodies are nested as deep as a graph may be.
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) throws(Diagnostic) -> Graph {
        var builder = GraphBuilder(name: name)
        var renamed: [ValueID: ValueID] = [:]
        for condition in conditions where condition.isPromise {
            try builder.addPromise(condition.substituting(replacements), of: name)
        }
        for input in inputs {
            let range = input.range.map {
                ValueRange($0.lowest.substituting(replacements), $0.highest.substituting(replacements))
            }
            let fact = self[input.value].fact
            let bound = Fact(
                fact.type.substituting(replacements), contents: fact.contents?.map { $0.substituting(replacements) })
            renamed[input.value] = builder.addInput(input.name, bound, range: range)
        }
        for parameter in parameters {
            renamed[parameter.value] = builder.addParameter(
                parameter.name, type(parameter.value).substituting(replacements), isTrained: parameter.isTrained,
                initializer: parameter.initializer, origin: parameter.origin)
        }
        for node in nodes {
            let operation = try node.operation.substituting(replacements)
            let operands = node.inputs.map { $0.flatMap { renamed[$0] } }
            let results = try builder.add(operation, operands, path: node.path, origin: node.origin)
            for (old, new) in zip(node.outputs, results) {
                renamed[old] = new
                if let name = self[old].name { builder.setName(name, of: new) }
            }
        }
        for output in outputs {
            guard let value = renamed[output.value] else { continue }
            builder.addOutput(output.name, value)
        }
        return builder.graph
    }
}

extension GraphBuilder {
    /// Adds a promise with sizes in it, unless they settle it.
    fileprivate mutating func addPromise(_ promise: Condition, of model: String) throws(Diagnostic) {
        switch promise.holds([:]) {
        case true: return
        case false:
            throw Diagnostic(
                "sizes-do-not-fit", "\(model) is not valid for these sizes: \(promise.left) is not \(promise.right)",
                at: promise.range)
        default: addCondition(promise)
        }
    }
}

extension Condition {
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) -> Condition {
        Condition(
            left.substituting(replacements), relation, right.substituting(replacements), isPromise: isPromise,
            reason: reason, at: range)
    }
}

extension TensorType {
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) -> TensorType {
        TensorType(elementType, shape.map { $0.substituting(replacements) })
    }
}

extension Operator {
    /// The operator with symbols replaced in its attributes.
    fileprivate func substituting(_ replacements: [Symbol: Dimension]) throws(Diagnostic) -> any Operator {
        var copy = self
        for (name, value) in attributeValues {
            switch value {
            case .dimension(let dimension):
                try copy.setAttribute(name, .dimension(dimension.substituting(replacements)))
            case .dimensions(let dimensions):
                try copy.setAttribute(name, .dimensions(dimensions.map { $0.substituting(replacements) }))
            case .graph(let body):
                try copy.setAttribute(name, .graph(try body.substituting(replacements)))
            case .graphs(let bodies):
                var bound: [Graph] = []
                for body in bodies { bound.append(try body.substituting(replacements)) }
                try copy.setAttribute(name, .graphs(bound))
            default: break
            }
        }
        return copy
    }
}
