import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

extension ONNXGraphImporter {
    /// Imports nodes in their order.
    mutating func run(_ messages: [ProtobufMessage], arguments: [String: ProtobufMessage]? = nil) throws(Diagnostic) {
        try file.count(messages.count)
        for message in messages {
            let node = try ONNXNode(message, arguments: arguments)
            let outer = self.node
            self.node = node
            do throws(Diagnostic) {
                try take(try results(node), of: node)
            } catch {
                // Deep inside of functions and bodies the way there says no more.
                throw file.depth > 3 ? error : error.placed(in: node.label)
            }
            self.node = outer
        }
    }

    private mutating func take(_ results: [ONNXOperand?], of node: ONNXNode) throws(Diagnostic) {
        for (index, name) in node.outputs.enumerated() where !name.isEmpty {
            if index < results.count, results[index] == nil, !file.namesRead.contains(name) { continue }
            guard index < results.count, let result = results[index] else {
                throw Diagnostic("onnx-results", "\(node.type) has no result \(index + 1), which is named '\(name)'")
            }
            guard operands[name] == nil else {
                throw Diagnostic("onnx-name", "the value '\(name)' is given twice")
            }
            operands[name] = result
            if case .value(let id) = result, builder.graph[id].name == nil { builder.setName(name, of: id) }
        }
    }

    /// What a node computes: by our operators, by the nodes of a function, or by an operator that is not known.
    private mutating func results(_ node: ONNXNode) throws(Diagnostic) -> [ONNXOperand?] {
        if let mapping = ONNXOperators.mapping(node) {
            guard version(of: node.domain) != nil else {
                throw Diagnostic("onnx-opset", "the file imports no operator set of the domain '\(node.domain)'")
            }
            let (mark, depth, taken) = (builder.mark, file.depth, captures.count)
            do throws(Diagnostic) {
                return try mapping(&self, node)
            } catch {
                guard error.code == "onnx-unsupported" || error.code == "onnx-needs-values" else { throw error }
                rollBack(to: mark, captures: taken)
                file.depth = depth
                return try unknown(node, because: error)
            }
        }
        if let function = file.functions[ONNXFile.functionKey(node.domain, node.type, node.overload)] {
            return try inlined(function, node)
        }
        return try unknown(
            node, because: Diagnostic("onnx-unsupported", "the operator \(node.operatorName) is not supported"))
    }

    /// The version of an operator set.
    func version(of domain: String) -> Int? { file.opsets[domain] }

    /// The version of ONNX's own operator set.
    var opset: Int { file.opsets[""] ?? 1 }

    /// An operator that keeps its name, its settings and the declared types of its results.
    private mutating func unknown(
        _ node: ONNXNode, because reason: Diagnostic
    ) throws(Diagnostic) -> [ONNXOperand?] {
        var types: [ONNXValueType] = []
        for name in node.outputs where !name.isEmpty {
            guard let type = declaredType(name) else { throw reason }
            types.append(type)
        }
        var inputs: [ValueID?] = []
        for name in node.inputs { inputs.append(name.isEmpty ? nil : try value(try operand(named: name))) }
        let operation = Op.Unknown(
            "onnx.\(node.operatorName)", attributes: try ONNXAttributes.plain(node),
            resultTypes: types.compactMap(\.tensorType))
        let ids = try builder.add(operation, inputs, path: path, origin: origin)
        file.unknown.append(reason.placed(in: node.label))
        var given = zip(ids, types).makeIterator()
        return node.outputs.map { name in
            guard !name.isEmpty, let (id, type) = given.next() else { return nil }
            return ONNXOperand.value(id).counted(asText: type.isText)
        }
    }

    /// The type that the file declares for a value, if it does so with a rank.
    private mutating func declaredType(_ name: String) -> ONNXValueType? {
        guard let message = declared[name] else { return nil }
        var count = builder.dataSymbolCount
        guard
            let type = try? ONNXValueType(
                message,
                free: { _ in
                    count += 1
                    return Dimension(Symbol("k\(count - 1)", .data))
                }), type.shape != nil
        else { return nil }
        builder.dataSymbolCount = count
        return type
    }

    /// Imports the nodes of a function in place of the node that calls it.
    private mutating func inlined(
        _ function: ProtobufMessage, _ call: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        guard file.depth < file.budgets.calls else {
            throw Diagnostic("onnx-nesting", "functions call each other more than \(file.budgets.calls) deep")
        }
        var inner: [String: ONNXOperand] = [:]
        var missing: Set<String> = []
        for (index, name) in function.strings("input").enumerated() {
            if let given = call.input(index) { inner[name] = try operand(named: given) } else { missing.insert(name) }
        }
        var arguments = call.attributes
        for message in function.messages("attribute_proto") {
            let name = message.string("name") ?? ""
            if arguments[name] == nil { arguments[name] = message }
        }
        let saved = self
        operands = inner
        absent = missing
        declared = ONNXFile.types(function.messages("value_info"))
        file.depth += 1
        path.append(call.name.isEmpty ? call.type : call.name)
        for (domain, version) in try ONNXFile.opsets(function) { file.opsets[domain] = version }
        try run(function.messages("node"), arguments: arguments)
        var results: [ONNXOperand?] = []
        for name in function.strings("output") { results.append(try operand(named: name)) }
        (operands, absent, declared, path) = (saved.operands, saved.absent, saved.declared, saved.path)
        file.depth = saved.file.depth
        file.opsets = saved.file.opsets
        node = saved.node
        return results
    }
}

extension ONNXGraphImporter {
    /// An operand that must be there.
    mutating func required(_ node: ONNXNode, _ index: Int) throws(Diagnostic) -> ONNXOperand {
        guard let operand = try optional(node, index) else {
            throw Diagnostic("onnx-operand", "operand \(index + 1) of \(node.type) is missing")
        }
        return operand
    }

    /// An operand that may be left out.
    mutating func optional(_ node: ONNXNode, _ index: Int) throws(Diagnostic) -> ONNXOperand? {
        guard let name = node.input(index), !absent.contains(name) else { return nil }
        let operand = try operand(named: name)
        guard !operand.isText else {
            throw unsupported(
                "strings can be compared by Equal alone, and '\(name)', which \(node.type) reads, holds some")
        }
        return operand
    }

    /// All operands, none of which is left out.
    mutating func operands(_ node: ONNXNode) throws(Diagnostic) -> [ONNXOperand] {
        var result: [ONNXOperand] = []
        for index in node.inputs.indices { result.append(try required(node, index)) }
        return result
    }

    /// The whole numbers of an operand as sizes, known or in terms of other sizes.
    mutating func sizes(_ operand: ONNXOperand, _ what: String) throws(Diagnostic) -> [Dimension] {
        if let tensor = operand.tensor {
            guard !tensor.elementType.isFloat, tensor.count <= 1 << 16 else {
                throw Diagnostic("onnx-operand", "\(what) must be whole numbers, and not too many")
            }
            return PlainTensor(tensor).integers.map { Dimension(Int($0)) }
        }
        let type = fact(operand)
        if let contents = type.contents { return contents }
        let refusal = needsValues(of: operand, what)
        // What only the run finds out are sizes all the same; that none is negative is for the run to see.
        guard type.elementType.isInteger, type.rank <= 1, let count = type.type.elementCount.value, count <= 64 else {
            throw refusal
        }
        let numbers = try reshaped(try cast(operand, to: .i64), [Dimension(count)])
        let found = try one(Op.DataSizes(), numbers)
        return Array(fact(found).shape.dropLast())
    }

    /// The whole numbers of an operand, which must be known.
    mutating func integers(_ operand: ONNXOperand, _ what: String) throws(Diagnostic) -> [Int] {
        var result: [Int] = []
        for size in try sizes(operand, what) {
            guard let value = size.value else { throw needsValues(of: operand, what) }
            result.append(value)
        }
        return result
    }

    /// The numbers of an operand, which must be known.
    mutating func reals(_ operand: ONNXOperand, _ what: String) throws(Diagnostic) -> [Double] {
        guard let tensor = operand.tensor else {
            if !fact(operand).elementType.isFloat { return try integers(operand, what).map { Double($0) } }
            throw needsValues(of: operand, what)
        }
        return PlainTensor(tensor).reals
    }

    /// Notes the inputs on which numbers depend that must be known before the run.
    mutating func needsValues(of operand: ONNXOperand, _ what: String) -> Diagnostic {
        guard case .value(let id) = operand, traces < 100 else {
            return Diagnostic("onnx-needs-values", "\(what) must be known before the run, and they are computed")
        }
        // Each looks at the whole graph: a file that asks for many gets no more answers.
        traces += 1
        var names: Set<String> = []
        let inputs = Dictionary(builder.graph.inputs.map { ($0.value, $0.name) }) { first, _ in first }
        let producers = builder.graph.producers
        var waiting = [id]
        var seen: Set<ValueID> = [id]
        while let next = waiting.popLast() {
            if let name = inputs[next] { names.insert(name) }
            let operands = producers[next.index].map { builder.graph.nodes[$0].inputs } ?? []
            for case let source? in operands where seen.insert(source).inserted { waiting.append(source) }
        }
        file.decidingInputs.formUnion(names)
        return Diagnostic(
            "onnx-needs-values", "\(what) must be known before the run, and they are computed",
            notes: names.isEmpty
                ? [] : [Diagnostic.Note("they depend on the input \(names.sorted().joined(separator: ", "))")])
    }

    /// Refuses a use of an operator that we cannot import.
    func unsupported(_ message: String) -> Diagnostic { Diagnostic("onnx-unsupported", message) }
}
