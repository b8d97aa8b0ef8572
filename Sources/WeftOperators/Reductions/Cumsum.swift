package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The sum of all elements up to each, along an axis; integers wrap. torch.cumsum; ONNX `CumSum`.
    package struct Cumsum: Operator {
        package var axis: Int?

        package static let signature = Signature("cumsum", [.required("x")])
        package static let attributes: [AttributeField<Cumsum>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int?) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
            _ = try x.requiredAxis(axis)
            return [Fact(x.type)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let split = AxisSplit(x.shape, axis.resolvedAxis(x.shape.count))
            switch x.elements {
            case .reals(let values):
                let sums = split.mapRuns(values, zero: 0) { run in
                    for index in run.indices.dropFirst() { run[index] += run[index - 1] }
                }
                return [PlainTensor(rounding: sums, x.elementType, shape: x.shape)]
            case .integers(let values):
                let sums = split.mapRuns(values, zero: 0) { run in
                    for index in run.indices.dropFirst() { run[index] &+= run[index - 1] }
                }
                return [PlainTensor(wrapping: sums, x.elementType, shape: x.shape)]
            }
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.requiredAxis(axis) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? .window(axis, nil, 0) : nil })
        }

        package static let examples = [
            OperatorExample(
                "down the rows", Cumsum(axis: 0), [.f32([1, 2, 3, 4], [2, 2])], gives: [.f32([1, 2, 4, 6], [2, 2])]),
            OperatorExample("integers wrap", Cumsum(axis: -1), [.u8([200, 100])], gives: [.u8([200, 44])]),
            OperatorExample("no axis named", Cumsum(), [.f32([1], [1, 1])], refusedWith: "missing-axis"),
        ]
    }
}
