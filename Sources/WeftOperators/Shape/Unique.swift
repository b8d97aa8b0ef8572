package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Each element once, or each part along an axis once: those, where each stands first, which of them each was, and how
    /// often it was there. torch.unique, numpy.unique; ONNX `Unique`, whose positions are `i64`.
    ///
    /// With `sort` they are in ascending order, parts by their first difference; otherwise in the order in which they are
    /// first met. Both zeros are equal, all NaNs are equal and above infinity.
    package struct Unique: Operator {
        package var axis: Int?
        package var sort = true

        package static let signature = Signature(
            "unique", [.required("x")], results: ["values", "first", "inverse", "counts"])
        package static let attributes: [AttributeField<Unique>] = [
            AttributeField("axis", \.axis), AttributeField("sort", \.sort),
        ]

        package init() {}

        package init(axis: Int? = nil, sort: Bool = true) {
            self.axis = axis
            self.sort = sort
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .comparable)
            let axis = try self.axis.map { axis throws(Diagnostic) in try x.axis(axis) }
            let count = axis.map { x.shape[$0] } ?? x.type.elementCount
            let found = inference.dataSize(atMost: count)
            let shape = axis.map { x.shape.replacing(at: $0, with: found) } ?? [found]
            return [Fact(x.elementType, shape), Fact(.i32, [found]), Fact(.i32, [count]), Fact(.i32, [found])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let flat = axis == nil ? x.reshaped([x.count]) : x
            let axis = self.axis?.resolvedAxis(x.shape.count) ?? 0
            let parts = flat.ranked(Runs(flat.shape, along: flat.shape.indices.filter { $0 != axis })) { $0 }
            let groups = Unique.groups(parts, sort)
            let split = AxisSplit(flat.shape, axis)
            var places: [Int] = []
            for outer in 0..<split.outer {
                for first in groups.first {
                    let start = (outer * split.size + first) * split.inner
                    places.append(contentsOf: start..<(start + split.inner))
                }
            }
            let found = groups.first.count
            return [
                flat.picked(places, shape: flat.shape.replacing(at: axis, with: found)),
                PlainTensor(wrapping: groups.first.map { Int64($0) }, .i32, shape: [found]),
                PlainTensor(wrapping: groups.inverse.map { Int64($0) }, .i32, shape: [groups.inverse.count]),
                PlainTensor(wrapping: groups.counts.map { Int64($0) }, .i32, shape: [found]),
            ]
        }

        /// Equal parts together: the first of each, which group each is of, and how many each has.
        private static func groups(
            _ parts: [[Int64]], _ sort: Bool
        ) -> (first: [Int], inverse: [Int], counts: [Int]) {
            var first: [Int] = []
            var numbers: [[Int64]: Int] = [:]
            var inverse: [Int] = []
            for (index, part) in parts.enumerated() {
                if let number = numbers[part] {
                    inverse.append(number)
                } else {
                    numbers[part] = first.count
                    inverse.append(first.count)
                    first.append(index)
                }
            }
            if sort {
                let order = first.indices.sorted { parts[first[$0]].lexicographicallyPrecedes(parts[first[$1]]) }
                var places = order
                for (place, number) in order.enumerated() { places[number] = place }
                first = order.map { first[$0] }
                inverse = inverse.map { places[$0] }
            }
            var counts = [Int](repeating: 0, count: first.count)
            for number in inverse { counts[number] += 1 }
            return (first, inverse, counts)
        }

        package static let examples = [
            OperatorExample(
                "sorted", Unique(), [.f32([2, 1, 1, 3, 4, 3])],
                gives: [.f32([1, 2, 3, 4]), .i32([1, 0, 3, 4]), .i32([1, 0, 0, 2, 3, 2]), .i32([2, 1, 2, 1])]),
            OperatorExample(
                "as they are met", Unique(sort: false), [.i64([2, 1, 2], [3, 1])],
                gives: [.i64([2, 1]), .i32([0, 1]), .i32([0, 1, 0]), .i32([2, 1])]),
            OperatorExample(
                "rows", Unique(axis: 0), [.f32([1, 0, 1, 0, 0, 2], [3, 2])],
                gives: [.f32([0, 2, 1, 0], [2, 2]), .i32([2, 0]), .i32([1, 1, 0]), .i32([1, 2])]),
            OperatorExample("no such axis", Unique(axis: 1), [.f32([1])], refusedWith: "bad-axis"),
        ]
    }
}
