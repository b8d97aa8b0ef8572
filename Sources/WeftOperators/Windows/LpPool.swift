package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The p-norm `(Σ |x|^p)^(1 / p)` of each window of `[N, C, spatial…]`; padding adds nothing.
    ///
    /// With `ceil` a last window may reach beyond the padding. torch.nn.functional.lp_pool1d to 3d, which leaves the
    /// magnitude out, so that odd powers differ below 0; ONNX LpPool.
    package struct LpPool: Operator {
        package var p = 2.0
        package var kernel = [1]
        package var stride: [Int] = []
        package var pad: Padding = 0
        package var dilation = [1]
        package var ceil = false

        package init() {}

        package init(
            p: Double = 2, kernel: [Int], stride: [Int] = [], pad: Padding = 0, dilation: [Int] = [1],
            ceil: Bool = false
        ) {
            self.p = p
            self.kernel = kernel
            self.stride = stride
            self.pad = pad
            self.dilation = dilation
            self.ceil = ceil
        }

        package static let signature = Signature("lp_pool", [.required("x")])

        package static let attributes: [AttributeField<LpPool>] = [
            AttributeField("p", \.p), AttributeField("kernel", \.kernel), AttributeField("stride", \.stride),
            AttributeField("pad", \.pad), AttributeField("dilation", \.dilation), AttributeField("ceil", \.ceil),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            guard p > 0, p.isFinite else {
                throw Diagnostic("bad-attribute", "p must be a number above 0, and \(p) is not")
            }
            return try windows(rank: x.rank).pooled(x, &inference)
        }

        private func windows(rank: Int) throws(Diagnostic) -> Windows {
            try Windows(pool: kernel, stride: stride, padding: pad, dilation: dilation, ceil: ceil, rank: rank)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axes = try windows(rank: x.shape.count).bound(Array(x.shape[2...]))
            let powers = x.reals.map { p == 2 ? $0 * $0 : Maths.pow($0.magnitude, p) }
            let planes = x.shape[0] * x.shape[1]
            var result = [Double](repeating: 0, count: planes * axes.windows)
            forEachWindow(axes, planes: planes) { start, index, offsets in
                let sum = offsets.reduce(0) { $0 + powers[start + $1] }
                result[index] = p == 2 ? sum.squareRoot() : Maths.pow(sum, 1 / p)
            }
            return [PlainTensor(rounding: result, x.elementType, shape: Array(x.shape[..<2]) + axes.map(\.output))]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            pooledFields(operands, results) { rank throws(Diagnostic) in try windows(rank: rank) }
        }

        package static let examples = [
            OperatorExample(
                "the length of pairs", LpPool(kernel: [2], stride: [1]), [.f32([3, 4, 0], [1, 1, 3])],
                gives: [.f32([5, 4], [1, 1, 2])]),
            OperatorExample(
                "magnitudes in planes", LpPool(p: 1, kernel: [2, 2], pad: .explicit([0, 1])),
                [.f32([1, -2, 3, -4], [1, 1, 2, 2])], gives: [.f32([4, 6], [1, 1, 1, 2])]),
            OperatorExample(
                "dilation", LpPool(p: 3, kernel: [2], stride: [1], dilation: [2]), [.f32([1, 5, 0], [1, 1, 3])],
                gives: [.f32([1], [1, 1, 1])]),
            OperatorExample(
                "no norm", LpPool(p: 0, kernel: [1]), [.f32([1], [1, 1, 1])], refusedWith: "bad-attribute"),
            OperatorExample(
                "kernel", LpPool(kernel: [3]), [.f32([1, 2], [1, 1, 2])], refusedWith: "kernel-too-large"),
        ]
    }
}
