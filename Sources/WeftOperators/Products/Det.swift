package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The determinants of square matrices, the last two axes. torch.linalg.det; ONNX `Det`.
    package struct Det: Operator {
        package static let signature = Signature("det", [.required("x")])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(2..., "x", "[…, n, n]")
            try inference.requireSize(
                x.shape[x.rank - 1], x.shape[x.rank - 2], "a determinant is that of a square matrix",
                code: "det-mismatch", labels: [x.label("x")])
            return [Fact(x.elementType, Array(x.shape.dropLast(2)))]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let shape = try Array(x.shape.dropLast(2)).counted()
            let (size, values) = (x.shape[x.shape.count - 1], x.reals)
            let result = (0..<(shape.elementCount ?? 0)).map { index in
                Self.determinant(Array(values[(index * size * size)..<((index + 1) * size * size)]), size)
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        /// By elimination, each time with the row of the largest element.
        private static func determinant(_ matrix: [Double], _ size: Int) -> Double {
            var (rows, result) = (matrix, 1.0)
            for column in 0..<size {
                var pivot = column
                for row in column..<size
                where rows[row * size + column].magnitude
                    > rows[pivot * size + column].magnitude
                {
                    pivot = row
                }
                if pivot != column {
                    for index in 0..<size { rows.swapAt(pivot * size + index, column * size + index) }
                    result = -result
                }
                let divisor = rows[column * size + column]
                result *= divisor
                if divisor == 0 { return 0 }
                for row in (column + 1)..<size {
                    let factor = rows[row * size + column] / divisor
                    for index in column..<size { rows[row * size + index] -= factor * rows[column * size + index] }
                }
            }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, x.rank >= 2 else { return wholeFields(operands, results) }
            return receptiveFields(
                operands, results, first: x.ownFields { $0 >= x.rank - 2 ? .whole : nil })
        }

        package static let examples = [
            OperatorExample(
                "two matrices", Det(), [.f32([1, 2, 3, 4, 0, 1, 1, 0], [2, 2, 2])], gives: [.f32([-2, -1])]),
            OperatorExample(
                "three rows", Det(), [.f32([0, 2, 1, 1, 0, 3, 4, 5, 6], [3, 3])], gives: [.f32([17], [])]),
            OperatorExample("no rows", Det(), [.f32([], [0, 0])], gives: [.f32([1], [])]),
            OperatorExample("no inverse", Det(), [.f32([1, 2, 2, 4], [2, 2])], gives: [.f32([0], [])]),
            OperatorExample("not square", Det(), [.f32([1, 2], [1, 2])], refusedWith: "det-mismatch"),
        ]
    }
}
