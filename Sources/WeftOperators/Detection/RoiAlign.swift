package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Regions of planes brought to one size: each cell is the mean of places in it (He et al. 2017, Mask R-CNN).
    ///
    /// `x` is `[N, C, H, W]`, `rois` `[regions, 4]` (x, y, x, y) times `scale` in elements, `ids` the rows of `x` that they
    /// are cut out of. A cell has `samples` places along each axis, or with 0 as many as it covers elements; between
    /// elements places are interpolated linearly. With `half_pixel` coordinates are those of edges, not of middles. With mode
    /// `max` a cell is the largest of its elements times their weights. torchvision.ops.roi_align; ONNX RoiAlign.
    package struct RoiAlign: Operator {
        package enum Mode: String, CaseIterable, AttributeValue {
            case avg, max
        }

        package var height: Dimension = 1
        package var width: Dimension = 1
        package var scale = 1.0
        package var samples = 0
        package var mode = Mode.avg
        package var halfPixel = true

        package init() {}

        package init(
            height: Dimension, width: Dimension, scale: Double = 1, samples: Int = 0, mode: Mode = .avg,
            halfPixel: Bool = true
        ) {
            self.height = height
            self.width = width
            self.scale = scale
            self.samples = samples
            self.mode = mode
            self.halfPixel = halfPixel
        }

        package static let signature = Signature(
            "roi_align", [.required("x"), .required("rois"), .required("ids")])

        package static let attributes: [AttributeField<RoiAlign>] = [
            AttributeField("height", \.height), AttributeField("width", \.width), AttributeField("scale", \.scale),
            AttributeField("samples", \.samples), AttributeField("mode", \.mode),
            AttributeField("half_pixel", \.halfPixel),
        ]

        /// No cell has more places along an axis.
        private static let mostSamples = 4096

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let result = try RoiOperands.infer(&inference, columns: 4, height: height, width: width, scale: scale)
            let ids = try inference.operand(2, "ids", .integer)
            try ids.requireRank(1...1, "ids", "[regions]")
            try inference.requireSize(
                ids.shape[0], result.shape[0], "each region has its row", code: "rois-mismatch",
                labels: [ids.label("ids"), "there are \(result.shape[0]) regions"])
            guard (0...RoiAlign.mostSamples).contains(samples) else {
                throw Diagnostic(
                    "bad-attribute", "samples must be from 0 to \(RoiAlign.mostSamples), and \(samples) is not")
            }
            return [result]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, rois) = (try operands.operand(0), try operands.operand(1))
            let rows = try operands.operand(2).indices(below: x.shape[0], "rows of x")
            let cells = try (evaluation.size(height), evaluation.size(width))
            let shape = try [rows.count, x.shape[1], cells.0, cells.1].counted()
            let (values, numbers) = (x.reals, rois.reals)
            let plane = x.shape[2] * x.shape[3]
            var result: [Double] = []
            result.reserveCapacity(shape.elementCount ?? 0)
            for (region, row) in rows.enumerated() {
                let corners = numbers[(region * 4)..<(region * 4 + 4)]
                try RoiOperands.check(corners, region)
                let c = corners.map { $0 * scale - (halfPixel ? 0.5 : 0) }
                let vertical = try places(from: c[1], to: c[3], cells.0, x.shape[2])
                let horizontal = try places(from: c[0], to: c[2], cells.1, x.shape[3])
                for channel in 0..<x.shape[1] {
                    let start = (row * x.shape[1] + channel) * plane
                    for y in vertical {
                        for x in horizontal { result.append(cell(values, start, y, x)) }
                    }
                }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        /// For each cell along an axis its places, each as two neighbours and their weights; nil beyond the ends.
        private func places(
            from start: Double, to end: Double, _ cells: Int, _ size: Int
        ) throws(Diagnostic) -> [[RoiPlace?]] {
            let length = halfPixel ? end - start : Swift.max(end - start, 1)
            let width = length / Double(cells)
            let count = samples > 0 ? samples : Int(width.rounded(.up))
            guard count <= RoiAlign.mostSamples else {
                throw Diagnostic(
                    "roi-out-of-range",
                    "a cell of a region covers \(count) elements, more than \(RoiAlign.mostSamples)",
                    help: "say how many places it has: samples=2")
            }
            return (0..<cells).map { cell in
                (0..<Swift.max(count, 0)).map { sample in
                    let step = (Double(sample) + 0.5) * width / Double(count)
                    return RoiPlace(start + Double(cell) * width + step, size)
                }
            }
        }

        private func cell(_ values: [Double], _ start: Int, _ rows: [RoiPlace?], _ columns: [RoiPlace?]) -> Double {
            var (sum, largest) = (0.0, -Double.infinity)
            for row in rows {
                for column in columns {
                    guard let row, let column else {
                        largest = Swift.max(largest, 0)
                        continue
                    }
                    for (y, wy) in row.neighbours {
                        for (x, wx) in column.neighbours {
                            let value = wy * wx * values[start + y * column.size + x]
                            sum += value
                            largest = Maths.maximum(largest, value)
                        }
                    }
                }
            }
            let count = rows.count * columns.count
            if count == 0 { return 0 }
            return mode == .avg ? sum / Double(count) : largest
        }

        package static let examples = [
            OperatorExample(
                "two cells", RoiAlign(height: 1, width: 2, samples: 2),
                [.f32(count, [1, 1, 4, 4]), .f32([0.5, 0.5, 2.5, 3, 1, 1, 1, 1], [2, 4]), .i64([0, 0])],
                gives: [.f32([5.5, 6.5, 2.5, 2.5], [2, 1, 1, 2])]),
            OperatorExample(
                "the largest, coordinates of middles",
                RoiAlign(height: 1, width: 2, samples: 2, mode: .max, halfPixel: false),
                [.f32(count, [1, 1, 4, 4]), .f32([0.5, 0.5, 2.5, 3, 1, 1, 1, 1], [2, 4]), .i64([0, 0])],
                gives: [.f32([4.21875, 4.6875, 5.90625, 6.5625], [2, 1, 1, 2])]),
            OperatorExample(
                "as many places as elements", RoiAlign(height: 1, width: 2, scale: 0.5),
                [.f32(count, [1, 1, 4, 4]), .f32([0.5, 0.5, 2.5, 3, 1, 1, 1, 1], [2, 4]), .i64([0, 0])],
                gives: [.f32([1.5, 2, 0, 0], [2, 1, 1, 2])]),
            OperatorExample(
                "a row that is not there", RoiAlign(),
                [.f32([1], [1, 1, 1, 1]), .f32([0, 0, 1, 1], [1, 4]), .i64([1])], refusedWith: "index-out-of-range"),
            OperatorExample(
                "no place", RoiAlign(), [.f32([1], [1, 1, 1, 1]), .f32([0, 0, .nan, 1], [1, 4]), .i64([0])],
                refusedWith: "roi-out-of-range"),
            OperatorExample(
                "five numbers", RoiAlign(), [.f32([1], [1, 1, 1, 1]), .f32([0, 0, 0, 1, 1], [1, 5]), .i64([0])],
                refusedWith: "rois-mismatch"),
        ]

        private static let count = (0..<16).map { Double($0) }
    }
}

/// A place along an axis, between two elements.
struct RoiPlace {
    let size: Int
    /// The elements on both sides and their weights.
    let neighbours: [(position: Int, weight: Double)]

    /// Nil for a place more than one element beyond the ends.
    init?(_ place: Double, _ size: Int) {
        guard place >= -1, place <= Double(size) else { return nil }
        self.size = size
        let inside = Swift.max(place, 0)
        let first = Int(inside)
        if first >= size - 1 {
            neighbours = [(size - 1, 1), (size - 1, 0)]
        } else {
            let rest = inside - Double(first)
            neighbours = [(first, 1 - rest), (first + 1, rest)]
        }
    }
}
