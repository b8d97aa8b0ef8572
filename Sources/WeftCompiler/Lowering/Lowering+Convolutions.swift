import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Lowering {
    /// Lowers a convolution and what is done to its result.
    mutating func emit(
        _ cluster: Cluster, _ work: ClusterProgram, _ conv: Op.Conv, _ node: Graph.Node
    ) throws(Diagnostic) {
        guard let x = node.inputs[0], let weight = node.inputs[1] else { return }
        let shape = ConvolutionShape(conv, x: graph.type(x).shape, weight: graph.type(weight).shape)
        guard let shape else { throw Diagnostic("not-lowered", "the sizes of a convolution's weight are not known") }
        let targets = work.results.map { place($0, dense: 1) } + work.further
        let bias = try bias(of: node)
        if let gate = gates.removeValue(forKey: x) {
            if try emitGated(gate, cluster, work, node, targets, bias) { return }
            try emitWhole(gate.cluster)
        }
        let source = innermost(try view(of: x), axis: 1).channelsLast()
        if shape.isPlainProduct, try emitProduct(cluster, work, node, source, targets, bias) { return }
        let (epilogue, out) = epilogue(cluster, work, bias: bias, targets: targets) { $0.channelsLast() }
        let result = graph.type(node.outputs[0]).shape
        let missing = [Dimension](repeating: 1, count: 5 - result.count)
        let constant = try constant(of: weight)
        let algorithm = algorithm(shape, result, constant)
        let weights = packed(shape.packing(algorithm), constant)
        // Where padding hangs on the size, rows may be empty and have no means.
        let means =
            if algorithm == .depthwise, out != nil, case .explicit = conv.pad {
                work.results.first.flatMap { meansOfRows($0) }
            } else {
                View<Dimension>?.none
            }
        let call = ConvolutionCall(
            algorithm: algorithm, x: source, weight: weights, out: out, rowMeans: means?.channelsLast(),
            result: [result[0]] + missing + result[2...] + [result[1]], kernel: shape.kernel, stride: shape.stride,
            dilation: shape.dilation, before: shape.before, groups: conv.groups, epilogue: epilogue)
        add(.convolution(call), cluster.nodes.map { graph.nodes[$0] })
    }

    /// How a convolution is computed: the cheapest way, of those whose weights came packed where there are any.
    private func algorithm(_ shape: ConvolutionShape, _ result: [Dimension], _ weight: Int) -> ConvolutionAlgorithm {
        let algorithms = shape.algorithms(options, result)
        guard algorithms.count > 1, let held = options.held,
            case .convolution(let algorithm, _, _, _, _)? = held.first(
                of: algorithms.map { shape.packing($0) }, source: weight, in: program.constants)
        else { return algorithms[0] }
        return algorithm
    }

    /// Takes room for the means of the rows of a tensor, where its mean over each picture is wanted: it is collected while the
    /// rows are in the cache.
    private mutating func meansOfRows(_ value: ValueID) -> View<Dimension>? {
        let shape = graph.type(value).shape
        guard shape.count > 2, fusion.hasReader(of: value, where: { isMeanOfPictures($0) }) else { return nil }
        let spatial = Array(2..<shape.count)
        let means = allocate(Array(shape.dropLast()) + [1], .f32, order: [0] + spatial + [1])
        rowMeans[value] = means
        return means
    }

    /// Whether a node takes the mean over all but the first two axes of what it reads.
    func isMeanOfPictures(_ node: Graph.Node) -> Bool {
        guard let mean = node.operation as? Op.Mean, let x = node.inputs[0],
            node.inputs.dropFirst().allSatisfy({ $0 == nil })
        else { return false }
        let rank = graph.type(x).rank
        return graph.type(x).elementType == .f32
            && mean.axis.map { $0.resolvedAxis(rank) }.sorted() == Array(2..<max(rank, 2))
    }

    /// Lowers a convolution whose weight is computed, or which is of doubles; false where no kernel takes its operands.
    mutating func lowerConvolution(_ node: Graph.Node, _ conv: Op.Conv) throws(Diagnostic) -> Bool {
        guard let x = node.inputs[0], let weight = node.inputs[1], (3...5).contains(graph.type(x).rank),
            [.f32, .f64].contains(graph.type(x).elementType),
            let shape = ConvolutionShape(conv, x: graph.type(x).shape, weight: graph.type(weight).shape)
        else { return false }
        let output = node.outputs[0]
        let plain = Array(graph.type(x).shape.indices)
        let order = [0] + plain[2...] + [1]
        let source = try doubles(try view(of: x), order)
        let bias = node.inputs.count > 2 ? node.inputs[2] : nil
        let numbers = try bias.map { value throws(Diagnostic) in try doubles(try view(of: value), [0]) }
        let target = place(output)
        let isDirect = target.elementType == .f64 && target.strides[1] == 1
        let out = isDirect ? target : allocate(target.shape, .f64, order: order)
        var taps = try doubles(try view(of: weight), plain)
        for _ in 0..<(5 - plain.count) {
            taps.shape.insert(1, at: 2)
            taps.strides.insert(0, at: 2)
        }
        let call = TypedConvolutionCall(
            x: source.channelsLast(), weight: taps, bias: numbers, out: out.channelsLast(), stride: shape.stride,
            dilation: shape.dilation, before: shape.before, groups: conv.groups)
        add(.typedConvolution(call), [node])
        if !isDirect { add(.convert(ConvertCall(source: out, target: target)), []) }
        return true
    }

    /// A view as doubles, dense in an order of the axes.
    private mutating func doubles(_ view: View<Dimension>, _ order: [Int]) throws(Diagnostic) -> View<Dimension> {
        let last = order[order.count - 1]
        let isDense = view.elementType == .f64 && (view.strides[last] == 1 || view.shape[last] == 1)
        return isDense ? innermost(view, axis: last) : converted(view, to: .f64, order: order)
    }

    /// A convolution of single pixels as a matrix product; false where its rows lie in more than two levels.
    private mutating func emitProduct(
        _ cluster: Cluster, _ work: ClusterProgram, _ node: Graph.Node, _ source: View<Dimension>,
        _ targets: [View<Dimension>], _ bias: View<Dimension>?
    ) throws(Diagnostic) -> Bool {
        guard let weight = node.inputs[1] else { return false }
        let others = work.operands + targets
        guard let turned = Rows.joined([source] + others.map { $0.channelsLast() }, levels: 2) else { return false }
        let views = Dictionary(zip(others, turned.dropFirst()), uniquingKeysWith: { first, _ in first })
        let (epilogue, out) = epilogue(cluster, work, bias: bias, targets: targets) { views[$0] ?? $0 }
        guard let units = graph.type(weight).shape[0].value, let depth = graph.type(weight).shape[1].value else {
            return false
        }
        let call = ProductCall(
            a: turned[0],
            weight: packed(.product(groups: 1, columns: units, depth: depth), try constant(of: weight)),
            weightPitch: 0, groups: 1, columns: Dimension(units), out: out, epilogue: epilogue)
        add(.product(call), cluster.nodes.map { graph.nodes[$0] })
        return true
    }
}
