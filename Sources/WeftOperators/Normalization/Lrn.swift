package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// x / (k + alpha / size · Σ x²)^beta, summed over `size` neighbouring channels, axis 1 (Krizhevsky et al. 2012).
    ///
    /// torch.nn.LocalResponseNorm: channel c sees those from c − ⌊size / 2⌋ to c + ⌊(size − 1) / 2⌋. ONNX `LRN` is the
    /// same where the size is odd.
    package struct Lrn: Operator {
        package var size: Int = 5
        package var alpha: Double = 1e-4
        package var beta: Double = 0.75
        package var k: Double = 1

        package static let signature = Signature("lrn", [.required("x")])
        package static let attributes: [AttributeField<Lrn>] = [
            AttributeField("size", \.size), AttributeField("alpha", \.alpha), AttributeField("beta", \.beta),
            AttributeField("k", \.k),
        ]

        package init() {}

        package init(size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1) {
            self.size = size
            self.alpha = alpha
            self.beta = beta
            self.k = k
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[N, C, ...]")
            guard size >= 1 else {
                throw Diagnostic("bad-attribute", "the size of lrn must be at least 1, and \(size) is not")
            }
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let (before, after) = (size / 2, (size - 1) / 2)
            let values = AxisSplit(x.shape, 1).mapRuns(x.reals, zero: 0) { run in
                let squares = run.map { $0 * $0 }
                for channel in run.indices {
                    let low = max(0, channel - before)
                    let high = after < squares.count - channel ? channel + after : squares.count - 1
                    let sum = squares[low...high].reduce(0, +)
                    run[channel] /= Maths.pow(k + alpha * sum / Double(size), beta)
                }
            }
            return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let span: AxisField = .window(1, -(size / 2), (size - 1) / 2)
            return receptiveFields(
                operands, results, first: (operands.first ?? nil)?.ownFields { $0 == 1 ? span : nil })
        }

        package static let examples = [
            OperatorExample(
                "three neighbours", Lrn(size: 3, alpha: 3, beta: 1, k: 1), [.f32([1, 2, 3], [1, 3])],
                gives: [.f32([0.1666667, 0.1333333, 0.2142857], [1, 3])]),
            OperatorExample(
                "two: the one before", Lrn(size: 2, alpha: 2, beta: 1, k: 0), [.f32([1, 2], [1, 2, 1])],
                gives: [.f32([1, 0.4], [1, 2, 1])]),
            OperatorExample("size 0", Lrn(size: 0), [.f32([1], [1, 1])], refusedWith: "bad-attribute"),
        ]
    }
}
