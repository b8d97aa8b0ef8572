package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The elements of `x` `[N, C, spatial…]` at the places that `grid` `[N, out…, axes]` names (Jaderberg et al. 2015).
    ///
    /// A place holds one number for each spatial axis, the last axis first, from −1 to 1 between the outer edges of the
    /// first and the last element, or with `align` between their middles. Between elements it is interpolated; beyond
    /// them there are zeros, or with `padding` the edge (`border`) or what a mirror there shows (`reflection`).
    /// torch.nn.functional.grid_sample; ONNX GridSample.
    package struct GridSample: Operator {
        package enum Mode: String, CaseIterable, AttributeValue {
            case linear, nearest, cubic
        }

        /// What is beyond the ends.
        package enum Beyond: String, CaseIterable, AttributeValue {
            case zeros, border, reflection
        }

        package var mode = Mode.linear
        package var padding = Beyond.zeros
        package var align = false

        package init() {}

        package init(mode: Mode = .linear, padding: Beyond = .zeros, align: Bool = false) {
            self.mode = mode
            self.padding = padding
            self.align = align
        }

        package static let signature = Signature("grid_sample", [.required("x"), .required("grid")])

        package static let attributes: [AttributeField<GridSample>] = [
            AttributeField("mode", \.mode), AttributeField("padding", \.padding), AttributeField("align", \.align),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            let grid = try inference.operand(1, "grid", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            let labels = [x.label("x"), grid.label("grid")]
            guard grid.rank == x.rank else {
                throw Diagnostic(
                    "rank-mismatch", "grid must have rank \(x.rank) as x has, not \(grid.rank)", labels: labels,
                    help: "it has the form [N, out…, axes]")
            }
            try inference.requireSize(
                grid.shape[0], x.shape[0], "there must be one grid for each row of x", code: "grid-mismatch",
                labels: labels)
            try inference.requireSize(
                grid.shape[grid.rank - 1], Dimension(x.rank - 2), "a place has one number for each spatial axis",
                code: "grid-mismatch", labels: labels)
            for size in x.shape[2...] {
                try inference.require(size, atLeast: 1, "there is something to sample") {
                    Diagnostic("grid-mismatch", "a spatial axis of x has size \(size)", labels: labels)
                }
            }
            return [Fact(x.elementType, Array(x.shape[..<2]) + grid.shape[1..<(grid.rank - 1)])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, grid) = (try operands.operand(0), try operands.operand(1))
            let axes = x.shape[2...].map { GridAxis(size: $0, self) }
            let plane = x.shape[2...].reduce(1, *)
            let out = grid.shape[1..<(grid.shape.count - 1)]
            let shape = try (Array(x.shape[..<2]) + out).counted()
            let points = out.reduce(1, *)
            let (values, places) = (x.reals, grid.reals)
            var result = [Double](repeating: 0, count: shape.elementCount ?? 0)
            for row in 0..<x.shape[0] {
                for point in 0..<points {
                    let start = (row * points + point) * axes.count
                    let taps = GridAxis.taps(axes, at: places[start..<(start + axes.count)].reversed())
                    for channel in 0..<x.shape[1] {
                        let image = row * x.shape[1] + channel
                        var sum = 0.0
                        for (offset, weight) in taps { sum += weight * values[image * plane + offset] }
                        result[image * points + point] = sum
                    }
                }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        package static let examples = [
            OperatorExample(
                "between elements", GridSample(),
                [.f32([1, 2, 3, 4], [1, 1, 2, 2]), .f32([0, 0, -0.5, -0.5, -1, -1], [1, 1, 3, 2])],
                gives: [.f32([2.5, 1, 0.25], [1, 1, 1, 3])]),
            OperatorExample(
                "ends aligned, one axis", GridSample(padding: .border, align: true),
                [.f32([0, 10, 20], [1, 1, 3]), .f32([-2, -0.5, 0.5, 1], [1, 4, 1])],
                gives: [.f32([0, 5, 15, 20], [1, 1, 4])]),
            OperatorExample(
                "nearest, mirrored", GridSample(mode: .nearest, padding: .reflection),
                [.f32([0, 10, 20], [1, 1, 3]), .f32([-1.5, 0.1, 2.2], [1, 3, 1])],
                gives: [.f32([0, 10, 10], [1, 1, 3])]),
            OperatorExample(
                "cubic", GridSample(mode: .cubic, align: true),
                [.f32([0, 0, 64, 0], [1, 1, 4]), .f32([0, 1.0 / 3], [1, 2, 1])],
                gives: [.f32([38, 64], [1, 1, 2])]),
            OperatorExample(
                "nowhere", GridSample(), [.f32([1], [1, 1, 1]), .f32([.nan, .infinity], [1, 2, 1])],
                gives: [.f32([0, 0], [1, 1, 2])]),
            OperatorExample(
                "a number too few", GridSample(), [.f32([1], [1, 1, 1, 1]), .f32([0], [1, 1, 1, 1])],
                refusedWith: "grid-mismatch"),
            OperatorExample(
                "ranks", GridSample(), [.f32([1], [1, 1, 1, 1]), .f32([0, 0], [1, 2])], refusedWith: "rank-mismatch"),
        ]
    }
}
