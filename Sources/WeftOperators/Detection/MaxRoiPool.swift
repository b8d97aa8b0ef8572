package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Regions of planes brought to one size: each cell is its largest element (Girshick 2015, Fast R-CNN).
    ///
    /// `x` is `[N, C, H, W]`, `rois` `[regions, 5]` the row and the first and last column and line (row, x, y, x, y), which
    /// times `scale` are rounded to elements. Cells that meet no element are 0. torchvision.ops.roi_pool; ONNX MaxRoiPool.
    package struct MaxRoiPool: Operator {
        package var height: Dimension = 1
        package var width: Dimension = 1
        package var scale = 1.0

        package init() {}

        package init(height: Dimension, width: Dimension, scale: Double = 1) {
            self.height = height
            self.width = width
            self.scale = scale
        }

        package static let signature = Signature("max_roi_pool", [.required("x"), .required("rois")])

        package static let attributes: [AttributeField<MaxRoiPool>] = [
            AttributeField("height", \.height), AttributeField("width", \.width), AttributeField("scale", \.scale),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            [try RoiOperands.infer(&inference, columns: 5, height: height, width: width, scale: scale)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let (x, rois) = (try operands.operand(0), try operands.operand(1))
            let cells = try (evaluation.size(height), evaluation.size(width))
            let shape = try [rois.shape[0], x.shape[1], cells.0, cells.1].counted()
            let (values, numbers) = (x.reals, rois.reals)
            let plane = x.shape[2] * x.shape[3]
            var result: [Double] = []
            result.reserveCapacity(shape.elementCount ?? 0)
            for region in 0..<rois.shape[0] {
                let row = numbers[(region * 5)..<(region * 5 + 5)]
                try RoiOperands.check(row, region)
                let image = PlainTensor.i64([Int64(row[region * 5])], [])
                let index = try image.indices(below: x.shape[0], "rows of x")[0]
                let sides = row.dropFirst().map { Int(($0 * scale).rounded()) }
                let vertical = Self.cells(from: sides[1], through: sides[3], cells.0, x.shape[2])
                let horizontal = Self.cells(from: sides[0], through: sides[2], cells.1, x.shape[3])
                for channel in 0..<x.shape[1] {
                    let start = (index * x.shape[1] + channel) * plane
                    for rows in vertical {
                        for columns in horizontal {
                            let offsets = rows.flatMap { row in columns.map { start + row * x.shape[3] + $0 } }
                            result.append(
                                offsets.isEmpty ? 0 : offsets.map { values[$0] }.reduce(-.infinity, Maths.maximum))
                        }
                    }
                }
            }
            return [PlainTensor(rounding: result, x.elementType, shape: shape)]
        }

        /// The elements of each cell along an axis.
        private static func cells(from first: Int, through last: Int, _ cells: Int, _ size: Int) -> [Swift.Range<Int>] {
            let width = Double(max(last - first + 1, 1)) / Double(cells)
            return (0..<cells).map { cell in
                let start = first + Int((Double(cell) * width).rounded(.down))
                let end = first + Int((Double(cell + 1) * width).rounded(.up))
                let low = min(max(start, 0), size)
                return low..<max(min(max(end, 0), size), low)
            }
        }

        package static let examples = [
            OperatorExample(
                "two regions", MaxRoiPool(height: 1, width: 2),
                [
                    .f32([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3]), .f32([0, 0, 0, 2, 1, 0, 1, 1, 9, 9], [2, 5]),
                ],
                gives: [.f32([5, 6, 9, 0], [2, 1, 1, 2])]),
            OperatorExample(
                "at half the scale", MaxRoiPool(height: 1, width: 1, scale: 0.5),
                [.f32([1, 2, 3, 4], [1, 1, 2, 2]), .f32([0, 0, 0, 1, 0], [1, 5])], gives: [.f32([2], [1, 1, 1, 1])]),
            OperatorExample(
                "a row that is not there", MaxRoiPool(), [.f32([1], [1, 1, 1, 1]), .f32([1, 0, 0, 1, 1], [1, 5])],
                refusedWith: "index-out-of-range"),
            OperatorExample(
                "no cells", MaxRoiPool(height: 0, width: 1),
                [.f32([1], [1, 1, 1, 1]), .f32([0, 0, 0, 1, 1], [1, 5])],
                refusedWith: "bad-attribute"),
        ]
    }
}
