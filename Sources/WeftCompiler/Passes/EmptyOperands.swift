import WeftGraph
import WeftOperators
import WeftTensors

/// What comes of no numbers at all is known before any run.
struct EmptyOperands: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Det.self, Op.DataSizes.self, Op.NonMaxSuppression.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil else { return nil }
        let shape = rewriting.fact(x).shape
        switch node.operation {
        case is Op.Det where shape.last?.value == 0:
            return rewriting.add(Op.Full(rewriting.fact(x).elementType, Array(shape.dropLast(2)), 1), [])
        case is Op.DataSizes where shape.last?.value == 0:
            return rewriting.add(Op.Constant(PlainTensor.bools([], [0]).tensor), [])
        case is Op.NonMaxSuppression where node.inputs.count < 3 || node.inputs[2] == nil:
            return rewriting.add(Op.Full(.i64, [0, 3], 0), [])
        default: return nil
        }
    }
}
