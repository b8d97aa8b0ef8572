package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Tensors laid end to end along an axis; the other sizes must agree. ONNX `Concat`.
    ///
    /// The axis is 1 unasked on rank 2 and must be named above that.
    package struct Concat: Operator {
        package var axis: Int?

        package static let signature = Signature(
            "concat", [.variadic("tensors")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<Concat>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int?) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let first = try inference.operand(0, "tensor 1", .any)
            if first.rank == 0 {
                throw Diagnostic(
                    "rank-mismatch", "tensors of rank 0 cannot be concatenated", labels: [first.label("tensor 1")],
                    help: "stack(…) gives them an axis")
            }
            let axis = try first.joiningAxis(axis, of: "tensor 1")
            var length = first.shape[axis]
            var parts = [first]
            for index in inference.operands.indices.dropFirst() {
                let next = try inference.operand(index, "tensor \(index + 1)", .any)
                try next.requireSameElementType(as: first, "tensor \(index + 1)", "tensor 1")
                try check(next, "tensor \(index + 1)", first, axis, &inference)
                length = length + next.shape[axis]
                parts.append(next)
            }
            let shape = first.shape.replacing(at: axis, with: length)
            return [Fact(first.elementType, shape, contents: contents(parts, axis, shape))]
        }

        private func check(
            _ next: Fact, _ name: String, _ first: Fact, _ axis: Int, _ inference: inout Inference
        ) throws(Diagnostic) {
            let labels = [first.label("tensor 1"), next.label(name)]
            guard next.rank == first.rank else {
                throw Diagnostic(
                    "concat-mismatch",
                    "these tensors cannot be concatenated: their ranks are \(first.rank) and \(next.rank)",
                    labels: labels)
            }
            for other in first.shape.indices where other != axis {
                let (a, b) = (first.shape[other], next.shape[other])
                try inference.require(a, equals: b, "sizes beside the axis of a concatenation must be equal") {
                    Diagnostic(
                        "concat-mismatch",
                        "these tensors cannot be concatenated along axis \(axis): "
                            + "along axis \(other) their sizes are \(a) and \(b)",
                        labels: labels, help: "only the sizes along axis \(axis) may differ")
                }
            }
        }

        private func contents(_ parts: [Fact], _ axis: Int, _ shape: [Dimension]) -> [Dimension]? {
            guard let sizes = Fact(.i64, shape).knownSizes, let count = sizes.elementCount,
                count <= Fact.largestContents
            else { return nil }
            var lists: [[Dimension]] = []
            for part in parts {
                guard let contents = part.contents else { return nil }
                lists.append(contents)
            }
            return joined(lists, outer: AxisSplit(sizes, axis).outer)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let parts = operands.compactMap { $0 }
            let first = try operands.operand(0)
            let axis = axis.resolvedJoiningAxis(first.shape.count)
            let length = parts.reduce(0) { $0 + $1.shape[axis] }
            let shape = try first.shape.replacing(at: axis, with: length).counted()
            let outer = AxisSplit(shape, axis).outer
            return [joined(parts, first.elementType, shape, outer: outer)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let first = operands.first ?? nil, let axis = try? first.joiningAxis(axis) else {
                return wholeFields(operands, results)
            }
            var start: Int? = 0
            return [
                operands.map { operand in
                    defer { start = start.flatMap { start in operand?.shape[axis].value.map { start + $0 } } }
                    return operand?.ownFields { place in
                        place == axis ? start.map { .window(axis, -$0, -$0) } ?? .whole : nil
                    }
                }
            ]
        }

        package static let examples = [
            OperatorExample(
                "along axis 1 unasked", Concat(), [.f32([1, 2], [2, 1]), .f32([3, 4, 5, 6], [2, 2])],
                gives: [.f32([1, 3, 4, 2, 5, 6], [2, 3])]),
            OperatorExample(
                "with an empty tensor", Concat(axis: -1), [.i64([1, 2]), .i64([]), .i64([3])],
                gives: [.i64([1, 2, 3])]),
            OperatorExample(
                "heights that differ", Concat(axis: 1), [.f32([1, 2], [1, 1, 2]), .f32([1, 2, 3], [1, 1, 3])],
                refusedWith: "concat-mismatch"),
            OperatorExample(
                "no axis named", Concat(), [.f32([1], [1, 1, 1]), .f32([1], [1, 1, 1])], refusedWith: "missing-axis"),
        ]
    }
}

/// Lists of elements, each in so many equal parts, laid end to end part by part.
func joined<Element>(_ lists: [[Element]], outer: Int) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    let parts = lists.map { outer == 0 ? 0 : $0.count / outer }
    for index in 0..<outer {
        for (list, part) in zip(lists, parts) { result.append(contentsOf: list[(index * part)..<((index + 1) * part)]) }
    }
    return result
}

/// Tensors of one element type laid end to end in the same way, as a tensor of a shape.
func joined(_ parts: [PlainTensor], _ type: ElementType, _ shape: [Int], outer: Int) -> PlainTensor {
    let elements: PlainTensor.Elements =
        type.isFloat
        ? .reals(joined(parts.map(\.reals), outer: outer)) : .integers(joined(parts.map(\.integers), outer: outer))
    return PlainTensor(unchecked: elements, type, shape: shape)
}
