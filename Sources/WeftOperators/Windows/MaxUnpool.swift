package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Elements put back to where `max_pool_with_indices` found them, and zeros elsewhere (Zeiler and Fergus 2014).
    ///
    /// `indices` are positions in the whole result `[N, C, size…]` in C order; where one is named twice the last element
    /// stays. ONNX MaxUnpool; torch.nn.functional.max_unpool2d counts within each plane.
    package struct MaxUnpool: Operator {
        /// The spatial sizes of the result.
        package var size: [Dimension] = []

        package init() {}

        package init(size: [Dimension]) {
            self.size = size
        }

        package static let signature = Signature("max_unpool", [.required("x"), .required("ids")])
        package static let attributes: [AttributeField<MaxUnpool>] = [AttributeField("size", \.size)]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .number)
            let ids = try inference.operand(1, "ids", .integer)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            let labels = [x.label("x"), ids.label("ids")]
            guard ids.rank == x.rank else {
                throw Diagnostic(
                    "rank-mismatch", "ids must have rank \(x.rank) as x has, not \(ids.rank)", labels: labels)
            }
            for (size, other) in zip(x.shape, ids.shape) {
                try inference.requireSize(
                    other, size, "each element has its position", code: "unpool-mismatch", labels: labels)
            }
            guard size.count == x.rank - 2 else {
                throw Diagnostic(
                    "window-numbers-mismatch", "size has \(size.count) numbers, but there are \(x.rank - 2) axes",
                    labels: labels, help: "give the spatial sizes of the result")
            }
            try inference.requireSizes(size)
            return [Fact(x.elementType, Array(x.shape[..<2]) + size)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let shape = try (Array(x.shape[..<2]) + evaluation.sizes(size)).counted()
            let count = shape.elementCount ?? 0
            let positions = try operands.operand(1).indices(below: count, "positions of the result")
            switch x.elements {
            case .reals(let values):
                let placed = Self.placed(values, positions, count, zero: 0)
                return [PlainTensor(unchecked: .reals(placed), x.elementType, shape: shape)]
            case .integers(let values):
                let placed = Self.placed(values, positions, count, zero: 0)
                return [PlainTensor(unchecked: .integers(placed), x.elementType, shape: shape)]
            }
        }

        private static func placed<Element>(
            _ values: [Element], _ positions: [Int], _ count: Int, zero: Element
        ) -> [Element] {
            var result = [Element](repeating: zero, count: count)
            for (value, position) in zip(values, positions) { result[position] = value }
            return result
        }

        package static let examples = [
            OperatorExample(
                "of pairs", MaxUnpool(size: [4]), [.f32([5, 7], [1, 1, 2]), .i64([1, 2], [1, 1, 2])],
                gives: [.f32([0, 5, 7, 0], [1, 1, 4])]),
            OperatorExample(
                "of nothing", MaxUnpool(size: [2]), [.i32([], [1, 1, 0]), .i64([], [1, 1, 0])],
                gives: [.i32([0, 0], [1, 1, 2])]),
            OperatorExample(
                "outside", MaxUnpool(size: [2]), [.f32([5], [1, 1, 1]), .i64([2], [1, 1, 1])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "a position too few", MaxUnpool(size: [2]), [.f32([5, 6], [1, 1, 2]), .i64([1], [1, 1, 1])],
                refusedWith: "unpool-mismatch"),
        ]
    }
}
