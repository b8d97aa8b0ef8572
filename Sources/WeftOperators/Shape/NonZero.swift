package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The positions of all elements that are not 0, in C order: a column of `i32[rank, k]` for each, NaN among them.
    /// numpy.nonzero; ONNX `NonZero`, whose positions are `i64`.
    package struct NonZero: Operator {
        package static let signature = Signature("non_zero", [.required("x")], results: ["positions"])

        package init() {}

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .comparable)
            let found = inference.dataSize(atMost: x.type.elementCount)
            return [Fact(.i32, [Dimension(x.rank), found])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let places: [Int] =
                switch x.elements {
                case .reals(let values): values.indices.filter { values[$0] != 0 }
                case .integers(let values): values.indices.filter { values[$0] != 0 }
                }
            let positions = zip(x.shape, x.shape.denseStrides).flatMap { size, stride in
                places.map { Int64($0 / stride % size) }
            }
            return [PlainTensor(wrapping: positions, .i32, shape: [x.shape.count, places.count])]
        }

        package static let examples = [
            OperatorExample(
                "a matrix", NonZero(), [.f32([1, 0, 0.5, -2], [2, 2])], gives: [.i32([0, 1, 1, 0, 0, 1], [2, 3])]),
            OperatorExample("truth values", NonZero(), [.bools([false, true])], gives: [.i32([1], [1, 1])]),
            OperatorExample("nothing", NonZero(), [.i64([0, 0])], gives: [.i32([], [1, 0])]),
            OperatorExample("no operand", NonZero(), [nil], refusedWith: "missing-operand"),
        ]
    }
}
