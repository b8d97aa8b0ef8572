package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// How improbable the right classes are: −weight[t] · x[n, t, …] for the target t = targets[n, …], joined to one number
    /// or kept. torch.nn.functional.nll_loss; ONNX `NegativeLogLikelihoodLoss`.
    ///
    /// `x` holds logarithms of probabilities `[N, C, …]`, as log_softmax along axis 1 gives them; weights are `[C]`. The
    /// mean is over the weights of the targets that count; those equal to `ignore` do not, and have the loss 0.
    package struct NllLoss: Operator {
        /// What becomes of the losses.
        package enum Reduction: String, CaseIterable, AttributeValue {
            case mean, sum, none
        }

        package var reduction = Reduction.mean
        package var ignore: Int?

        package static let signature = Signature(
            "nll_loss", [.required("x"), .required("targets"), .optional("weight")])
        package static let attributes: [AttributeField<NllLoss>] = [
            AttributeField("reduction", \.reduction), AttributeField("ignore", \.ignore),
        ]

        package init() {}

        package init(reduction: Reduction = .mean, ignore: Int? = nil) {
            self.reduction = reduction
            self.ignore = ignore
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[N, C, …]")
            let targets = try inference.operand(1, "targets", .integer)
            try targets.requireRank((x.rank - 1)...(x.rank - 1), "targets", "[N, …], as x without its classes")
            for (size, expected) in zip(targets.shape, x.shape.removing(at: 1)) {
                try inference.requireSize(
                    size, expected, "there must be one target for each place of x", code: "targets-mismatch",
                    labels: [x.label("x"), targets.label("targets")])
            }
            try inference.channelParameter(2, "weight", x)
            return [Fact(x.elementType, reduction == .none ? targets.shape : [])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, targets) = (try operands.operand(0), try operands.operand(1))
            let weights = operands.optional(2)?.reals
            let split = AxisSplit(x.shape, 1)
            let values = x.reals
            var losses: [Double] = []
            losses.reserveCapacity(targets.count)
            var (sum, total) = (0.0, 0.0)
            for (place, target) in targets.integers.enumerated() {
                if let ignore, target == Int64(ignore) {
                    losses.append(0)
                    continue
                }
                guard target >= 0, target < Int64(split.size) else {
                    throw Diagnostic(
                        "index-out-of-range",
                        "the target \(targets.printed(target)) at \(targets.place(of: place)) is not one of the "
                            + "\(split.size) classes", help: "targets are from 0 to \(split.size - 1)")
                }
                let weight = weights?[Int(target)] ?? 1
                let (row, inner) = (place / split.inner, place % split.inner)
                let loss = -weight * values[(row * split.size + Int(target)) * split.inner + inner]
                losses.append(loss)
                sum += loss
                total += weight
            }
            switch reduction {
            case .none: return [PlainTensor(rounding: losses, x.elementType, shape: targets.shape)]
            case .sum: return [PlainTensor(rounding: [sum], x.elementType, shape: [])]
            case .mean: return [PlainTensor(rounding: [sum / total], x.elementType, shape: [])]
            }
        }

        package static let examples = [
            OperatorExample(
                "the mean", NllLoss(), [.f32([-1, -2, -3, -4], [2, 2]), .i64([0, 1]), nil], gives: [.f32([2.5], [])]),
            OperatorExample(
                "a weighted mean", NllLoss(), [.f32([-1, -2, -3, -4], [2, 2]), .i64([0, 1]), .f32([1, 3])],
                gives: [.f32([3.25], [])]),
            OperatorExample(
                "each for itself, one ignored", NllLoss(reduction: .none, ignore: -1),
                [.f32([-1, -2, -3, -4], [1, 2, 2]), .i32([1, -1], [1, 2]), nil], gives: [.f32([3, 0], [1, 2])]),
            OperatorExample(
                "no such class", NllLoss(), [.f32([-1, -2], [1, 2]), .i64([2]), nil], refusedWith: "index-out-of-range"),
            OperatorExample(
                "a target too many", NllLoss(), [.f32([-1, -2], [1, 2]), .i64([0, 1]), nil],
                refusedWith: "targets-mismatch"),
            OperatorExample(
                "a weight too few", NllLoss(), [.f32([-1, -2], [1, 2]), .i64([0]), .f32([1])],
                refusedWith: "channel-mismatch"),
        ]
    }
}
