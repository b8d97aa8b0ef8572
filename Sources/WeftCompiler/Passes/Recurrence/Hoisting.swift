import WeftGraph
import WeftOperators

/// What a body works out of fixed tensors alone, or of steps of sequences without a state, leaves the loop: the first is
/// done once, the second for all steps at a time.
struct Hoisting: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Scan.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let scan = node.operation as? Op.Scan,
            let (steps, symbols) = scan.sizes(node.inputs.map { $0.map { rewriting.fact($0) } })
        else { return nil }
        var hoist = Hoist(scan, node, steps: steps, symbols: symbols)
        hoist.run(&rewriting)
        guard let (operation, operands) = hoist.result() else { return nil }
        return rewriting.add(operation, operands)
    }
}

/// The work on one scan.
private struct Hoist {
    private let scan: Op.Scan
    private let node: Graph.Node
    private let steps: Dimension
    private let symbols: [Symbol: Dimension]
    /// For values of the body that are there outside: what they are there.
    private var outside: [ValueID: (value: ValueID, isSequence: Bool)] = [:]
    private var kept: [Graph.Node] = []
    private var count = 0

    init(_ scan: Op.Scan, _ node: Graph.Node, steps: Dimension, symbols: [Symbol: Dimension]) {
        self.scan = scan
        self.node = node
        self.steps = steps
        self.symbols = symbols
        for (index, input) in scan.body.inputs.enumerated() where index >= scan.carried {
            guard let operand = node.inputs[index] else { continue }
            outside[input.value] = (operand, index < scan.carried + scan.scanned)
        }
    }

    mutating func run(_ rewriting: inout Rewriting) {
        for inner in scan.body.nodes {
            guard let values = hoisted(inner, &rewriting) else {
                kept.append(inner)
                continue
            }
            let isSequence = inner.inputs.contains { $0.flatMap { outside[$0] }?.isSequence ?? false }
            for (output, value) in zip(inner.outputs, values) { outside[output] = (value, isSequence) }
            count += 1
        }
    }

    /// The node outside of the loop; nil where it must stay.
    private func hoisted(_ inner: Graph.Node, _ rewriting: inout Rewriting) -> [ValueID]? {
        guard !(inner.operation is any OperatorWithBody),
            inner.inputs.allSatisfy({ $0.map { outside[$0] != nil } ?? true })
        else { return nil }
        let operands = inner.inputs.map { $0.flatMap { outside[$0] } }
        var operation = inner.operation
        operation.substitute(symbols)
        let isFixed = operands.allSatisfy { !($0?.isSequence ?? false) }
        if isFixed {
            // A number costs nothing where it stands.
            if operation is Op.Constant || operation is Op.Full { return nil }
            return rewriting.add(operation, operands.map { $0?.value })
        }
        var outer = inner
        outer.operation = operation
        let body = scan.body
        let lifted = LiftedOperator(
            axis: scan.axis.resolvedAxis((inner.outputs.first.map { body.type($0).rank } ?? 0) + 1), steps: steps,
            operands: operands, facts: inner.inputs.map { $0.map { body[$0].fact.substituting(symbols) } })
        return lifted.add(
            outer, results: inner.outputs.map { body[$0].fact.substituting(symbols) }, &rewriting)
    }

    /// The scan without what was hoisted; nil where that is nothing.
    func result() -> (any Operator, [ValueID?])? {
        guard count > 0 else { return nil }
        var body = scan.body
        body.nodes = kept
        var read: Set<ValueID> = Set(body.outputs.map(\.value))
        for node in kept { read.formUnion(node.inputs.compactMap { $0 }) }
        var inputs = Array(body.inputs.prefix(scan.carried))
        var operands = Array(node.inputs.prefix(scan.carried))
        let wanted = read.filter { outside[$0] != nil }.sorted { $0.index < $1.index }
        var scanned = 0
        for isSequence in [true, false] {
            for value in wanted {
                guard let own = outside[value], own.isSequence == isSequence else { continue }
                inputs.append(Graph.Input(scan.body[value].name ?? "hoisted\(value.index)", value))
                operands.append(own.value)
                scanned += isSequence ? 1 : 0
            }
        }
        body.inputs = inputs
        body.removeDeadNodes()
        var result = scan
        result.body = body
        result.scanned = scanned
        if scanned == 0 { result.steps = steps }
        if scan.hasLengths { operands.append(node.inputs.last ?? nil) }
        return (result, operands)
    }
}
