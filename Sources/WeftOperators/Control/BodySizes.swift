package import WeftDiagnostics
package import WeftGraph
import WeftTensors

/// What the sizes of a body are in terms of what it is given.
struct BodySizes {
    let body: Graph
    /// What the operator with the body is called in messages: `the body of a scan`.
    let what: String
    /// The body's symbols in terms of the sizes around; those that vary from run to run of the body are not there.
    private(set) var symbols: [Symbol: Dimension] = [:]
    /// The sizes that the body has from around under their own names.
    private var outer: Set<Symbol> = []

    /// Binds the symbols that stand alone as sizes of the inputs, but for some, and needs all types to fit.
    init(
        _ body: Graph, _ what: String, given: [TensorType], varying: Set<Symbol> = [], _ inference: inout Inference,
        mismatch: (_ input: Int, _ wanted: TensorType) -> Diagnostic
    ) throws(Diagnostic) {
        self.body = body
        self.what = what
        for type in given { outer.formUnion(type.symbols) }
        for case let operand? in inference.operands { outer.formUnion(operand.type.symbols) }
        for (index, input) in body.inputs.enumerated() {
            let wanted = body.type(input.value)
            guard wanted.elementType == given[index].elementType, wanted.rank == given[index].rank else {
                throw mismatch(index, wanted)
            }
            for (dimension, size) in zip(wanted.shape, given[index].shape) {
                guard let symbol = dimension.bareSymbol, symbols[symbol] == nil, !varying.contains(symbol) else {
                    continue
                }
                symbols[symbol] = size
            }
        }
        for (index, input) in body.inputs.enumerated() {
            let wanted = body.type(input.value)
            for (dimension, size) in zip(wanted.shape, given[index].shape)
            where dimension.symbols.isDisjoint(with: varying) {
                try inference.require(
                    size, equals: dimension.substituting(symbols), "\(what) must fit what it is given"
                ) { mismatch(index, wanted) }
            }
        }
    }

    /// Needs the conditions of the body; what only the body's own run can tell is left to that run.
    func requireConditions(_ inference: inout Inference, varying: Set<Symbol> = []) throws(Diagnostic) {
        for condition in body.conditions {
            let (left, right) = (condition.left.substituting(symbols), condition.right.substituting(symbols))
            let failure = {
                Diagnostic(
                    "condition-not-met", "\(what) needs \(condition), which does not hold here",
                    at: condition.range, notes: condition.reason.isEmpty ? [] : [Diagnostic.Note(condition.reason)])
            }
            let used = left.symbols.union(right.symbols)
            if used.contains(where: isOwn) || !used.isDisjoint(with: varying) { continue }
            switch condition.relation {
            case .equal: try inference.require(left, equals: right, condition.reason, otherwise: failure)
            case .atLeast: try inference.require(left, atLeast: right, condition.reason, otherwise: failure)
            }
        }
    }

    /// Whether a size is found by the body while it runs.
    func isOwn(_ symbol: Symbol) -> Bool { symbol.kind == .data && !outer.contains(symbol) }

    /// A type of the body in terms of the sizes around.
    func substituted(_ type: TensorType) -> TensorType {
        TensorType(type.elementType, type.shape.map { $0.substituting(symbols) })
    }

    /// The multiply-accumulates of some nodes of the body, or of all.
    func multiplyAccumulates(_ nodes: [Int]? = nil) -> Dimension {
        (nodes ?? Array(body.nodes.indices)).reduce(0) { sum, index in
            let node = body.nodes[index]
            let count = node.operation.multiplyAccumulates(
                node.inputs.map { $0.map { body[$0].fact } }, node.outputs.map { body[$0].fact })
            return sum + count.substituting(symbols)
        }
    }
}

extension Graph {
    /// Refuses a graph that cannot be a body: one that is not closed, or nests too deep.
    func checkBody(_ code: String) throws(Diagnostic) {
        try checkReferences()
        try checkNesting(Budgets(), outer: 1)
        guard parameters.isEmpty else {
            throw Diagnostic(
                code, "the body has a parameter '\(parameters[0].name)' of its own",
                help: "parameters go into a body as invariants")
        }
    }

    /// The sizes of a body's symbols for inputs of some shapes; those that its inputs do not name are the caller's.
    package func bodyBinding(
        _ shapes: [[Int]], _ outer: [Symbol: Int], code: String
    ) throws(Diagnostic) -> [Symbol: Int] {
        var own: [Symbol: Int] = [:]
        for (input, shape) in zip(inputs, shapes) {
            for (dimension, size) in zip(type(input.value).shape, shape) {
                if let symbol = dimension.bareSymbol, own[symbol] == nil { own[symbol] = size }
            }
        }
        let binding = outer.merging(own) { $1 }
        for (input, shape) in zip(inputs, shapes) {
            let type = type(input.value)
            guard type.sizes(binding) == shape else {
                throw Diagnostic(
                    code, "'\(input.name)' does not fit the body",
                    labels: ["the body takes \(type)", "it is given sizes \(shape)"])
            }
        }
        return binding
    }

    /// One run of a body on tensors for its inputs, in order.
    func run(body tensors: [PlainTensor], _ outer: [Symbol: Int], code: String) throws(Diagnostic) -> [PlainTensor] {
        let binding = try bodyBinding(tensors.map(\.shape), outer, code: code)
        var runner = try NodeRunner(self, binding: binding, budgets: Budgets())
        for (input, tensor) in zip(inputs, tensors) { runner.values[input.value.index] = tensor }
        for index in nodes.indices { try runner.run(index) }
        var results: [PlainTensor] = []
        for output in outputs { results.append(try runner.value(output.value)) }
        return results
    }
}
