import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// Makes one graph, the model's or that of a body, from the nodes of an ONNX graph.
struct ONNXGraphImporter {
    /// What all graphs of a file share.
    var file: ONNXImportState
    var builder: GraphBuilder
    /// What the names mean that the graph itself, or the function that is being inlined, gives.
    var operands: [String: ONNXOperand] = [:]
    /// The operands that the call of a function leaves out.
    var absent: Set<String> = []
    /// The declared types of values, as messages.
    var declared: [String: ProtobufMessage] = [:]
    /// The node that is being imported.
    var node: ONNXNode?
    /// The labels that nodes stand in: those of the functions that are inlined.
    var path: [String] = []
    /// How often it was traced on which inputs a value depends.
    var traces = 0
    /// The values of parameters and constants that are in the graph already.
    private var placed: [String: ValueID] = [:]
    /// The graph around a body; nil for the model's own.
    let around: ONNXSurroundings?
    /// The names that a body takes from around, in the order of its inputs.
    private(set) var captures: [String] = []

    init(_ file: ONNXImportState, name: String, around: ONNXSurroundings? = nil) {
        self.file = file
        self.around = around
        builder = GraphBuilder(name: name, budgets: file.budgets, firstDataSymbol: file.dataSymbols)
    }

    /// Whether this is the graph of a body.
    var isBody: Bool { around != nil }

    /// What a name means.
    mutating func operand(named name: String) throws(Diagnostic) -> ONNXOperand {
        if let own = operands[name] { return own }
        if let tensor = file.hoisted[name] { return .stored(name, tensor) }
        guard let (operand, fact) = around?[name] else {
            throw Diagnostic(
                "onnx-name", "nothing gives the value '\(name)' before it is read",
                help: "the nodes of an ONNX graph stand in the order in which they can run")
        }
        if operand.tensor != nil, !operand.isStored { return operand }
        let captured = ONNXOperand.value(capture(name, fact)).counted(asText: operand.isText)
        operands[name] = captured
        return captured
    }

    /// An input of this body for what a name means around it.
    private mutating func capture(_ name: String, _ fact: Fact) -> ValueID {
        captures.append(name)
        return builder.addInput(name, fact)
    }

    /// A tensor of the file that is to be a parameter, under a name that no other has. That of a body or a function is
    /// one of the whole model.
    mutating func stored(_ tensor: Tensor, named name: String) -> ONNXOperand {
        guard isBody || !path.isEmpty else { return .stored(name, tensor) }
        let base = (path + [name]).joined(separator: ".")
        var unique = base
        var count = 1
        while let other = file.hoisted[unique], other != tensor {
            count += 1
            unique = "\(base)_\(count)"
        }
        file.hoisted[unique] = tensor
        return .stored(unique, tensor)
    }

    /// What is known of an operand.
    func fact(_ operand: ONNXOperand) -> Fact {
        switch operand {
        case .value(let id): return builder.fact(id)
        case .filled(_, _, let fact): return fact
        case .text(let bytes): return fact(bytes)
        case .known(let tensor), .stored(_, let tensor):
            let type = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
            guard !tensor.elementType.isFloat, tensor.count <= Fact.largestContents else { return Fact(type) }
            return Fact(type, contents: PlainTensor(tensor).integers.map { Dimension(Int($0)) })
        }
    }

    /// The operand as a value of the graph.
    mutating func value(_ operand: ONNXOperand) throws(Diagnostic) -> ValueID {
        switch operand {
        case .value(let id): return id
        case .text(let bytes): return try value(bytes)
        case .known(let tensor): return try builder.add(Op.Constant(tensor), [], path: path, origin: origin)[0]
        case .filled(let name, let operation, _):
            if let id = placed[name] { return id }
            let id = try builder.add(operation, [], path: labels, origin: origin)[0]
            builder.setName(name, of: id)
            placed[name] = id
            return id
        case .stored(let name, let tensor):
            if let id = placed[name] { return id }
            let id: ValueID
            if isBody {
                file.hoisted[name] = tensor
                id = capture(name, Fact(TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })))
            } else {
                let type = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
                let isTrained = tensor.elementType.isFloat && !file.untrained.contains(name)
                id = builder.addParameter(
                    name, type, isTrained: isTrained, initializer: .constant(0), origin: origin)
                file.weights[name] = tensor
            }
            placed[name] = id
            return id
        }
    }

    /// Takes away what was added to the graph since.
    mutating func rollBack(to mark: GraphBuilder.Mark, captures count: Int) {
        builder.rollBack(to: mark)
        let values = builder.graph.values.count
        for name in captures[count...] { operands[name] = nil }
        captures.removeSubrange(count...)
        placed = placed.filter { $0.value.index < values }
    }

    /// Where the node that is being imported comes from.
    var origin: Graph.Origin {
        guard let node else { return .none }
        return .imported(node.name.isEmpty ? node.outputs.first { !$0.isEmpty } ?? node.type : node.name)
    }

    /// Adds an operator. What is known before the run, and small, is computed at once.
    mutating func all(_ operation: any Operator, _ inputs: [ONNXOperand?]) throws(Diagnostic) -> [ONNXOperand] {
        if let folded = folded(operation, inputs, limit: 4096) { return folded.map { .known($0) } }
        var ids: [ValueID?] = []
        for input in inputs {
            guard let input else {
                ids.append(nil)
                continue
            }
            ids.append(try value(input))
        }
        while let last = ids.last, last == nil { ids.removeLast() }
        return try builder.add(operation, ids, path: labels, origin: origin).map { .value($0) }
    }

    /// Adds an operator with one result.
    mutating func one(_ operation: any Operator, _ inputs: ONNXOperand?...) throws(Diagnostic) -> ONNXOperand {
        try all(operation, inputs)[0]
    }

    /// The results of an operator all of whose operands are known, and small; nil otherwise, and where sizes that are
    /// not known decide them.
    private func folded(_ operation: any Operator, _ inputs: [ONNXOperand?], limit: Int) -> [Tensor]? {
        guard !inputs.isEmpty else { return nil }
        var operands: [PlainTensor?] = []
        for input in inputs {
            guard let input else {
                operands.append(nil)
                continue
            }
            guard case .known(let tensor) = input, tensor.count <= limit else { return nil }
            operands.append(PlainTensor(tensor))
        }
        var inference = Inference(inputs.map { $0.map { fact($0) } })
        guard let facts = try? operation.infer(&inference), inference.conditions.isEmpty,
            facts.allSatisfy({ fact in fact.type.elementCount.value.map { $0 <= limit } ?? false })
        else { return nil }
        return try? operation.evaluate(operands, Evaluation()).map(\.tensor)
    }

    /// Computes at once what an operator makes of a stored tensor, which stays one under another name; for layouts of
    /// weights that are another's. Falls back to a node where the operand is computed by the graph.
    mutating func rearranged(
        _ operation: any Operator, _ operand: ONNXOperand, as suffix: String
    ) throws(Diagnostic) -> ONNXOperand {
        guard case .stored(let name, let tensor) = operand else { return try one(operation, operand) }
        let result = try operation.evaluate([PlainTensor(tensor)], Evaluation())
        return .stored(name + suffix, result[0].tensor)
    }

    /// The labels of the node: those around, and the parts of its name that exporters separate by slashes.
    private var labels: [String] {
        guard let node, node.name.contains("/") else { return path }
        let parts = node.name.split(separator: "/").map(String.init).filter { !$0.isEmpty }
        return path + parts.dropLast()
    }
}

/// The graphs around a body, as they are while it is imported.
struct ONNXSurroundings {
    /// The one right around; a list, as a value cannot hold its own kind.
    private let importers: [ONNXGraphImporter]

    init(_ importer: ONNXGraphImporter) {
        importers = [importer]
    }

    /// What a name means, and what is known of it.
    subscript(name: String) -> (operand: ONNXOperand, fact: Fact)? {
        var next = importers.first
        while let importer = next {
            if let own = importer.operands[name] { return (own, importer.fact(own)) }
            next = importer.around?.importers.first
        }
        return nil
    }
}
