package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A tensor parted along an axis: into `parts` equal ones, or ones of given `sizes`. ONNX `Split`.
    ///
    /// The axis is 1 unasked on rank 2 and must be named above that. There is a result for each part.
    package struct Split: Operator {
        package var parts: Int?
        package var axis: Int?
        package var sizes: [Dimension] = []

        /// How many parts there may be.
        private static let mostParts = 65_536

        package static let signature = Signature("split", [.required("x")], traits: [.movesDataOnly])
        package static let attributes: [AttributeField<Split>] = [
            AttributeField("parts", \.parts), AttributeField("axis", \.axis), AttributeField("sizes", \.sizes),
        ]

        package init() {}

        package init(parts: Int, axis: Int? = nil) {
            self.parts = parts
            self.axis = axis
        }

        package init(sizes: [Dimension], axis: Int? = nil) {
            self.sizes = sizes
            self.axis = axis
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            let axis = try x.joiningAxis(axis)
            let sizes = try partSizes(x.shape[axis], axis, &inference, labels: [x.label("x")])
            var start = 0
            var facts: [Fact] = []
            for size in sizes {
                let shape = x.shape.replacing(at: axis, with: size)
                facts.append(Fact(x.elementType, shape, contents: contents(x, axis, start, size)))
                start += size.value ?? 0
            }
            return facts
        }

        private func partSizes(
            _ size: Dimension, _ axis: Int, _ inference: inout Inference, labels: [String]
        ) throws(Diagnostic) -> [Dimension] {
            switch (parts, sizes.isEmpty) {
            case (nil, true), (.some, false):
                throw Diagnostic(
                    "bad-attribute", "split needs either the number of parts or their sizes", labels: labels,
                    help: "write split(x, 2), or split(x, sizes=[…])")
            case (let parts?, true):
                guard (1...Split.mostParts).contains(parts) else {
                    throw Diagnostic("bad-attribute", "split gives 1 to \(Split.mostParts) parts, not \(parts)")
                }
                let part = try inference.exactQuotient(
                    size, by: Dimension(parts), "the size along the axis of a split is a multiple of its parts"
                ) {
                    Diagnostic(
                        "split-mismatch",
                        "axis \(axis) has size \(size), which does not split into \(parts) equal parts",
                        labels: labels, help: "split(x, sizes=[…]) gives parts of different sizes")
                }
                return [Dimension](repeating: part, count: parts)
            case (nil, false):
                try inference.requireSizes(sizes)
                let sum = sizes.reduce(0, +)
                try inference.require(sum, equals: size, "the sizes of a split make up the axis") {
                    Diagnostic(
                        "split-mismatch", "axis \(axis) has size \(size), but the sizes of the parts make up \(sum)",
                        labels: labels)
                }
                return sizes
            }
        }

        private func contents(_ x: Fact, _ axis: Int, _ start: Int, _ size: Dimension) -> [Dimension]? {
            guard let contents = x.contents, let own = x.knownSizes, let size = size.value else { return nil }
            return view(own, axis, start, size).elements(of: contents)
        }

        private func view(_ sizes: [Int], _ axis: Int, _ start: Int, _ size: Int) -> StridedView {
            let strides = sizes.denseStrides
            return StridedView(
                sizes.replacing(at: axis, with: size), strides: strides, offset: size > 0 ? start * strides[axis] : 0)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let axis = axis.resolvedJoiningAxis(x.shape.count)
            var bound = self
            bound.sizes = try evaluation.sizes(sizes).map { Dimension($0) }
            var inference = Inference([])
            let sizes = try bound.partSizes(Dimension(x.shape[axis]), axis, &inference, labels: [])
            var start = 0
            var results: [PlainTensor] = []
            for size in sizes.compactMap(\.value) {
                results.append(x.viewed(view(x.shape, axis, start, size)))
                start += size
            }
            return results
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axis = try? x.joiningAxis(axis) else {
                return wholeFields(operands, results)
            }
            var start: Int? = 0
            return results.map { result in
                defer { start = start.flatMap { start in result.shape[axis].value.map { start + $0 } } }
                return [x.ownFields { $0 == axis ? start.map { .window(axis, $0, $0) } ?? .whole : nil }]
            }
        }

        package static let examples = [
            OperatorExample(
                "equal parts", Split(parts: 2), [.f32([1, 2, 3, 4], [1, 4])],
                gives: [.f32([1, 2], [1, 2]), .f32([3, 4], [1, 2])]),
            OperatorExample(
                "sizes, one of them 0", Split(sizes: [1, 0, 2], axis: 0), [.i64([1, 2, 3])],
                gives: [.i64([1]), .i64([]), .i64([2, 3])]),
            OperatorExample(
                "no equal parts", Split(parts: 2, axis: -1), [.f32([1, 2, 3], [1, 1, 3])],
                refusedWith: "split-mismatch"),
            OperatorExample(
                "no axis named", Split(parts: 1), [.f32([1], [1, 1, 1])], refusedWith: "missing-axis"),
            OperatorExample("neither parts nor sizes", Split(), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
