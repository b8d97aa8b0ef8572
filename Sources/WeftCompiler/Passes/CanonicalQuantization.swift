import WeftGraph
import WeftOperators
import WeftTensors

/// Quantisation is arithmetic on floats and conversions, and products of bytes are products of wider integers.
struct CanonicalQuantization: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Quantize.self, Op.Dequantize.self, Op.MatMulInteger.self, Op.ConvInteger.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        switch node.operation {
        case let quantize as Op.Quantize: return quantized(quantize, node, &rewriting).map { [$0] }
        case let dequantize as Op.Dequantize: return dequantized(dequantize, node, &rewriting).map { [$0] }
        case is Op.MatMulInteger:
            guard let a = less(node, 0, zero: 2, .i32, &rewriting), let b = less(node, 1, zero: 3, .i32, &rewriting)
            else { return nil }
            return rewriting.add(Op.MatMul(), [a, b])
        case let conv as Op.ConvInteger: return convolved(conv, node, &rewriting).map { [$0] }
        default: return nil
        }
    }

    /// x / scale to the nearest whole number, and the zero point, held in the range of the type.
    private func quantized(_ quantize: Op.Quantize, _ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let x = node.inputs[0], let scale = node.inputs[1] else { return nil }
        let type = rewriting.fact(node.outputs[0]).elementType
        let scaleType = rewriting.fact(scale).elementType
        guard let numbers = rewriting.cast(x, to: scaleType),
            let scales = spread(scale, over: x, quantize.axis, quantize.block, &rewriting),
            let quotient = rewriting.addOne(Op.Divide(), numbers, scales)
        else { return nil }
        if type.isFloat { return rewriting.addOne(Op.Cast(type: type, saturate: quantize.saturate), quotient) }
        guard let range = type.integerRange, let nearest = rewriting.addOne(Op.Round(), quotient),
            var result = rewriting.cast(nearest, to: .f32)
        else { return nil }
        if node.inputs.count > 2, let zero = node.inputs[2] {
            guard let wide = rewriting.cast(zero, to: .f32),
                let zeros = spread(wide, over: x, quantize.axis, quantize.block, &rewriting),
                let sum = rewriting.addOne(Op.Add(), result, zeros)
            else { return nil }
            result = sum
        }
        let held = Op.Clamp(min: Double(range.lowerBound), max: Double(range.upperBound))
        return rewriting.addOne(held, result).flatMap { rewriting.cast($0, to: type) }
    }

    /// (x - zero) · scale, in floats of 32 bits or more.
    private func dequantized(
        _ dequantize: Op.Dequantize, _ node: Graph.Node, _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let x = node.inputs[0], let scale = node.inputs[1] else { return nil }
        let type = rewriting.fact(node.outputs[0]).elementType
        let wide = type == .f64 ? ElementType.f64 : .f32
        guard var numbers = rewriting.cast(x, to: wide), let factor = rewriting.cast(scale, to: wide),
            let factors = spread(factor, over: x, dequantize.axis, dequantize.block, &rewriting)
        else { return nil }
        if node.inputs.count > 2, let zero = node.inputs[2] {
            guard let own = rewriting.cast(zero, to: wide),
                let zeros = spread(own, over: x, dequantize.axis, dequantize.block, &rewriting),
                let difference = rewriting.addOne(Op.Subtract(), numbers, zeros)
            else { return nil }
            numbers = difference
        }
        return rewriting.addOne(Op.Multiply(), numbers, factors).flatMap { rewriting.cast($0, to: type) }
    }

    /// One number for all, for each position along an axis or for each block of them, so that it broadcasts.
    private func spread(
        _ scale: ValueID, over x: ValueID, _ axis: Int, _ block: Int, _ rewriting: inout Rewriting
    ) -> ValueID? {
        let (fact, shape) = (rewriting.fact(x), rewriting.fact(scale).shape)
        if shape.isEmpty { return scale }
        let axis = axis.resolvedAxis(fact.rank)
        guard block > 0 else {
            return rewriting.reshaped(scale, shape + [Dimension](repeating: 1, count: fact.rank - axis - 1))
        }
        var (parted, joined) = (shape, shape)
        parted.insert(1, at: axis + 1)
        var repeated = parted
        repeated[axis + 1] = Dimension(block)
        joined[axis] = shape[axis] * Dimension(block)
        guard let apart = rewriting.reshaped(scale, parted),
            let each = rewriting.addOne(Op.Expand(sizes: repeated), apart),
            let result = rewriting.reshaped(each, joined)
        else { return nil }
        if rewriting.isSame(joined[axis], fact.shape[axis]) { return result }
        return rewriting.addOne(Op.Slice(axis: axis, from: 0, to: fact.shape[axis]), result)
    }

    /// An operand as wider numbers, less its zero point.
    private func less(
        _ node: Graph.Node, _ index: Int, zero: Int, _ type: ElementType, _ rewriting: inout Rewriting,
        shape: [Dimension]? = nil
    ) -> ValueID? {
        guard let x = node.inputs[index], let wide = rewriting.cast(x, to: type) else { return nil }
        guard node.inputs.count > zero, let zero = node.inputs[zero] else { return wide }
        guard let own = rewriting.cast(zero, to: type) else { return nil }
        let rank = rewriting.fact(zero).rank
        guard let zeros = rank > 0 ? shape.map({ rewriting.reshaped(own, $0) }) ?? own : own else { return nil }
        return rewriting.addOne(Op.Subtract(), wide, zeros)
    }

    /// Sums of doubles are exact as long as whole numbers of 53 bits hold them, which a kernel of bytes never exceeds.
    private func convolved(_ conv: Op.ConvInteger, _ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let weight = node.inputs[1] else { return nil }
        let ones = [Dimension](repeating: 1, count: rewriting.fact(weight).rank - 1)
        let outputs = [rewriting.fact(weight).shape[0]] + ones
        guard let x = less(node, 0, zero: 2, .f64, &rewriting, shape: []),
            let taps = less(node, 1, zero: 3, .f64, &rewriting, shape: zeroShape(node, outputs, rewriting)),
            let sums = rewriting.addOne(
                Op.Conv(stride: conv.stride, pad: conv.pad, dilation: conv.dilation, groups: conv.groups), x, taps)
        else { return nil }
        return rewriting.cast(sums, to: .i32)
    }

    private func zeroShape(_ node: Graph.Node, _ outputs: [Dimension], _ rewriting: Rewriting) -> [Dimension] {
        guard node.inputs.count > 3, let zero = node.inputs[3] else { return [] }
        return rewriting.fact(zero).type.elementCount == 1 ? [] : outputs
    }
}

extension Rewriting {
    /// The value as another type; the value itself where that is its type already.
    mutating func cast(_ value: ValueID, to type: ElementType) -> ValueID? {
        fact(value).elementType == type ? value : addOne(Op.Cast(type: type), value)
    }
}
