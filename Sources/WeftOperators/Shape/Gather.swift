package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The positions along an axis that indices name, in the shape of the indices. ONNX `Gather`; torch.nn.Embedding is
    /// the case of axis 0.
    ///
    /// The shape is `x.shape[..<axis] + ids.shape + x.shape[axis + 1...]`. An index that is not from 0 to below the size
    /// ends the run with the diagnostic `index-out-of-range`, negative ones too.
    package struct Gather: Operator {
        package var axis: Int = 0

        package static let signature = Signature(
            "gather", [.required("x"), .required("ids")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<Gather>] = [AttributeField("axis", \.axis)]

        package init() {}

        package init(axis: Int) {
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            let ids = try inference.operand(1, "ids", .integer)
            let axis = try x.axis(axis)
            let shape = x.shape[..<axis] + ids.shape + x.shape[(axis + 1)...]
            return [Fact(x.elementType, Array(shape), contents: try contents(x, ids, axis))]
        }

        /// What known indices pick of known contents; known indices out of range are refused at once.
        private func contents(_ x: Fact, _ ids: Fact, _ axis: Int) throws(Diagnostic) -> [Dimension]? {
            let known = ids.contents?.compactMap { $0.value.map { Int64($0) } } ?? []
            guard let contents = ids.contents, known.count == contents.count, let size = x.shape[axis].value,
                let idSizes = ids.knownSizes
            else { return nil }
            let tensor = PlainTensor(unchecked: .integers(known), ids.elementType, shape: idSizes)
            let indices = try tensor.indices(below: size, "positions along axis \(axis) of x")
            guard let sizes = x.knownSizes, let values = x.contents else { return nil }
            let result = picked(values, indices, AxisSplit(sizes, axis))
            return result.count <= Fact.largestContents ? result : nil
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, ids) = (try operands.operand(0), try operands.operand(1))
            let axis = axis.resolvedAxis(x.shape.count)
            let indices = try ids.indices(below: x.shape[axis], "positions along axis \(axis) of x")
            let shape = try (x.shape[..<axis] + ids.shape + x.shape[(axis + 1)...]).counted()
            let split = AxisSplit(x.shape, axis)
            let elements: PlainTensor.Elements =
                switch x.elements {
                case .reals(let values): .reals(picked(values, indices, split))
                case .integers(let values): .integers(picked(values, indices, split))
                }
            return [PlainTensor(unchecked: elements, x.elementType, shape: shape)]
        }

        private func picked<Element>(_ values: [Element], _ indices: [Int], _ split: AxisSplit) -> [Element] {
            var result: [Element] = []
            result.reserveCapacity(split.outer * indices.count * split.inner)
            for outer in 0..<split.outer {
                for index in indices {
                    let start = (outer * split.size + index) * split.inner
                    result.append(contentsOf: values[start..<(start + split.inner)])
                }
            }
            return result
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard operands.count == 2, let x = operands[0], let ids = operands[1], let axis = try? x.axis(axis) else {
                return wholeFields(operands, results)
            }
            let picked = x.shape.indices.map { place -> AxisField in
                place == axis ? .whole : .along(place < axis ? place : place + ids.rank - 1)
            }
            return [[picked, ids.shape.indices.map { .along($0 + axis) }]]
        }

        package static let examples = [
            OperatorExample(
                "rows of a table", Gather(), [.f32([1, 2, 3, 4, 5, 6], [3, 2]), .i32([2, 0], [1, 2])],
                gives: [.f32([5, 6, 1, 2], [1, 2, 2])]),
            OperatorExample(
                "a number takes the axis away", Gather(axis: -1), [.f32([1, 2, 3, 4], [2, 2]), .i64([1], [])],
                gives: [.f32([2, 4])]),
            OperatorExample(
                "no indices", Gather(), [.f32([1, 2], [1, 2]), .i64([])], gives: [.f32([], [0, 2])]),
            OperatorExample(
                "an index beyond the end", Gather(), [.f32([1, 2]), .i32([0, 2])], refusedWith: "index-out-of-range"),
            OperatorExample(
                "an index below 0", Gather(), [.f32([1, 2]), .i64([-1])], refusedWith: "index-out-of-range"),
        ]
    }
}
