package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The matrix product over the last two axes, the others broadcast.
    ///
    /// An operand of rank 1 is a row on the left and a column on the right, and its axis is not in the result.
    /// Integers wrap. numpy.matmul, torch.matmul; ONNX MatMul.
    package struct MatMul: Operator {
        package init() {}

        package static let signature = Signature("matmul", [.required("a"), .required("b")])

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let a = try inference.operand(0, "a", .number)
            let b = try inference.operand(1, "b", .number)
            let labels = [a.label("a"), b.label("b")]
            try a.requireRank(1..., "a", "[..., M, K] or [K]")
            try b.requireRank(1..., "b", "[..., K, N] or [K]")
            try b.requireSameElementType(as: a, "b", "a")
            let width = a.shape[a.rank - 1]
            let height = b.shape[max(b.rank - 2, 0)]
            try inference.require(width, equals: height, "the last axis of a must fit the rows of b") {
                Diagnostic(
                    "matmul-width-mismatch", "a has \(width) columns, but b has \(height) rows", labels: labels,
                    help:
                        "a is [..., M, K] and b [..., K, N]; transpose one of them if its axes are the other way round")
            }
            var shape = try inference.broadcast([
                ("a", Fact(a.elementType, Array(a.shape.dropLast(2)))),
                ("b", Fact(b.elementType, Array(b.shape.dropLast(2)))),
            ])
            if a.rank > 1 { shape.append(a.shape[a.rank - 2]) }
            if b.rank > 1 { shape.append(b.shape[b.rank - 1]) }
            return [Fact(a.elementType, shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let a = try operands.operand(0)
            let b = try operands.operand(1)
            let left = a.shape.count == 1 ? [1] + a.shape : a.shape
            let right = b.shape.count == 1 ? b.shape + [1] : b.shape
            let batch = broadcastShape([Array(left.dropLast(2)), Array(right.dropLast(2))])
            let (rows, depth, columns) = (left[left.count - 2], left[left.count - 1], right[right.count - 1])
            let first = a.reshaped(left).broadcast(to: batch + [rows, depth])
            let second = b.reshaped(right).broadcast(to: batch + [depth, columns])
            let product = BatchedProduct(batch: batch.reduce(1, *), rows: rows, columns: columns, depth: depth)
            let shape = batch + (a.shape.count > 1 ? [rows] : []) + (b.shape.count > 1 ? [columns] : [])
            // The right side is wanted by columns.
            let dense = second.shape.denseStrides
            let axes = dense.count
            let turned = second.viewed(
                StridedView(
                    batch + [columns, depth], strides: Array(dense.dropLast(2)) + [dense[axes - 1], dense[axes - 2]]))
            switch (first.elements, turned.elements) {
            case (.reals(let x), .reals(let y)):
                return [PlainTensor(rounding: product.of(x, y), a.elementType, shape: shape)]
            default:
                let result = product.of(first.integers, turned.integers)
                return [PlainTensor(wrapping: result, a.elementType, shape: shape)]
            }
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            guard let a = operands.first ?? nil, let width = a.shape.last, let result = results.first else { return 0 }
            return result.type.elementCount * width
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard operands.count == 2, let a = operands[0], let b = operands[1], let result = results.first else {
                return wholeFields(operands, results)
            }
            let batch = result.rank - (a.rank > 1 ? 1 : 0) - (b.rank > 1 ? 1 : 0)
            func fields(_ operand: Fact) -> [AxisField] {
                Fact(operand.elementType, operand.shape.dropLast(2)).fields(
                    broadcastTo: Array(result.shape.prefix(batch)))
            }
            let left = a.rank > 1 ? fields(a) + [.along(batch), .whole] : [.whole]
            let right = b.rank > 1 ? fields(b) + [.whole, .along(result.rank - 1)] : [.whole]
            return [[left, right]]
        }

        package static let examples = [
            OperatorExample(
                "matrices", MatMul(), [.f32([1, 2, 3, 4], [2, 2]), .f32([5, 6, 7, 8], [2, 2])],
                gives: [.f32([19, 22, 43, 50], [2, 2])]),
            OperatorExample("vectors", MatMul(), [.f32([1, 2]), .f32([3, 4])], gives: [.f32([11], [])]),
            OperatorExample(
                "a matrix and a vector", MatMul(), [.f32([1, 2, 3, 4], [2, 2]), .f32([1, -1])], gives: [.f32([-1, -1])]),
            OperatorExample(
                "a batch", MatMul(), [.f32([1, 2, 3, 4], [2, 1, 2]), .f32([1, 2, 3, 4], [2, 2])],
                gives: [.f32([7, 10, 15, 22], [2, 1, 2])]),
            OperatorExample(
                "integers wrap", MatMul(), [.u8([20, 20], [1, 2]), .u8([10, 10], [2, 1])], gives: [.u8([144], [1, 1])]),
            OperatorExample(
                "nothing between", MatMul(), [.f32([], [2, 0]), .f32([], [0, 1])], gives: [.f32([0, 0], [2, 1])]),
            OperatorExample(
                "widths", MatMul(), [.f32([1, 2], [1, 2]), .f32([1, 2, 3], [3, 1])],
                refusedWith: "matmul-width-mismatch"),
            OperatorExample(
                "batches", MatMul(), [.f32([1, 2], [2, 1, 1]), .f32([1, 2, 3], [3, 1, 1])],
                refusedWith: "broadcast-mismatch"),
            OperatorExample("rank 0", MatMul(), [.f32([1], []), .f32([1])], refusedWith: "rank-mismatch"),
        ]
    }
}
