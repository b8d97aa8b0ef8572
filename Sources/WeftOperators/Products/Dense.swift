package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A dense layer's product: `y[…, u] = Σ x[…, d] · weight[u, d] + bias[u]`.
    ///
    /// `x` is `[..., D]`, the weight `[units, D]`, the bias `[units]`. torch.nn.functional.linear; ONNX Gemm with transB.
    package struct Dense: Operator {
        package init() {}

        package static let signature = Signature(
            "dense", [.required("x"), .weight("weight"), .weight("bias", optional: true)])

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            let weight = try inference.operand(1, "weight", .float)
            let bias = try inference.optional(2, "bias", .float)
            let labels = [x.label("x"), weight.label("weight")] + (bias.map { [$0.label("bias")] } ?? [])
            try x.requireRank(1..., "x", "[..., D]")
            try weight.requireRank(2...2, "weight", "[units, D]")
            try weight.requireSameElementType(as: x, "weight", "x")
            let (width, units) = (x.shape[x.rank - 1], weight.shape[0])
            try inference.require(width, equals: weight.shape[1], "the weight must fit the last axis of x") {
                Diagnostic(
                    "dense-width-mismatch", "the weight is for \(weight.shape[1]) features, but x has \(width)",
                    labels: labels,
                    help: x.rank > 2
                        ? "the last axis of x is multiplied: flatten x first if all of it was meant"
                        : "the weight has the form [units, D] where x is [..., D]")
            }
            if let bias {
                try bias.requireRank(1...1, "bias", "[units]")
                try bias.requireSameElementType(as: x, "bias", "x")
                try inference.requireSize(
                    bias.shape[0], units, "there must be one bias for each unit", code: "bias-mismatch", labels: labels)
            }
            return [Fact(x.elementType, x.shape.dropLast() + [units])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let weight = try operands.operand(1)
            let leading = x.shape.dropLast()
            let (units, width) = (weight.shape[0], weight.shape[1])
            var result = RowProducts.product(
                x.reals, weight.reals, rows: leading.reduce(1, *), columns: units, depth: width)
            if let bias = operands.optional(2)?.reals {
                for index in result.indices { result[index] += bias[index % units] }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: leading + [units])]
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            guard operands.count > 1, let weight = operands[1], let result = results.first else { return 0 }
            return result.type.elementCount * weight.shape[1]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let leading = ((operands.first ?? nil)?.shape ?? []).indices.dropLast()
            return receptiveFields(operands, results, first: leading.map { .along($0) } + [.features])
        }

        package static let examples = [
            OperatorExample(
                "a row", Dense(), [.f32([1, 2], [1, 2]), .f32([1, 0, 0, 1, 3, -1], [3, 2]), .f32([0.5, 0, -1])],
                gives: [.f32([1.5, 2, 0], [1, 3])]),
            OperatorExample(
                "no bias, more axes", Dense(), [.f32([1, 2, 3, 4], [1, 2, 2]), .f32([1, 1], [1, 2]), nil],
                gives: [.f32([3, 7], [1, 2, 1])]),
            OperatorExample(
                "a vector", Dense(), [.f32([1, 2]), .f32([3, 4], [1, 2])], gives: [.f32([11])]),
            OperatorExample(
                "no features", Dense(), [.f32([], [2, 0]), .f32([], [1, 0]), .f32([7])], gives: [.f32([7, 7], [2, 1])]),
            OperatorExample(
                "another width", Dense(), [.f32([1, 2, 3]), .f32([3, 4], [1, 2])], refusedWith: "dense-width-mismatch"),
            OperatorExample(
                "another bias", Dense(), [.f32([1, 2]), .f32([3, 4], [1, 2]), .f32([1, 2])],
                refusedWith: "bias-mismatch"),
            OperatorExample(
                "integers", Dense(), [.i32([1, 2]), .i32([3, 4], [1, 2])], refusedWith: "element-type-mismatch"),
        ]
    }
}
