import WeftGraph
import WeftTensors

/// Normalisations that are written out: layer_norm, rms_norm and group_norm.
struct ComposedNorms: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Divide.self, Op.Reshape.self, Op.Multiply.self, Op.Add.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        let value: ValueID?
        switch node.operation {
        case is Op.Divide: value = rows(node, &rewriting)
        case is Op.Reshape: value = groups(node, &rewriting)
        case is Op.Multiply: value = scaled(node, &rewriting)
        default: value = shifted(node, &rewriting)
        }
        return value.map { [$0] }
    }

    /// v / √(mean of v² + eps): of layer_norm where v is x less its mean, else of rms_norm.
    private func rows(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let value = node.inputs[0], let root = node.inputs[1], rewriting.isReadOnce(root),
            let shifted = rewriting.source(root, of: Op.Sqrt.self), let (variance, eps) = rewriting.sum(shifted),
            let (axes, square) = mean(variance, rewriting), isSquare(square, of: value, rewriting)
        else { return nil }
        let number = eps.written(as: rewriting.fact(value).elementType)
        if let (x, centre) = rewriting.pair(value, of: Op.Subtract.self), let (also, whole) = mean(centre, rewriting),
            also == axes, whole == x
        {
            return rewriting.addOne(Op.LayerNorm(axes: axes, eps: number), x)
        }
        return rewriting.addOne(Op.RmsNorm(axes: axes, eps: number), value)
    }

    /// The number of last axes that a value is the mean over, which stay, and of what.
    private func mean(_ value: ValueID, _ rewriting: Rewriting) -> (axes: Int, ValueID)? {
        guard let (mean, operands) = rewriting.made(value, by: Op.Mean.self), operands.count == 1, mean.keep else {
            return nil
        }
        let rank = rewriting.fact(value).rank
        let axes = mean.axis.map { $0.resolvedAxis(rank) }.sorted()
        return axes.isEmpty || axes != Array((rank - axes.count)..<rank) ? nil : (axes.count, operands[0])
    }

    private func isSquare(_ value: ValueID, of root: ValueID, _ rewriting: Rewriting) -> Bool {
        if let (a, b) = rewriting.pair(value, of: Op.Multiply.self) { return a == root && b == root }
        guard let (base, exponent) = rewriting.pair(value, of: Op.Power.self) else { return false }
        return base == root && rewriting.uniform(exponent) == 2
    }

    /// The groups of channels as channels of an instance normalisation, without weights.
    private func groups(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let normal = node.inputs[0], let (norm, operands) = rewriting.made(normal, by: Op.InstanceNorm.self),
            operands.count == 1, let x = rewriting.source(operands[0], of: Op.Reshape.self),
            rewriting.isReadOnce(normal), rewriting.fact(x).rank > 1
        else { return nil }
        let (shape, parted) = (rewriting.fact(x).shape, rewriting.fact(operands[0]).shape)
        guard parted.count == 3, rewriting.isSame(parted[0], shape[0]), let groups = parted[1].value,
            let channels = shape[1].value, channels % groups == 0,
            rewriting.isSame(rewriting.fact(node.outputs[0]).shape, shape)
        else { return nil }
        return rewriting.addOne(Op.GroupNorm(groups: groups, eps: norm.eps), x)
    }

    private func scaled(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        joined(node, having: 1, &rewriting)
    }

    private func shifted(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        joined(node, having: 2, &rewriting)
    }

    /// A normalisation of so many operands, and the weight or bias that its result meets.
    private func joined(_ node: Graph.Node, having count: Int, _ rewriting: inout Rewriting) -> ValueID? {
        for place in 0..<2 {
            guard let normal = node.inputs[place], let weight = node.inputs[1 - place], rewriting.isReadOnce(normal),
                let made = rewriting.producer(of: normal), made.inputs.count == count
            else { continue }
            let shape = rewriting.fact(normal).shape
            let own: ValueID?
            switch made.operation {
            case let norm as Op.LayerNorm: own = ofRows(weight, Array(shape.suffix(norm.axes)), rewriting)
            case let norm as Op.RmsNorm where count == 1:
                own = ofRows(weight, Array(shape.suffix(norm.axes)), rewriting)
            case is Op.GroupNorm: own = ofChannels(weight, shape, rewriting)
            default: own = nil
            }
            if let own { return rewriting.add(made.operation, made.inputs + [own])?.first }
        }
        return nil
    }

    private func ofRows(_ weight: ValueID, _ sizes: [Dimension], _ rewriting: Rewriting) -> ValueID? {
        rewriting.fact(weight).shape == sizes ? weight : nil
    }

    /// A weight `[C]` behind the axes that it got to meet channels.
    private func ofChannels(_ weight: ValueID, _ shape: [Dimension], _ rewriting: Rewriting) -> ValueID? {
        let channels = [shape[1]]
        if shape.count == 2 { return rewriting.fact(weight).shape == channels ? weight : nil }
        guard rewriting.fact(weight).shape == channels + shape.dropFirst(2).map({ _ in 1 }),
            let source = rewriting.source(weight, of: Op.Unsqueeze.self), rewriting.fact(source).shape == channels
        else { return nil }
        return source
    }
}
