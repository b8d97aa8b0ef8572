/// What a node may become: a local change of a graph that keeps what is computed.
package protocol RewriteRule: Sendable {
    /// The operators whose nodes it may replace; nil where that is any. No other node is shown to it.
    var operators: [any Operator.Type]? { get }

    /// Values that take the place of a node's results, made with `rewriting`; nil where the node stays as it is.
    ///
    /// The node's operands are settled: what makes them has been through the rules. What a rule adds and then gives up is
    /// taken back; what it adds and nothing reads in the end goes.
    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]?
}

extension Graph {
    /// Rewrites this graph and its bodies by rules until none applies, at most so many sweeps; whether anything changed.
    ///
    /// Of several rules the first that applies is taken. A replacement of another type than the value that it is for is
    /// not taken. What a rule adds is rewritten in its turn, no more than so many times over.
    @discardableResult
    package mutating func rewrite(by rules: [any RewriteRule], sweeps: Int = 8) -> Bool {
        rewrite(by: rules, sweeps: sweeps, fixedInputs: 0..<0, outer: [])
    }

    /// As above, for a body: the inputs that are fixed, and the conditions that hold around it.
    @discardableResult
    package mutating func rewrite(
        by rules: [any RewriteRule], sweeps: Int = 8, fixedInputs: Range<Int>, outer: [Condition]
    ) -> Bool {
        var table = RuleTable(rules)
        return rewrite(by: &table, sweeps: sweeps, fixedInputs: fixedInputs, outer: outer)
    }

    /// Rewrites the nodes of a body by rules that know its values, which those of bodies within it are not.
    package mutating func rewriteNodes(
        by rules: [any RewriteRule], sweeps: Int, fixedInputs: Range<Int>, outer: [Condition]
    ) {
        var table = RuleTable(rules)
        rewriteNodes(by: &table, sweeps: sweeps, fixedInputs: fixedInputs, outer: outer)
    }

    /// Bodies are nested as deep as a graph may be, which bounds the recursion.
    private mutating func rewrite(
        by table: inout RuleTable, sweeps: Int, fixedInputs: Range<Int>, outer: [Condition]
    ) -> Bool {
        var changed = false
        var matches = false
        for index in nodes.indices {
            let entry = table.number(for: nodes[index].operation)
            matches = matches || !table.entries[entry].rules.isEmpty
            guard table.entries[entry].hasBody, let operation = nodes[index].operation as? any OperatorWithBody else {
                continue
            }
            let known = outer + conditions
            let (replaced, some) = operation.rewritingBodies { body in
                body.rewrite(by: &table, sweeps: sweeps, fixedInputs: operation.fixedBodyInputs, outer: known)
            }
            guard some else { continue }
            nodes[index].operation = replaced
            changed = true
        }
        guard matches else { return changed }
        return rewriteNodes(by: &table, sweeps: sweeps, fixedInputs: fixedInputs, outer: outer) || changed
    }

    @discardableResult
    private mutating func rewriteNodes(
        by table: inout RuleTable, sweeps: Int, fixedInputs: Range<Int>, outer: [Condition]
    ) -> Bool {
        var changed = false
        let fixed = parameters.map(\.value) + inputs[fixedInputs.clamped(to: inputs.indices)].map(\.value)
        var source = Graph(name: name)
        swap(&source, &self)
        var rewriting = Rewriting(source, fixed: fixed, outer: outer)
        source = Graph(name: "")
        for _ in 0..<sweeps {
            guard rewriting.sweep(&table, deepest: sweeps) else { break }
            changed = true
        }
        self = rewriting.finished()
        return changed
    }
}

extension Operator {
    /// The operator with a function applied to its bodies; whether any was changed.
    package func rewritingBodies(_ rewrite: (inout Graph) -> Bool) -> (any Operator, Bool) {
        var result = self
        var changed = false
        for field in Self.attributes where field.kind == .graph {
            guard case .graph(var body)? = field.get(result), rewrite(&body) else { continue }
            changed = field.set(&result, .graph(body)) || changed
        }
        return (result, changed)
    }
}
