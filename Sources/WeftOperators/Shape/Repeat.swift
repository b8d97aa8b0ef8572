package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op {
    /// The tensor laid out side by side, so many times along each axis. numpy.tile; ONNX `Tile`.
    package struct Repeat: ViewOperator {
        package var times: [Dimension] = []

        package static let signature = Signature.view("repeat")
        package static let attributes: [AttributeField<Repeat>] = [
            AttributeField("times", \.times)
        ]

        package init() {}

        package init(times: [Dimension]) {
            self.times = times
        }

        package func shape(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Dimension] {
            guard times.count == x.rank else {
                throw Diagnostic(
                    "rank-mismatch", "x has \(x.rank) axes, and times holds \(times.count)",
                    labels: [x.label("x")],
                    help: "give one for each axis")
            }
            try inference.requireSizes(times)
            return zip(x.shape, times).map { $0 * $1 }
        }

        package func view(_ sizes: [Int], _ evaluation: Evaluation) throws(Diagnostic) -> StridedView {
            let times = try evaluation.sizes(times)
            var (shape, strides, result): ([Int], [Int], [Int]) = ([], [], [])
            for ((count, size), stride) in zip(zip(times, sizes), sizes.denseStrides) {
                shape += [count, size]
                strides += [0, stride]
                let (product, overflow) = count.multipliedReportingOverflow(by: size)
                if overflow { throw Diagnostic("size-too-large", "\(size) elements \(count) times are too many") }
                result.append(product)
            }
            return StridedView(shape, strides: strides, result: result)
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            let fields = (operands.first ?? nil)?.ownFields { axis in
                times.indices.contains(axis) && times[axis] == 1 ? nil : .whole
            }
            return receptiveFields(operands, results, first: fields)
        }

        package static let examples = [
            OperatorExample(
                "both axes", Repeat(times: [2, 2]), [.f32([1, 2], [1, 2])],
                gives: [.f32([1, 2, 1, 2, 1, 2, 1, 2], [2, 4])]),
            OperatorExample("no times", Repeat(times: [0]), [.i32([1, 2])], gives: [.i32([])]),
            OperatorExample(
                "too few numbers", Repeat(times: [2]), [.f32([1, 2, 3, 4, 5, 6], [2, 3])], refusedWith: "rank-mismatch"),
        ]
    }
}
