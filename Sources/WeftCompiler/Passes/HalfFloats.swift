import WeftGraph
import WeftOperators
import WeftTensors

/// What is computed of floats of 16 bits goes through 32 bits, which kernels are for, and is rounded once in the end.
/// Functions of single elements stay: they widen what they load.
struct HalfFloats: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.Conv.self, Op.ConvTranspose.self, Op.DeformConv.self, Op.DeformTaps.self, Op.Dense.self,
        Op.MatMul.self, Op.Einsum.self,
        Op.Softmax.self, Op.LogSoftmax.self, Op.LayerNorm.self, Op.GroupNorm.self, Op.InstanceNorm.self,
        Op.RmsNorm.self, Op.BatchNorm.self, Op.Lrn.self, Op.Sum.self, Op.Mean.self, Op.Max.self, Op.Min.self,
        Op.Product.self, Op.L2.self, Op.Logsumexp.self, Op.Argmax.self, Op.Argmin.self, Op.Cumsum.self,
        Op.Cumprod.self, Op.AvgPool.self, Op.MaxPool.self, Op.GlobalAvgPool.self, Op.GlobalMaxPool.self,
        Op.AdaptiveAvgPool.self, Op.LpPool.self, Op.Resize.self, Op.GridSample.self, Op.RoiAlign.self, Op.Fold.self,
        Op.Det.self, Op.MaxPoolWithIndices.self, Op.Dft.self, Op.AffineGrid.self, Op.NllLoss.self, Op.MaxRoiPool.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        let halves: Set<ElementType> = [.f16, .bf16]
        let types = node.inputs.compactMap { $0.map { rewriting.fact($0).elementType } }
        guard types.contains(where: { halves.contains($0) }) else { return nil }
        var operands: [ValueID?] = []
        for input in node.inputs {
            guard let input, halves.contains(rewriting.fact(input).elementType) else {
                operands.append(input)
                continue
            }
            guard let wide = rewriting.cast(input, to: .f32) else { return nil }
            operands.append(wide)
        }
        guard let results = rewriting.add(node.operation, operands) else { return nil }
        var narrowed: [ValueID] = []
        for (result, output) in zip(results, node.outputs) {
            guard let value = rewriting.cast(result, to: rewriting.fact(output).elementType) else { return nil }
            narrowed.append(value)
        }
        return narrowed
    }
}
