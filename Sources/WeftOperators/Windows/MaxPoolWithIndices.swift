package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The largest element of each window, as `max_pool` gives it, and where it stands: its position in the whole of `x`
    /// in C order, as `i64`; of equals the first. A window without elements has the position −1.
    ///
    /// With `column_major` positions within a plane count along its first axis first. ONNX MaxPool with two outputs, and
    /// its storage_order; torch's return_indices counts within each plane.
    package struct MaxPoolWithIndices: Operator {
        private var pool = MaxPool()
        package var columnMajor = false

        package init() {}

        package init(_ pool: MaxPool, columnMajor: Bool = false) {
            self.pool = pool
            self.columnMajor = columnMajor
        }

        package static let signature = Signature("max_pool_with_indices", [.required("x")], results: ["y", "indices"])

        package static let attributes: [AttributeField<MaxPoolWithIndices>] = [
            AttributeField("kernel", \.pool.kernel), AttributeField("stride", \.pool.stride),
            AttributeField("pad", \.pool.pad), AttributeField("dilation", \.pool.dilation),
            AttributeField("ceil", \.pool.ceil), AttributeField("column_major", \.columnMajor),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let pooled = try pool.infer(&inference)
            return pooled + [Fact(.i64, pooled[0].shape)]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let pooled = try pool.evaluate(operands, evaluation)[0]
            let axes = try pool.windows(rank: x.shape.count).bound(Array(x.shape[2...]))
            let keys = x.orderKeys
            let places = columnMajor ? Self.columnMajorPlaces(Array(x.shape[2...])) : nil
            var indices = [Int64](repeating: -1, count: pooled.count)
            forEachWindow(axes, planes: x.shape[0] * x.shape[1]) { start, index, offsets in
                guard var best = offsets.first else { return }
                for offset in offsets where keys[start + offset] > keys[start + best] { best = offset }
                indices[index] = Int64(start + (places?[best] ?? best))
            }
            return [pooled, PlainTensor(wrapping: indices, .i64, shape: pooled.shape)]
        }

        /// For each position of a plane in C order, its position where the first axis counts first.
        private static func columnMajorPlaces(_ plane: [Int]) -> [Int] {
            var strides = [Int](repeating: 1, count: plane.count)
            for axis in plane.indices.dropFirst() { strides[axis] = strides[axis - 1] * plane[axis - 1] }
            let positions = Array(0..<plane.reduce(1, *))
            let dense = plane.denseStrides
            return positions.map { position in
                plane.indices.reduce(0) { $0 + position / dense[$1] % plane[$1] * strides[$1] }
            }
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let first = results.first else { return wholeFields(operands, results) }
            let fields = pool.receptiveFields(operands, [first])
            return fields + fields
        }

        package static let examples = [
            OperatorExample(
                "two planes", MaxPoolWithIndices(MaxPool(kernel: [2])),
                [.f32([1, 5, 2, 2, 3, 0, .nan, 9], [1, 2, 4])],
                gives: [.f32([5, 2, 3, .nan], [1, 2, 2]), .i64([1, 2, 4, 6], [1, 2, 2])]),
            OperatorExample(
                "columns first", MaxPoolWithIndices(MaxPool(kernel: [1, 3]), columnMajor: true),
                [.i32([1, 2, 3, 9, 8, 7], [1, 1, 2, 3])],
                gives: [.i32([3, 9], [1, 1, 2, 1]), .i64([4, 1], [1, 1, 2, 1])]),
            OperatorExample(
                "kernel", MaxPoolWithIndices(MaxPool(kernel: [3])), [.f32([1, 2], [1, 1, 2])],
                refusedWith: "kernel-too-large"),
        ]
    }
}
