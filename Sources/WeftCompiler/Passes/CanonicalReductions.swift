import WeftGraph
import WeftOperators
import WeftTensors

/// Reductions that others are made of.
struct CanonicalReductions: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Argmax.self, Op.Argmin.self, Op.RmsNorm.self, Op.Lrn.self, Op.Range.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        switch node.operation {
        case let argmax as Op.Argmax where argmax.last:
            return last(node, argmax.axis, &rewriting, Op.Argmax(axis: argmax.axis, keep: argmax.keep))
        case let argmin as Op.Argmin where argmin.last:
            return last(node, argmin.axis, &rewriting, Op.Argmin(axis: argmin.axis, keep: argmin.keep))
        case let norm as Op.RmsNorm: return normalized(node, norm, &rewriting)
        case let norm as Op.Lrn where norm.moreAfter && norm.size.isMultiple(of: 2):
            return mirrored(node, norm, &rewriting)
        case let range as Op.Range where range.count.value == nil: return counted(range, &rewriting).map { [$0] }
        default: return nil
        }
    }

    /// The last of equals is the first of them from the other end.
    private func last(
        _ node: Graph.Node, _ axis: Int, _ rewriting: inout Rewriting, _ first: any Operator
    ) -> [ValueID]? {
        guard let x = node.inputs[0] else { return nil }
        let axis = axis.resolvedAxis(rewriting.fact(x).rank)
        guard let size = rewriting.addOne(Op.Size(rewriting.fact(x).shape[axis] - 1)),
            let end = rewriting.cast(size, to: .i32), let reversed = rewriting.addOne(Op.Reverse(axis: axis), x),
            let position = rewriting.addOne(first, reversed)
        else { return nil }
        return rewriting.add(Op.Subtract(), [end, position])
    }

    /// One more neighbour after than before is one more before from the other end.
    private func mirrored(_ node: Graph.Node, _ norm: Op.Lrn, _ rewriting: inout Rewriting) -> [ValueID]? {
        let other = Op.Lrn(size: norm.size, alpha: norm.alpha, beta: norm.beta, k: norm.k)
        guard let x = node.inputs[0], let turned = rewriting.addOne(Op.Reverse(axis: 1), x),
            let result = rewriting.addOne(other, turned)
        else { return nil }
        return rewriting.add(Op.Reverse(axis: 1), [result])
    }

    /// Numbers as many as a size that is not known yet: running sums of ones, less 1.
    private func counted(_ range: Op.Range, _ rewriting: inout Rewriting) -> ValueID? {
        guard let ones = rewriting.addOne(Op.Full(.i64, [range.count], 1)),
            let sums = rewriting.addOne(Op.Cumsum(axis: 0), ones), let one = rewriting.whole(1, .i64),
            let numbers = rewriting.addOne(Op.Subtract(), sums, one)
        else { return nil }
        return rewriting.cast(numbers, to: range.type)
    }

    /// x / √(mean of squares + eps) · weight.
    private func normalized(_ node: Graph.Node, _ norm: Op.RmsNorm, _ rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs[0] else { return nil }
        let fact = rewriting.fact(x)
        let axes = Array((fact.rank - norm.axes)..<fact.rank)
        guard let squares = rewriting.addOne(Op.Multiply(), x, x),
            let mean = rewriting.addOne(Op.Mean(axis: axes, keep: true), squares),
            let epsilon = rewriting.number(norm.eps, fact.elementType),
            let sum = rewriting.addOne(Op.Add(), mean, epsilon), let root = rewriting.addOne(Op.Sqrt(), sum),
            let result = rewriting.addOne(Op.Divide(), x, root)
        else { return nil }
        guard node.inputs.count > 1, let weight = node.inputs[1] else { return [result] }
        return rewriting.add(Op.Multiply(), [result, weight])
    }
}
