package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The grid `[N, size…, axes]` that affine maps `theta` `[N, axes, axes + 1]` make of even places, for `grid_sample`.
    ///
    /// Each place is `theta` times the vector of the numbers along the axes, the last axis first, and 1; they run from −1
    /// to 1 between the outer edges of the first and the last element, or with `align` between their middles.
    /// torch.nn.functional.affine_grid; ONNX AffineGrid.
    package struct AffineGrid: Operator {
        /// The spatial sizes.
        package var size: [Dimension] = []
        package var align = false

        package init() {}

        package init(size: [Dimension], align: Bool = false) {
            self.size = size
            self.align = align
        }

        package static let signature = Signature("affine_grid", [.required("theta")])
        package static let attributes: [AttributeField<AffineGrid>] = [
            AttributeField("size", \.size), AttributeField("align", \.align),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let theta = try inference.operand(0, "theta", .float)
            try theta.requireRank(3...3, "theta", "[N, axes, axes + 1]")
            let axes = size.count
            for (index, wanted) in [(1, axes), (2, axes + 1)] {
                try inference.requireSize(
                    theta.shape[index], Dimension(wanted), "a map has \(axes) rows and \(axes + 1) columns here",
                    code: "grid-mismatch", labels: [theta.label("theta")],
                    help: "size names \(axes) spatial axes")
            }
            try inference.requireSizes(size)
            return [Fact(theta.elementType, [theta.shape[0]] + size + [Dimension(axes)])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let theta = try operands.operand(0)
            let sizes = try evaluation.sizes(size)
            let axes = sizes.count
            let shape = try ([theta.shape[0]] + sizes + [axes]).counted()
            let (values, strides, points) = (theta.reals, sizes.denseStrides, sizes.elementCount ?? 0)
            var result: [Double] = []
            result.reserveCapacity(shape.elementCount ?? 0)
            for row in 0..<theta.shape[0] {
                for point in 0..<points {
                    let place = sizes.indices.reversed().map { number(point / strides[$0] % sizes[$0], of: sizes[$0]) }
                    for axis in 0..<axes {
                        let start = (row * axes + axis) * (axes + 1)
                        result.append(
                            place.indices.reduce(values[start + axes]) { $0 + values[start + $1] * place[$1] })
                    }
                }
            }
            return [PlainTensor(rounding: result, theta.elementType, shape: shape)]
        }

        /// Where a position of an axis lies, from −1 to 1.
        private func number(_ position: Int, of size: Int) -> Double {
            if align { return size > 1 ? 2 * Double(position) / Double(size - 1) - 1 : 0 }
            return (2 * Double(position) + 1) / Double(size) - 1
        }

        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            (results.first?.type.elementCount ?? 0) * Dimension(size.count + 1)
        }

        package static let examples = [
            OperatorExample(
                "places as they are", AffineGrid(size: [1, 2]), [.f32([1, 0, 0, 0, 1, 0], [1, 2, 3])],
                gives: [.f32([-0.5, 0, 0.5, 0], [1, 1, 2, 2])]),
            OperatorExample(
                "turned and moved, ends aligned", AffineGrid(size: [2, 2], align: true),
                [.f32([0, -1, 0.5, 1, 0, 0], [1, 2, 3])],
                gives: [.f32([1.5, -1, 1.5, 1, -0.5, -1, -0.5, 1], [1, 2, 2, 2])]),
            OperatorExample(
                "a map for other axes", AffineGrid(size: [2]), [.f32([1, 0, 0, 0, 1, 0], [1, 2, 3])],
                refusedWith: "grid-mismatch"),
            OperatorExample(
                "a negative size", AffineGrid(size: [-1]), [.f32([1, 0], [1, 1, 2])], refusedWith: "negative-size"),
        ]
    }
}
