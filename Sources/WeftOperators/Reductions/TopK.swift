package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The k largest elements along an axis, largest first, and their positions as `i32`; of equals the first, NaN counts
    /// as largest. torch.topk; ONNX `TopK`, whose positions are `i64`.
    package struct TopK: Operator {
        package var k: Dimension = 1
        package var axis: Int = -1

        package static let signature = Signature("top_k", [.required("x")], results: ["values", "indices"])
        package static let attributes: [AttributeField<TopK>] = [
            AttributeField("k", \.k), AttributeField("axis", \.axis),
        ]

        package init() {}

        package init(k: Dimension, axis: Int = -1) {
            self.k = k
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
            let axis = try x.axis(axis)
            try inference.requireSizes([k])
            try inference.require(x.shape[axis], atLeast: k, "there are k elements to choose") {
                Diagnostic(
                    "top-k-mismatch", "axis \(axis) of x has size \(x.shape[axis]), fewer than the \(k) to choose",
                    labels: [x.label("x")])
            }
            let shape = x.shape.replacing(at: axis, with: k)
            return [Fact(x.elementType, shape), Fact(.i32, shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedAxis(x.shape.count)
            let (size, count) = (x.shape[axis], try evaluation.size(k))
            guard count <= size else {
                throw Diagnostic("top-k-mismatch", "axis \(axis) of x has size \(size), fewer than \(count)")
            }
            let runs = Runs(x.shape, along: [axis])
            let chosen = x.ranked(runs) { keys in
                let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }
                return Array(order.prefix(count))
            }
            let dense = x.viewed(runs.view)
            let positions = chosen.joined().map { Int64($0) }
            let sources = chosen.enumerated().flatMap { run, order in order.map { run * size + $0 } }
            let elements: PlainTensor.Elements =
                switch dense.elements {
                case .reals(let values): .reals(sources.map { values[$0] })
                case .integers(let values): .integers(sources.map { values[$0] })
                }
            // The axis came last as the runs were laid out; it goes back to its place.
            let laidOut = runs.kept + [count]
            let shape = x.shape.replacing(at: axis, with: count)
            let strides = laidOut.denseStrides
            var back = Array(strides.dropLast())
            back.insert(1, at: axis)
            let view = StridedView(shape, strides: back)
            return [
                PlainTensor(unchecked: elements, x.elementType, shape: laidOut).viewed(view),
                PlainTensor(wrapping: positions, .i32, shape: laidOut).viewed(view),
            ]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? .whole : nil })
        }

        package static let examples = [
            OperatorExample(
                "two of three", TopK(k: 2), [.f32([1, 3, 3, 9, 5, 6], [2, 3])],
                gives: [.f32([3, 3, 9, 6], [2, 2]), .i32([1, 2, 0, 2], [2, 2])]),
            OperatorExample(
                "down the rows", TopK(k: 1, axis: 0), [.i32([1, 4, 3, 2], [2, 2])],
                gives: [.i32([3, 4], [1, 2]), .i32([1, 0], [1, 2])]),
            OperatorExample("none", TopK(k: 0), [.f32([1])], gives: [.f32([]), .i32([])]),
            OperatorExample("more than there are", TopK(k: 2), [.f32([1])], refusedWith: "top-k-mismatch"),
        ]
    }
}
