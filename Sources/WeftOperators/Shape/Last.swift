package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The last step of each row: `[N, T, ...]` becomes `[N, ...]`; with lengths the row's own last, zeros where it has
    /// none. ONNX has it as `Gather`, or `GatherND` with lengths.
    package struct Last: Operator {
        package static let signature = Signature("last", [.required("x"), .optional("lengths")])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            try x.requireRank(2..., "x", "[N, T, ...]")
            if try inference.lengths(1, of: x, along: 1) == nil {
                try inference.require(x.shape[1], atLeast: 1, "there is a last step") {
                    Diagnostic("index-out-of-range", "x has no steps, and so no last one", labels: [x.label("x")])
                }
            }
            return [Fact(x.elementType, x.shape.removing(at: 1))]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let (rows, steps) = (x.shape[0], x.shape[1])
            let lengths = try operands.optional(1)?.rowLengths(atMost: steps)
            if lengths == nil, steps == 0 {
                throw Diagnostic("index-out-of-range", "x has no steps, and so no last one")
            }
            let shape = try x.shape.removing(at: 1).counted()
            let last = lengths ?? [Int](repeating: steps, count: rows)
            let inner = AxisSplit(x.shape, 1).inner
            let elements: PlainTensor.Elements =
                switch x.elements {
                case .reals(let values): .reals(picked(values, last, steps, inner, zero: 0))
                case .integers(let values): .integers(picked(values, last, steps, inner, zero: 0))
                }
            return [PlainTensor(unchecked: elements, x.elementType, shape: shape)]
        }

        private func picked<Element>(
            _ values: [Element], _ lengths: [Int], _ steps: Int, _ inner: Int, zero: Element
        ) -> [Element] {
            var result: [Element] = []
            for (row, length) in lengths.enumerated() {
                let start = (row * steps + length - 1) * inner
                if length == 0 {
                    result.append(contentsOf: repeatElement(zero, count: inner))
                } else {
                    result.append(contentsOf: values[start..<(start + inner)])
                }
            }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.fields(without: 1))
        }

        package static let examples = [
            OperatorExample(
                "all steps", Last(), [.f32([1, 2, 3, 4], [2, 2]), nil], gives: [.f32([2, 4])]),
            OperatorExample(
                "lengths, one of them 0", Last(), [.f32([1, 2, 3, 4], [2, 2, 1]), .i32([1, 0])],
                gives: [.f32([1, 0], [2, 1])]),
            OperatorExample("no steps", Last(), [.f32([], [1, 0]), nil], refusedWith: "index-out-of-range"),
            OperatorExample("no axis of steps", Last(), [.f32([1]), nil], refusedWith: "rank-mismatch"),
        ]
    }
}
