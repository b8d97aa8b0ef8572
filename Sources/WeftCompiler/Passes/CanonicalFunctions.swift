import WeftGraph
import WeftOperators

/// Functions of single elements that others are cases of.
struct CanonicalFunctions: RewriteRule {
    let operators: [any Operator.Type]? = [Op.HardTanh.self, Op.Power.self, Op.Prelu.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        switch node.operation {
        case let function as Op.HardTanh:
            return rewriting.add(Op.Clamp(min: function.min, max: function.max), node.inputs)
        case is Op.Power:
            guard let x = node.inputs[0], let exponent = node.inputs[1].flatMap({ rewriting.uniform($0) }),
                rewriting.isSame(rewriting.fact(x).shape, rewriting.fact(node.outputs[0]).shape)
            else { return nil }
            switch exponent {
            case 1: return [x]
            case 2: return rewriting.add(Op.Multiply(), [x, x])
            default: return nil
            }
        case is Op.Prelu: return rectified(node, &rewriting).map { [$0] }
        default: return nil
        }
    }

    /// A leaky rectifier with learned slopes: a choice between x and its multiple.
    private func rectified(_ node: Graph.Node, _ rewriting: inout Rewriting) -> ValueID? {
        guard let x = node.inputs[0], let slope = node.inputs[1] else { return nil }
        let fact = rewriting.fact(x)
        let sizes = rewriting.fact(slope).shape
        let behind = [Dimension](repeating: 1, count: max(fact.rank - 2, 0))
        // A single slope has no axis, so that none comes to a tensor of rank 0.
        let channels = sizes[0] == 1 ? [] : sizes + behind
        guard let zero = rewriting.number(0, fact.elementType), let slopes = rewriting.reshaped(slope, channels),
            let below = rewriting.addOne(Op.Less(), x, zero),
            let scaled = rewriting.addOne(Op.Multiply(), x, slopes)
        else { return nil }
        return rewriting.addOne(Op.Select(), below, scaled, x)
    }
}
