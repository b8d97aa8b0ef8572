package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// a where the mask is true, b elsewhere; the three meet by broadcasting. torch.where; ONNX `Where`.
    package struct Select: Operator {
        package static let signature = Signature(
            "select", [.required("mask"), .required("a"), .required("b")], traits: [.elementwise])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let mask = try inference.operand(0, "mask", .bool)
            let a = try inference.operand(1, "a", .any)
            let b = try inference.operand(2, "b", .any)
            try b.requireSameElementType(as: a, "b", "a")
            let shape = try inference.broadcast([("mask", mask), ("a", a), ("b", b)])
            return [Fact(a.elementType, shape, contents: contents(mask, a, b, shape))]
        }

        private func contents(_ mask: Fact, _ a: Fact, _ b: Fact, _ shape: [Dimension]) -> [Dimension]? {
            guard let mask = mask.contents(broadcastTo: shape), let a = a.contents(broadcastTo: shape),
                let b = b.contents(broadcastTo: shape), mask.allSatisfy({ $0.value != nil })
            else { return nil }
            return mask.indices.map { mask[$0] == 0 ? b[$0] : a[$0] }
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (mask, a, b) = (try operands.operand(0), try operands.operand(1), try operands.operand(2))
            let shape = broadcastShape([mask.shape, a.shape, b.shape])
            let truths = mask.broadcast(to: shape).integers
            let (left, right) = (a.broadcast(to: shape), b.broadcast(to: shape))
            let chosen: PlainTensor.Elements
            if case .integers(let yes) = left.elements, case .integers(let no) = right.elements {
                chosen = .integers(truths.indices.map { truths[$0] != 0 ? yes[$0] : no[$0] })
            } else {
                let (yes, no) = (left.reals, right.reals)
                chosen = .reals(truths.indices.map { truths[$0] != 0 ? yes[$0] : no[$0] })
            }
            return [PlainTensor(unchecked: chosen, a.elementType, shape: shape)]
        }

        package static let examples = [
            OperatorExample(
                "a number elsewhere", Select(), [.bools([true, false]), .f32([1, 2]), .f32([0], [])],
                gives: [.f32([1, 0])]),
            OperatorExample(
                "a mask for each row", Select(), [.bools([true, false], [2, 1]), .i32([1, 2]), .i32([3, 4])],
                gives: [.i32([1, 2, 3, 4], [2, 2])]),
            OperatorExample(
                "a mask of numbers", Select(), [.i32([1]), .f32([1]), .f32([2])],
                refusedWith: "element-type-mismatch"),
        ]
    }
}
