/// What a node may become: a local change of a graph that keeps what is computed.
package protocol RewriteRule: Sendable {
    /// Values that take the place of a node's results, made with `rewriting`; nil where the node stays as it is.
    ///
    /// The node's operands are values of the graph that is being made, so a rule may look at what makes them. What it
    /// adds and does not use in the end is dead and goes with the next sweep for dead nodes.
    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]?
}

extension Graph {
    /// Rewrites this graph and its bodies by rules until none applies, at most so many sweeps; whether anything changed.
    ///
    /// Of several rules the first that applies is taken. A replacement of another type than the value that it is for is
    /// not taken.
    @discardableResult
    package mutating func rewrite(by rules: [any RewriteRule], sweeps: Int = 8) -> Bool {
        rewrite(by: rules, sweeps: sweeps, fixedInputs: 0..<0, outer: [])
    }

    /// As above, for a body: the inputs that are fixed, and the conditions that hold around it.
    @discardableResult
    package mutating func rewrite(
        by rules: [any RewriteRule], sweeps: Int = 8, fixedInputs: Range<Int>, outer: [Condition]
    ) -> Bool {
        var changed = rewriteBodies(by: rules, sweeps: sweeps, outer: outer)
        for _ in 0..<sweeps {
            let fixed = parameters.map(\.value) + inputs[fixedInputs.clamped(to: inputs.indices)].map(\.value)
            var rewriting = Rewriting(self, fixed: fixed, outer: outer)
            for node in nodes { rewriting.take(node, rules) }
            guard rewriting.changes > 0 else { break }
            self = rewriting.finished(outputs)
            removeDeadNodes()
            changed = true
        }
        return changed
    }

    /// Bodies are nested as deep as a graph may be, which bounds the recursion.
    private mutating func rewriteBodies(by rules: [any RewriteRule], sweeps: Int, outer: [Condition]) -> Bool {
        var changed = false
        for index in nodes.indices {
            guard let operation = nodes[index].operation as? any OperatorWithBody else { continue }
            let known = outer + conditions
            let (replaced, some) = operation.rewritingBodies { body in
                body.rewrite(by: rules, sweeps: sweeps, fixedInputs: operation.fixedBodyInputs, outer: known)
            }
            guard some else { continue }
            nodes[index].operation = replaced
            changed = true
        }
        return changed
    }
}

extension Operator {
    /// The operator with a function applied to its bodies; whether any was changed.
    package func rewritingBodies(_ rewrite: (inout Graph) -> Bool) -> (any Operator, Bool) {
        var result = self
        var changed = false
        for field in Self.attributes {
            guard case .graph(var body)? = field.get(result), rewrite(&body) else { continue }
            changed = field.set(&result, .graph(body)) || changed
        }
        return (result, changed)
    }
}
