import WeftGraph

/// Operators that take two or three nodes in a format without a name for them.
struct ComposedFunctions: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Divide.self, Op.Subtract.self, Op.Not.self, Op.Concat.self, Op.Reshape.self, Op.MatMul.self, Op.Add.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        let value: ValueID?
        switch node.operation {
        case is Op.Divide: value = softplus(node, &rewriting)
        case is Op.Subtract: value = remainder(node, &rewriting)
        case is Op.Not: value = notEqual(node, &rewriting)
        case let concat as Op.Concat: value = stack(node, concat, &rewriting)
        case is Op.Reshape: value = pixelShuffle(node, &rewriting)
        case is Op.MatMul: value = dense(node, &rewriting)
        default: value = biased(node, &rewriting)
        }
        return value.map { [$0] }
    }

    /// softplus(beta · x) / beta.
    private func softplus(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let scaled = node.inputs[0], let beta = node.inputs[1].flatMap({ rewriting.uniform($0) }),
            rewriting.isReadOnce(scaled), let function = rewriting.operation(of: scaled, as: Op.Softplus.self),
            function.beta == 1, let argument = rewriting.source(scaled, of: Op.Softplus.self),
            rewriting.made(argument, by: Op.Multiply.self) != nil
        else { return nil }
        let product = Factors(argument, rewriting)
        guard product.number == beta, product.values.count == 1 else { return nil }
        let written = beta.written(as: rewriting.fact(argument).elementType)
        return rewriting.addOne(Op.Softplus(beta: written, threshold: function.threshold), product.values[0])
    }

    /// a − ⌊a / b⌋ · b.
    private func remainder(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let a = node.inputs[0], let multiple = node.inputs[1],
            let (whole, b) = rewriting.pair(multiple, of: Op.Multiply.self),
            let quotient = rewriting.source(whole, of: Op.Floor.self),
            let (dividend, divisor) = rewriting.pair(quotient, of: Op.Divide.self), dividend == a, divisor == b
        else { return nil }
        return rewriting.addOne(Op.Remainder(), a, b)
    }

    private func notEqual(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let equal = node.inputs[0], rewriting.isReadOnce(equal),
            let (a, b) = rewriting.pair(equal, of: Op.Equal.self)
        else { return nil }
        return rewriting.addOne(Op.NotEqual(), a, b)
    }

    /// Tensors that each got an axis, along which they are joined.
    private func stack(_ node: Graph.Node, _ concat: Op.Concat, _ rewriting: inout Rewriting) -> ValueID? {
        let rank = rewriting.fact(node.outputs[0]).rank
        let axis = concat.axis.resolvedJoiningAxis(rank)
        var parts: [ValueID] = []
        for case let input? in node.inputs {
            guard let (wrapped, operands) = rewriting.made(input, by: Op.Unsqueeze.self),
                wrapped.axis.map({ $0.resolvedAxis(rank) }) == [axis]
            else { return nil }
            parts += operands
        }
        return parts.count < 2 ? nil : rewriting.add(Op.Stack(axis: axis), parts)?.first
    }

    /// Planes whose axes in front were joined into one for the shuffle alone.
    private func pixelShuffle(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let shuffled = node.inputs[0],
            let (shuffle, operands) = rewriting.made(shuffled, by: Op.PixelShuffle.self),
            let x = rewriting.source(operands[0], of: Op.Reshape.self), rewriting.fact(x).rank >= 3,
            rewriting.isSame(
                Array(rewriting.fact(x).shape.suffix(3)), Array(rewriting.fact(operands[0]).shape.suffix(3)))
        else { return nil }
        return rewriting.addOne(shuffle, x)
    }

    /// A product with the transpose of a weight.
    private func dense(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let x = node.inputs[0], let turned = node.inputs[1], rewriting.isFixed(turned), !rewriting.isFixed(x),
            let (turn, operands) = rewriting.made(turned, by: Op.Transpose.self),
            rewriting.fact(turned).rank == 2, turn.order.isEmpty || turn.order == [1, 0]
        else { return nil }
        return rewriting.addOne(Op.Dense(), x, operands[0])
    }

    /// A dense layer and what is added to its units.
    private func biased(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        for place in 0..<2 {
            guard let product = node.inputs[place], let bias = node.inputs[1 - place], rewriting.isReadOnce(product),
                let (dense, operands) = rewriting.made(product, by: Op.Dense.self), operands.count == 2,
                rewriting.isFixed(bias), rewriting.fact(bias).shape == [rewriting.fact(operands[1]).shape[0]]
            else { continue }
            return rewriting.addOne(dense, operands[0], operands[1], bias)
        }
        return nil
    }
}
