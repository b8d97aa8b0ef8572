package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Tensors of one shape laid side by side along a new axis, at a place counted in the result. torch.stack.
    package struct Stack: Operator {
        package var axis: Int = 0

        package static let signature = Signature(
            "stack", [.variadic("tensors")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<Stack>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let first = try inference.operand(0, "tensor 1", .any)
            let count = inference.operands.count
            let axis = try Fact(first.elementType, [1] + first.shape).axis(axis, of: "the result")
            for index in 1..<count {
                let next = try inference.operand(index, "tensor \(index + 1)", .any)
                try next.requireSameElementType(as: first, "tensor \(index + 1)", "tensor 1")
                try check(next, "tensor \(index + 1)", first, &inference)
            }
            var shape = first.shape
            shape.insert(Dimension(count), at: axis)
            return [Fact(first.elementType, shape, contents: contents(inference.operands, shape, axis))]
        }

        private func check(
            _ next: Fact, _ name: String, _ first: Fact, _ inference: inout Inference
        ) throws(Diagnostic) {
            func refusal() -> Diagnostic {
                Diagnostic(
                    "stack-mismatch", "tensors that are stacked must have the same shape",
                    labels: [first.label("tensor 1"), next.label(name)])
            }
            guard next.rank == first.rank else { throw refusal() }
            for (a, b) in zip(first.shape, next.shape) {
                try inference.require(a, equals: b, "tensors that are stacked have the same shape", otherwise: refusal)
            }
        }

        private func contents(_ operands: [Fact?], _ shape: [Dimension], _ axis: Int) -> [Dimension]? {
            guard let sizes = Fact(.i64, shape).knownSizes, let count = sizes.elementCount,
                count <= Fact.largestContents
            else { return nil }
            let lists = operands.compactMap { $0?.contents }
            return lists.count == operands.count ? joined(lists, outer: AxisSplit(sizes, axis).outer) : nil
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let first = try operands.operand(0)
            let parts = operands.compactMap { $0 }
            var shape = first.shape
            let axis = axis.resolvedAxis(shape.count + 1)
            shape.insert(parts.count, at: axis)
            let outer = AxisSplit(try shape.counted(), axis).outer
            return [joined(parts, first.elementType, shape, outer: outer)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let first = operands.first ?? nil,
                let axis = try? Fact(first.elementType, [1] + first.shape).axis(axis, of: "the result")
            else { return wholeFields(operands, results) }
            return [operands.map { $0.map { $0.shape.indices.map { .along($0 < axis ? $0 : $0 + 1) } } }]
        }

        package static let examples = [
            OperatorExample(
                "as rows", Stack(), [.f32([1, 2]), .f32([3, 4])], gives: [.f32([1, 2, 3, 4], [2, 2])]),
            OperatorExample(
                "as columns", Stack(axis: -1), [.f32([1, 2]), .f32([3, 4])], gives: [.f32([1, 3, 2, 4], [2, 2])]),
            OperatorExample("numbers", Stack(), [.i64([1], []), .i64([2], [])], gives: [.i64([1, 2])]),
            OperatorExample(
                "shapes that differ", Stack(), [.f32([1]), .f32([1, 2])], refusedWith: "stack-mismatch"),
        ]
    }
}
