package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A new last axis with 1 at the position that each index names and 0 elsewhere. torch.nn.functional.one_hot; ONNX
    /// `OneHot`, which leaves rows of indices out of range empty, where here they are refused.
    package struct OneHot: Operator {
        package var count: Dimension = 0
        package var type = ElementType.f32

        package static let signature = Signature("one_hot", [.required("ids")])
        package static let attributes: [AttributeField<OneHot>] = [
            AttributeField("count", \.count), AttributeField("type", \.type),
        ]

        package init() {}

        package init(count: Dimension, type: ElementType = .f32) {
            self.count = count
            self.type = type
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let ids = try inference.operand(0, "ids", .integer)
            try inference.requireSizes([count])
            guard type.computes else {
                throw Diagnostic("bad-attribute", "\(type.rawValue) is stored and converted only; name another type")
            }
            return [Fact(type, ids.shape + [count])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let ids = try operands.operand(0)
            let size = try evaluation.size(count)
            let indices = try ids.indices(below: size, "classes")
            let shape = try (ids.shape + [size]).counted()
            if type.isFloat { return [PlainTensor(unchecked: .reals(marked(indices, size, 0, 1)), type, shape: shape)] }
            return [PlainTensor(unchecked: .integers(marked(indices, size, 0, 1)), type, shape: shape)]
        }

        private func marked<Element>(_ indices: [Int], _ size: Int, _ zero: Element, _ one: Element) -> [Element] {
            var result = [Element](repeating: zero, count: indices.count * size)
            for (row, index) in indices.enumerated() { result[row * size + index] = one }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            receptiveFields(operands, results, first: (operands.first ?? nil)?.ownFields())
        }

        package static let examples = [
            OperatorExample(
                "two of three", OneHot(count: 3), [.i32([2, 0])], gives: [.f32([0, 0, 1, 1, 0, 0], [2, 3])]),
            OperatorExample(
                "a number, to truth values", OneHot(count: 2, type: .bool), [.i64([1], [])],
                gives: [.bools([false, true])]),
            OperatorExample("a class too many", OneHot(count: 2), [.i32([2])], refusedWith: "index-out-of-range"),
        ]
    }
}
