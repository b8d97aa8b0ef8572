import WeftGraph
import WeftOperators
import WeftTensors

/// Products of one tensor with several fixed weights, which can be one product that is parted afterwards.
struct ParallelProducts {
    /// What products have in common that can be one.
    struct Kind: Hashable {
        let x: ValueID
        let hasBias: Bool
        /// The function that alone reads the result of each, with its attributes.
        var function: [Attribute] = []
        var functionName = ""
        /// The loop that reads the results: those of two loops stay apart, so that one is not kept while the other runs.
        var loop: Int?
    }

    /// The products, in order.
    var products: [Int] = []
    /// The functions of their results; none where there is not one of each.
    var functions: [Int] = []

    /// The groups of several products of one kind, in the order of their first.
    static func grouped(
        _ graph: Graph, _ kind: (_ index: Int, _ node: Graph.Node) -> Kind?
    ) -> [ParallelProducts] {
        var groups: [ParallelProducts] = []
        var numbers: [Kind: Int] = [:]
        for (index, node) in graph.nodes.enumerated() {
            guard let kind = kind(index, node) else { continue }
            let number = numbers[kind] ?? groups.count
            if number == groups.count {
                numbers[kind] = number
                groups.append(ParallelProducts())
            }
            groups[number].products.append(index)
        }
        return groups.filter { $0.products.count > 1 }
    }
}

extension Graph {
    /// Makes one product of those that multiply the same by fixed weights: the operand is read once, and narrow products
    /// fill up their tiles.
    ///
    /// A function that follows each of them alike goes along. Products whose results something adds to, or puts together
    /// with others, stay: these do such work at once, and write where it is wanted.
    mutating func joinParallelProducts() {
        let isConstant = constantValues
        let readers = Readers(self)
        var functions: [Int: Int] = [:]
        var groups = ParallelProducts.grouped(self) { index, node in
            guard let (kind, function) = parallelKind(node, readers, isConstant) else { return nil }
            functions[index] = function
            return kind
        }
        guard !groups.isEmpty else { return }
        for index in groups.indices { groups[index].functions = groups[index].products.compactMap { functions[$0] } }
        // Weights stand before the first of the products that they belong to.
        let fixed = nodes.map { node in node.outputs.allSatisfy { isConstant[$0.index] } }
        let order = nodes.indices.filter { fixed[$0] } + nodes.indices.filter { !fixed[$0] }
        var places = Array(nodes.indices)
        for (place, index) in order.enumerated() { places[index] = place }
        nodes = order.map { nodes[$0] }
        join(
            groups.map {
                ParallelProducts(products: $0.products.map { places[$0] }, functions: $0.functions.map { places[$0] })
            })
    }

    /// What a product has in common with those that it can be one with, and the function that follows it.
    private func parallelKind(
        _ node: Node, _ readers: Readers, _ isConstant: [Bool]
    ) -> (kind: ParallelProducts.Kind, function: Int?)? {
        guard node.operation is Op.Dense || node.operation is Op.Conv, let x = node.inputs[0], !isConstant[x.index],
            type(node.outputs[0]).elementType == .f32,
            node.inputs.dropFirst().allSatisfy({ $0.map { isConstant[$0.index] } ?? true })
        else { return nil }
        var kind = ParallelProducts.Kind(x: x, hasBias: node.inputs.count > 2 && node.inputs[2] != nil)
        var result = node.outputs[0]
        var function: Int?
        if let conv = node.operation as? Op.Conv {
            guard let weight = node.inputs[1],
                let shape = ConvolutionShape(conv, x: type(x).shape, weight: type(weight).shape), shape.isPlainProduct
            else { return nil }
            if let reader = readers.only(of: result), nodes[reader].isFunction {
                function = reader
                kind.functionName = nodes[reader].operation.name
                kind.function = nodes[reader].operation.attributeValues.map(\.value)
                result = nodes[reader].outputs[0]
            }
        }
        guard !readers.isOutput(result), readers.of(result).allSatisfy({ !nodes[$0].takesInPlace }) else { return nil }
        kind.loop = readers.of(result).first { nodes[$0].operation is Op.Scan }
        return (kind, function)
    }

    /// Makes one product of each group, whose parts take the places of what each of its products has made.
    mutating func join(_ groups: [ParallelProducts]) {
        guard !groups.isEmpty else { return }
        let old = nodes
        var groupAt: [Int: ParallelProducts] = [:]
        for group in groups { groupAt[group.products[0]] = group }
        var gone: Set<Int> = []
        nodes = []
        for (index, node) in old.enumerated() where !gone.contains(index) {
            let count = nodes.count
            if let group = groupAt[index], appendJoined(group, old) {
                gone.formUnion(group.products + group.functions)
            } else {
                nodes.removeSubrange(count...)
                nodes.append(node)
            }
        }
    }

    /// Adds the product of a group, its function, and the node that parts it; false where that cannot be.
    private mutating func appendJoined(_ group: ParallelProducts, _ old: [Node]) -> Bool {
        let products = group.products.map { old[$0] }
        let first = products[0]
        var operands = [first.inputs[0]]
        for index in 1..<first.inputs.count where first.inputs[index] != nil {
            let parts = products.map { $0.inputs[index] }
            guard let whole = append(Op.Concat(axis: 0), parts, as: first) else { return false }
            operands.append(whole)
        }
        let results = products.map { $0.outputs[0] }
        let axis = first.operation is Op.Conv ? 1 : type(results[0]).rank - 1
        let sizes = results.map { type($0).shape[axis] }
        var shape = type(results[0]).shape
        shape[axis] = sizes.reduce(0, +)
        let fact = Fact(type(results[0]).elementType, shape)
        // The columns of a product do not bear on whether it takes its operands.
        var whole = append(first.operation, operands, giving: fact, as: first)
        if let function = group.functions.first {
            whole = append(old[function].operation, [whole], giving: fact, as: old[function])
        }
        let isEven = sizes.allSatisfy { $0 == sizes[0] }
        let split = isEven ? Op.Split(parts: sizes.count, axis: axis) : Op.Split(sizes: sizes, axis: axis)
        let parts = group.functions.isEmpty ? results : group.functions.map { old[$0].outputs[0] }
        nodes.append(Node(split, [whole], parts, path: first.path, origin: first.origin))
        return true
    }
}

extension Graph.Node {
    /// Whether it is a function of the elements of one tensor, and of nothing else.
    var isFunction: Bool {
        inputs.count == 1 && outputs.count == 1
            && type(of: operation).signature.traits.contains(.elementwise) && !(operation is Op.Cast)
    }

    /// Whether the calls that make its operands do its work, or write straight into its result.
    fileprivate var takesInPlace: Bool {
        type(of: operation).signature.traits.contains(.elementwise) || operation is Op.Concat || operation is Op.Split
    }
}
