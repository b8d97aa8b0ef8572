package import WeftGraph

/// The table of contents: every operator, by folder.
package enum Operators {
    /// All operators; a test fails with the line to add when a file's operator is missing.
    package static let all: [any Operator.Type] =
        constants + control + detection + elementwise + losses + normalization + products + quantization + random
        + recurrence + reductions + sequences + shape + windows

    static let constants: [any Operator.Type] = [
        Op.Constant.self,
        Op.Full.self,
        Op.Range.self,
        Op.Size.self,
    ]

    static let control: [any Operator.Type] = [
        Op.Branch.self,
        Op.Loop.self,
    ]

    static let detection: [any Operator.Type] = [
        Op.MaxRoiPool.self,
        Op.NonMaxSuppression.self,
        Op.RoiAlign.self,
    ]

    static let elementwise: [any Operator.Type] = [
        Op.Abs.self,
        Op.Acos.self,
        Op.Acosh.self,
        Op.Add.self,
        Op.And.self,
        Op.Asin.self,
        Op.Asinh.self,
        Op.Atan.self,
        Op.Atanh.self,
        Op.BitwiseAnd.self,
        Op.BitwiseNot.self,
        Op.BitwiseOr.self,
        Op.BitwiseXor.self,
        Op.Cast.self,
        Op.Ceil.self,
        Op.Celu.self,
        Op.Clamp.self,
        Op.Cos.self,
        Op.Cosh.self,
        Op.Divide.self,
        Op.DropPath.self,
        Op.Dropout.self,
        Op.Elu.self,
        Op.Equal.self,
        Op.Erf.self,
        Op.Exp.self,
        Op.Floor.self,
        Op.Fmod.self,
        Op.Gelu.self,
        Op.Greater.self,
        Op.GreaterOrEqual.self,
        Op.HardSigmoid.self,
        Op.HardSwish.self,
        Op.HardTanh.self,
        Op.Identity.self,
        Op.IsInf.self,
        Op.IsNan.self,
        Op.LeakyRelu.self,
        Op.Less.self,
        Op.LessOrEqual.self,
        Op.Log.self,
        Op.Maximum.self,
        Op.Minimum.self,
        Op.Mish.self,
        Op.Multiply.self,
        Op.Negate.self,
        Op.Not.self,
        Op.NotEqual.self,
        Op.Or.self,
        Op.Power.self,
        Op.Prelu.self,
        Op.Relu.self,
        Op.Remainder.self,
        Op.Round.self,
        Op.Select.self,
        Op.Selu.self,
        Op.ShiftLeft.self,
        Op.ShiftRight.self,
        Op.Sigmoid.self,
        Op.Sign.self,
        Op.Silu.self,
        Op.Sin.self,
        Op.Sinh.self,
        Op.Softplus.self,
        Op.Softsign.self,
        Op.Sqrt.self,
        Op.Subtract.self,
        Op.Tan.self,
        Op.Tanh.self,
        Op.Xor.self,
    ]

    static let normalization: [any Operator.Type] = [
        Op.BatchNorm.self,
        Op.GroupNorm.self,
        Op.InstanceNorm.self,
        Op.LayerNorm.self,
        Op.Lrn.self,
        Op.RmsNorm.self,
    ]

    static let products: [any Operator.Type] = [
        Op.Dense.self,
        Op.Det.self,
        Op.Einsum.self,
        Op.MatMul.self,
        Op.MatMulInteger.self,
    ]

    static let random: [any Operator.Type] = [
        Op.RandomUniform.self
    ]

    static let recurrence: [any Operator.Type] = [
        Op.Scan.self
    ]

    static let reductions: [any Operator.Type] = [
        Op.Argmax.self,
        Op.Argmin.self,
        Op.Cumprod.self,
        Op.Cumsum.self,
        Op.L2.self,
        Op.LogSoftmax.self,
        Op.Logsumexp.self,
        Op.Max.self,
        Op.Mean.self,
        Op.Min.self,
        Op.Product.self,
        Op.Softmax.self,
        Op.Sum.self,
        Op.TopK.self,
    ]

    static let sequences: [any Operator.Type] = [
        Op.CTCGreedy.self,
        Op.Dft.self,
    ]

    static let shape: [any Operator.Type] = [
        Op.Concat.self,
        Op.DataSizes.self,
        Op.Expand.self,
        Op.Flatten.self,
        Op.Frames.self,
        Op.Gather.self,
        Op.GatherElements.self,
        Op.GatherND.self,
        Op.Last.self,
        Op.Mask.self,
        Op.Merge.self,
        Op.NonZero.self,
        Op.OneHot.self,
        Op.Pad.self,
        Op.PixelShuffle.self,
        Op.Repeat.self,
        Op.Reshape.self,
        Op.Reverse.self,
        Op.ScatterElements.self,
        Op.ScatterND.self,
        Op.Slice.self,
        Op.Split.self,
        Op.Squeeze.self,
        Op.Stack.self,
        Op.Take.self,
        Op.Transpose.self,
        Op.Unique.self,
        Op.Unmerge.self,
        Op.Unsqueeze.self,
    ]

    static let windows: [any Operator.Type] = [
        Op.AdaptiveAvgPool.self,
        Op.AffineGrid.self,
        Op.AvgPool.self,
        Op.Conv.self,
        Op.ConvInteger.self,
        Op.ConvTranspose.self,
        Op.DeformConv.self,
        Op.DeformTaps.self,
        Op.Fold.self,
        Op.GlobalAvgPool.self,
        Op.GlobalMaxPool.self,
        Op.GridSample.self,
        Op.LpPool.self,
        Op.MaxPool.self,
        Op.MaxPoolWithIndices.self,
        Op.MaxUnpool.self,
        Op.Resize.self,
        Op.WindowLengths.self,
    ]

    static let losses: [any Operator.Type] = [
        Op.NllLoss.self
    ]

    static let quantization: [any Operator.Type] = [
        Op.Dequantize.self,
        Op.Quantize.self,
    ]

    private static let byName: [String: any Operator.Type] = Dictionary(
        all.map { ($0.signature.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The operator of a name in the language.
    package static func named(_ name: String) -> (any Operator.Type)? { byName[name] }
}
