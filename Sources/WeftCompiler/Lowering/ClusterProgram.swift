import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The scalar program of a cluster, with the views that its operands are.
///
/// Operands are the sums of the cluster's product first, then what is read from outside, then what is stored.
struct ClusterProgram {
    var program = ScalarProgram()
    /// The operands behind the sums, each stretched to the shape of the work.
    var operands: [View<Dimension>] = []
    /// The values that are stored, in the order of the first stores.
    let results: [ValueID]
    /// Where they are stored besides.
    private(set) var further: [View<Dimension>] = []
    let sums: Int
    /// Whether the first operand is the bias of the product.
    private var hasBias = false

    init(_ cluster: Cluster, _ lowering: inout Lowering) throws(Diagnostic) {
        sums = cluster.sums.count
        results = lowering.fusion.results(of: cluster)
        var lines: [ValueID: Int] = [:]
        try loadSums(cluster, &lowering, &lines)
        for value in lowering.fusion.operands(of: cluster) {
            if let number = lowering.uniform(value) {
                lines[value] = program.add(.constant(Float(number)))
            } else {
                let view = try lowering.view(of: value).broadcast(to: cluster.shape)
                lines[value] = program.add(.load(operand: sums + operands.count))
                operands.append(view)
            }
        }
        for member in cluster.members {
            let node = lowering.graph.nodes[member]
            let values = node.inputs.compactMap { $0.flatMap { lines[$0] } }
            guard values.count == node.inputs.count,
                let line = ScalarLowering.lower(node.operation, values, into: &program)
            else { throw Diagnostic("not-lowered", "the operator \(node.operation.name) has no lines") }
            lines[node.outputs[0]] = line
        }
        for result in results { store(lines[result]) }
        for result in results {
            for view in lowering.further[result] ?? [] {
                store(lines[result])
                further.append(view)
            }
        }
    }

    private mutating func store(_ line: Int?) {
        guard let line else { return }
        program.stores.append(ScalarProgram.Store(value: line, operand: sums + operands.count + program.stores.count))
    }

    /// Whether the kernels have room for it.
    var fits: Bool {
        sums + operands.count + program.stores.count <= 16 && program.instructions(registers: 16, most: 64) != nil
    }

    /// The sums, with the bias of the product added.
    private mutating func loadSums(
        _ cluster: Cluster, _ lowering: inout Lowering, _ lines: inout [ValueID: Int]
    ) throws(Diagnostic) {
        guard let anchor = cluster.anchor else { return }
        let node = lowering.graph.nodes[anchor]
        let bias = node.inputs.count > 2 ? node.inputs[2] : nil
        for (index, sum) in cluster.sums.enumerated() {
            var line = program.add(.load(operand: index))
            if let bias {
                hasBias = true
                var view = try lowering.view(of: bias)
                let columns = cluster.columns(lowering.graph)
                view = view.sliced(axis: 0, from: Dimension(index) * columns, count: columns)
                operands.append(cluster.spread(view, lowering.graph))
                line = program.apply(.add, [line, program.add(.load(operand: sums + operands.count - 1))])
            }
            lines[sum] = line
        }
    }

    /// The same as a bias, a residual and a function, if it is no more than that: what goes into registers.
    func fastForm(_ cluster: Cluster) -> (residual: Int?, activation: Activation)? {
        guard sums == 1, results.count == 1, further.isEmpty, let store = program.stores.first else { return nil }
        var value = store.value
        var activation = Activation.none
        if case .apply(let operation, let values, let x, let y) = program.lines[value], values.count == 1,
            let known = Activation(operation, x, y)
        {
            activation = known
            value = values[0]
        }
        if isSum(value) { return (nil, activation) }
        guard case .apply(.add, let values, _, _) = program.lines[value], values.count == 2 else { return nil }
        for side in 0...1 {
            guard isSum(values[side]), case .load(let operand) = program.lines[values[1 - side]], operand >= sums else {
                continue
            }
            return (operand - sums, activation)
        }
        return nil
    }

    /// Whether a line is the sum of the product, with its bias if there is one.
    private func isSum(_ line: Int) -> Bool {
        switch program.lines[line] {
        case .load(let operand): return operand == 0
        case .apply(.add, let values, _, _):
            return hasBias && values.count == 2 && program.lines[values[0]] == .load(operand: 0)
                && program.lines[values[1]] == .load(operand: 1) && operands[0].isChannelwise
        default: return false
        }
    }
}

extension Activation {
    /// The function of a program's operation, if kernels have it in registers.
    init?(_ operation: ScalarProgram.Operation, _ x: Float, _ y: Float) {
        switch operation {
        case .relu: self = .relu
        case .sigmoid: self = .sigmoid
        case .tanh: self = .tanh
        case .silu: self = .silu
        case .gelu: self = .gelu
        case .hardSwish: self = .hardSwish
        case .clamp: self = .clamp(x, y)
        case .leakyRelu: self = .leakyRelu(x)
        case .hardSigmoid: self = .hardSigmoid(factor: x, summand: y)
        default: return nil
        }
    }
}

extension View where Size == Dimension {
    /// Whether it has one number for each position of one axis and repeats it along all others.
    var isChannelwise: Bool { strides.count { $0 != 0 } <= 1 }
}

extension Cluster {
    /// The axis of the work along which the product's columns lie.
    func columnAxis(_ graph: Graph) -> Int {
        guard let anchor else { return shape.count - 1 }
        return graph.nodes[anchor].inputs[0].map { graph.type($0).rank } == shape.count && isWindowed(graph)
            ? 1 : shape.count - 1
    }

    /// The number of columns of a group.
    func columns(_ graph: Graph) -> Dimension { shape[columnAxis(graph)] }

    /// A view `[C]` as one of the work's shape.
    func spread(_ view: View<Dimension>, _ graph: Graph) -> View<Dimension> {
        var result = view
        let axis = columnAxis(graph)
        result.shape = shape
        result.strides = shape.indices.map { $0 == axis ? view.strides[0] : 0 }
        return result
    }
}
