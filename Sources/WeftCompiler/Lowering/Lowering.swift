package import WeftDiagnostics
package import WeftGraph
import WeftOperators
import WeftTensors

/// Makes a program of a graph, node by node in the graph's order.
struct Lowering {
    let graph: Graph
    let options: LoweringOptions
    let isConstant: [Bool]
    let fusion: Fusion
    let layouts: Layouts
    /// How many loops are around the graph.
    let depth: Int
    var program: Program
    /// Where each value lies, once that is known.
    var views: [View<Dimension>?]
    /// The concatenation that each value is written straight into: its node, and which operand.
    var homes: [Home?]
    /// Flattened tensors that lie in memory in another order of the axes than the graph has, for the products that read
    /// them: the sizes of the axes and that order.
    var flattened: [ValueID: Flattening] = [:]
    /// Of a loop's body: where values that leave the step are written besides.
    var further: [ValueID: [View<Dimension>]] = [:]
    /// Of a loop's body: the outputs that no call writes to where they belong, so that they are copied.
    var pending: Set<Int> = []
    private let parameterNames: [ValueID: String]
    /// The means of the rows of what depthwise convolutions make, for means over whole pictures.
    var rowMeans: [ValueID: View<Dimension>] = [:]
    /// Gates that the readers of what they make take into their weights.
    var gates: [ValueID: Gate] = [:]
    /// The copies of views that have another axis dense.
    private var turned: [Turned: View<Dimension>] = [:]
    private var constantOfValue: [Int?]
    private var bufferOfConstant: [Int: BufferID] = [:]

    /// The place of an operand in a concatenation.
    struct Home {
        let node: Int
        let operand: Int
    }

    /// A view, and the axis that a copy of it has dense.
    private struct Turned: Hashable {
        let view: View<Dimension>
        let axis: Int
    }

    /// A tensor `[N, axes…]` read as `[N, K]` in the order in which it lies.
    struct Flattening {
        let sizes: [Dimension]
        let order: [Int]
    }

    init(_ graph: Graph, _ options: LoweringOptions) {
        self.graph = graph
        self.options = options
        isConstant = options.usesKernels ? graph.constantValues : graph.valuesOfWeights
        fusion = options.usesKernels ? Fusion(graph, isConstant: isConstant) : Fusion()
        layouts = Layouts(graph, isUsed: options.usesKernels)
        depth = 0
        program = Program(graph: graph)
        parameterNames = Self.parameterNames(of: graph)
        views = Array(repeating: nil, count: graph.values.count)
        homes = Array(repeating: nil, count: graph.values.count)
        constantOfValue = Array(repeating: nil, count: graph.values.count)
        if options.usesKernels { findHomes() }
    }

    /// The lowering of a loop's body, which adds to a program.
    init(body: LoopBody, _ program: Program, _ options: LoweringOptions) {
        graph = body.graph
        self.options = options
        isConstant = graph.constantValues(given: Set(body.constants.keys))
        fusion = Fusion(graph, isConstant: isConstant)
        layouts = Layouts(graph, isUsed: true)
        depth = body.depth + 1
        self.program = program
        parameterNames = Self.parameterNames(of: graph)
        views = Array(repeating: nil, count: graph.values.count)
        homes = Array(repeating: nil, count: graph.values.count)
        constantOfValue = Array(repeating: nil, count: graph.values.count)
        for (value, constant) in body.constants { constantOfValue[value.index] = constant }
        for (value, view) in body.invariants { views[value.index] = view }
        let inputs = graph.inputs.map(\.value)
        for (value, state) in zip(inputs, body.states) { views[value.index] = state.read }
        for (value, step) in zip(inputs.dropFirst(body.states.count), body.sequences) { views[value.index] = step }
        findHomes()
        for (index, output) in graph.outputs.enumerated() {
            guard let target = body.target(of: index) else { continue }
            guard let (maker, result) = producer(of: output.value), !maker.operation.isView,
                !isConstant[output.value.index], !maker.operation.leavesState(result)
            else {
                pending.insert(index)
                continue
            }
            if views[output.value.index] == nil {
                homes[output.value.index] = nil
                views[output.value.index] = target
            } else if fusion.isWork(output.value) {
                further[output.value, default: []].append(target)
            } else {
                pending.insert(index)
            }
        }
    }

    private static func parameterNames(of graph: Graph) -> [ValueID: String] {
        Dictionary(graph.parameters.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The program of a graph.
    mutating func run() throws(Diagnostic) -> Program {
        for (index, input) in graph.inputs.enumerated() {
            let type = graph.type(input.value)
            let buffer = addBuffer(.input(index), type.elementType, type.elementCount)
            let view = View(dense: type.shape, type.elementType, order: Array(type.shape.indices), in: buffer)
            views[input.value.index] = view
            program.inputs.append(Program.Face(name: input.name, type: type, view: view))
        }
        for index in graph.nodes.indices { try lowerNode(index) }
        for output in graph.outputs {
            let type = graph.type(output.value)
            let view = try view(of: output.value)
            let dense = view.isRowMajor ? view : copied(view, order: Array(type.shape.indices))
            program.outputs.append(Program.Face(name: output.name, type: type, view: dense))
        }
        return program
    }

    /// Lowers a node, or the cluster that it is the last of.
    mutating func lowerNode(_ index: Int) throws(Diagnostic) {
        let node = graph.nodes[index]
        if node.outputs.allSatisfy({ isConstant[$0.index] }) { return }
        guard let number = fusion.clusterOfNode(index) else { return try lower(index, node) }
        let cluster = fusion.clusters[number]
        if cluster.last == index { try emit(cluster) }
    }

    private mutating func lower(_ index: Int, _ node: Graph.Node) throws(Diagnostic) {
        guard options.usesKernels else {
            return try refer(node, "the program was asked for without kernels")
        }
        if try lowerView(node) { return }
        if try lowerReduction(node) { return }
        if try lowerRows(node) { return }
        if try lowerIndexing(node) { return }
        if try lowerMovement(node) { return }
        if try lowerResampling(node) { return }
        if try lowerSampling(node) { return }
        if try lowerSmall(node) { return }
        if try lowerTyped(node) { return }
        switch node.operation {
        case is Op.MatMul:
            if try lowerMatMul(node) { return }
        case is Op.Dense:
            if try lowerDense(node) { return }
        case let conv as Op.Conv:
            if try lowerConvolution(node, conv) { return }
        case let sums as any RunningFormula:
            if try lowerRunning(node, sums) { return }
        case let pool as Op.MaxPool:
            if try lowerPool(node, pool) { return }
        case let pool as Op.AvgPool:
            if try lowerPool(node, pool) { return }
        case let pool as Op.MaxPoolWithIndices:
            if try lowerPool(node, pool) { return }
        case let fold as Op.Fold:
            if try lowerFold(node, fold) { return }
        case is Op.Det:
            if try lowerDeterminant(node) { return }
        case let size as Op.Size where size.type.bits >= 8:
            return add(.number(NumberCall(value: size.value, target: place(node.outputs[0]))), [node])
        case is Op.Concat: return try concatenate(index, node)
        case let scan as Op.Scan:
            guard let reason = try lowerLoop(node, scan) else { return }
            return try refer(node, reason)
        default: break
        }
        try refer(node, "no kernel computes it")
    }

    // MARK: memory

    mutating func addBuffer(
        _ kind: Buffer<Dimension>.Kind, _ type: ElementType, _ count: Dimension
    ) -> BufferID {
        program.buffers.append(Buffer(kind: kind, elementType: type, count: count))
        return BufferID(program.buffers.count - 1)
    }

    /// A new dense tensor in the arena.
    mutating func allocate(_ shape: [Dimension], _ type: ElementType, order: [Int]) -> View<Dimension> {
        let buffer = addBuffer(.arena, type, shape.reduce(1, *))
        return View(dense: shape, type, order: order, in: buffer)
    }

    /// A copy of a view, dense in an order of the axes.
    mutating func copied(_ view: View<Dimension>, order: [Int]) -> View<Dimension> {
        let target = allocate(view.shape, view.elementType, order: order)
        add(.copy(CopyCall(source: view, target: target)), [])
        return target
    }

    /// The view with an axis dense, copied once for all that read it so where it is not.
    mutating func innermost(_ view: View<Dimension>, axis: Int) -> View<Dimension> {
        var result = view
        if view.shape[axis] == 1 { result.strides[axis] = 1 }
        if result.strides[axis] == 1 { return result }
        if let known = turned[Turned(view: view, axis: axis)] { return known }
        let copy = copied(view, order: view.shape.indices.filter { $0 != axis } + [axis])
        turned[Turned(view: view, axis: axis)] = copy
        return copy
    }

    /// Where a value lies.
    mutating func view(of value: ValueID) throws(Diagnostic) -> View<Dimension> {
        if let view = views[value.index] { return view }
        guard isConstant[value.index] else {
            throw Diagnostic("not-lowered", "the value \(value.index) is read before anything makes it")
        }
        let view = try constantView(of: value)
        views[value.index] = view
        return view
    }

    // MARK: constants

    /// The number of the constant that a value is.
    mutating func constant(of value: ValueID) throws(Diagnostic) -> Int {
        if let index = constantOfValue[value.index] { return index }
        // Values stand in the order in which they are made, so walking up ends; a stack keeps it from recursing.
        var waiting = [value]
        while let next = waiting.last {
            if constantOfValue[next.index] != nil {
                waiting.removeLast()
                continue
            }
            guard let (node, result) = producer(of: next) else {
                guard let name = parameterNames[next] else {
                    throw Diagnostic("not-lowered", "the value \(next.index) is no constant")
                }
                constantOfValue[next.index] = addConstant(.parameter(name), graph.type(next))
                continue
            }
            let missing = node.inputs.compactMap { $0 }.filter { constantOfValue[$0.index] == nil }
            guard missing.isEmpty else {
                waiting += missing
                continue
            }
            if let literal = node.operation as? Op.Constant {
                constantOfValue[next.index] = addConstant(.literal(literal.value), graph.type(next))
            } else {
                let operands = node.inputs.map { $0.flatMap { constantOfValue[$0.index] } }
                constantOfValue[next.index] = addConstant(
                    .result(node.operation, operands: operands, result: result), graph.type(next))
            }
        }
        guard let index = constantOfValue[value.index] else {
            throw Diagnostic("not-lowered", "the value \(value.index) is no constant")
        }
        return index
    }

    mutating func addConstant(_ recipe: Recipe, _ type: TensorType) -> Int {
        program.constants.append(Constant(recipe: recipe, type: type))
        return program.constants.count - 1
    }

    /// A constant as a dense view.
    mutating func denseView(ofConstant index: Int) -> View<Dimension> {
        let type = program.constants[index].type
        let buffer = bufferOfConstant[index] ?? addBuffer(.constant(index), type.elementType, type.elementCount)
        bufferOfConstant[index] = buffer
        return View(dense: type.shape, type.elementType, order: Array(type.shape.indices), in: buffer)
    }

    private mutating func constantView(of value: ValueID) throws(Diagnostic) -> View<Dimension> {
        if let (node, _) = producer(of: value), let full = node.operation as? Op.Full {
            return scalar(full.value, full.type).broadcast(to: graph.type(value).shape)
        }
        return denseView(ofConstant: try constant(of: value))
    }

    /// A single number.
    mutating func scalar(_ value: Double, _ type: ElementType) -> View<Dimension> {
        let tensor =
            type.isFloat
            ? PlainTensor(rounding: [value], type, shape: []).tensor
            : PlainTensor(wrapping: [Int64(value)], type, shape: []).tensor
        return denseView(ofConstant: addConstant(.literal(tensor), TensorType(type, [])))
    }

    // MARK: steps

    mutating func add(_ call: Call<Dimension>, _ nodes: [Graph.Node], apart: String? = nil) {
        let work = nodes.reduce(Dimension(0)) { $0 + graph.work(of: $1) }
        let labels = nodes.map { node in
            (node.path + [node.operation.name]).joined(separator: ".")
        }
        program.steps.append(Step(call: call, nodes: labels, work: work, apart: apart))
    }

    func producer(of value: ValueID) -> (node: Graph.Node, result: Int)? { layouts.producer(of: value) }

    /// Calls the operator's own evaluation.
    mutating func refer(_ node: Graph.Node, _ reason: String) throws(Diagnostic) {
        var operands: [View<Dimension>?] = []
        for input in node.inputs {
            guard let input else {
                operands.append(nil)
                continue
            }
            operands.append(try view(of: input))
        }
        let results = node.outputs.map { place($0) }
        let call = ReferenceCall(node: node, operands: operands, results: results, reason: reason)
        add(.reference(call), [node])
    }
}

extension Program {
    /// Lowers a graph.
    ///
    /// - Throws: `not-lowered` for a graph whose nodes do not stand in order.
    package static func lowering(
        _ graph: Graph, options: LoweringOptions = LoweringOptions()
    ) throws(Diagnostic) -> Program {
        var lowering = Lowering(graph, options)
        var program = try lowering.run()
        program.joinBands(within: options.bands)
        return program
    }
}
