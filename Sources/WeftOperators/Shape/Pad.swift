package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor with more positions before and after it along its axes. ONNX `Pad`; numpy.pad.
    ///
    /// `sizes` is one number for all sides, one for each axis, or all befores then all afters. What is new is `value`, or
    /// with mode `reflect` the tensor seen in a mirror at its edge, with `edge` its outermost position repeated, or with
    /// `wrap` the tensor itself again.
    package struct Pad: Operator {
        /// What new positions hold.
        package enum Mode: String, CaseIterable, AttributeValue {
            case constant, reflect, edge, wrap
        }

        package var sizes: [Dimension] = []
        package var value: Double = 0
        package var mode = Mode.constant

        package static let signature = Signature("pad", [.required("x")])
        package static let attributes: [AttributeField<Pad>] = [
            AttributeField("sizes", \.sizes), AttributeField("value", \.value), AttributeField("mode", \.mode),
        ]

        package init() {}

        package init(sizes: [Int], value: Double = 0, mode: Mode = .constant) {
            self.init(sizes: sizes.map { Dimension($0) }, value: value, mode: mode)
        }

        package init(sizes: [Dimension], value: Double = 0, mode: Mode = .constant) {
            self.sizes = sizes
            self.value = value
            self.mode = mode
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .any)
            guard [1, x.rank, 2 * x.rank].contains(sizes.count) else {
                throw Diagnostic(
                    "pad-mismatch", "\(sizes.count) pad sizes do not suit the \(x.rank) axes of x",
                    labels: [x.label("x")],
                    help: "give 1 for all, \(x.rank), or \(2 * x.rank): all befores, then all afters")
            }
            for size in sizes {
                try inference.require(size, atLeast: 0, "a pad is at least 0") {
                    Diagnostic(
                        "negative-size", "a pad must be at least 0, and \(size) is not", labels: [x.label("x")],
                        help: "slice(…) takes positions away")
                }
            }
            if mode == .constant { _ = try fill(x.elementType) }
            var shape: [Dimension] = []
            for (axis, (before, after)) in sides(x.rank).enumerated() {
                try requireSource(x, axis, before, after, &inference)
                shape.append(x.shape[axis] + before + after)
            }
            return [Fact(following: contents(x, shape), x.elementType, shape)]
        }

        /// Needs an axis to have what its new positions are copied from.
        private func requireSource(
            _ x: Fact, _ axis: Int, _ before: Dimension, _ after: Dimension, _ inference: inout Inference
        ) throws(Diagnostic) {
            let most = Dimension.maximum(before, after)
            if mode == .constant || most == 0 { return }
            let some = Dimension.minimum(most, 1)
            let least = mode == .reflect ? most + some : some
            try inference.require(x.shape[axis], atLeast: least, "a pad has positions to copy") {
                Diagnostic(
                    "pad-mismatch",
                    "axis \(axis) of x has size \(x.shape[axis]), too few to \(mode == .reflect ? "mirror" : "repeat") "
                        + "in a pad of \(most)", labels: [x.label("x")])
            }
        }

        /// The pads before and after each axis.
        package func sides(_ rank: Int) -> [(before: Dimension, after: Dimension)] {
            (0..<rank).map { axis in
                if sizes.count == 2 * rank { return (sizes[axis], sizes[axis + rank]) }
                let size = sizes.count == 1 ? sizes[0] : sizes[axis]
                return (size, size)
            }
        }

        /// The value as an element of a type.
        private func fill(_ type: ElementType) throws(Diagnostic) -> Int64 {
            if type.isFloat { return 0 }
            let number = Int64(clampingReal: value)
            guard Double(number) == value, let range = type.integerRange, range.contains(number) else {
                throw Diagnostic("bad-attribute", "the pad \(value) is not a value of \(type.rawValue)")
            }
            return number
        }

        private func contents(_ x: Fact, _ shape: [Dimension]) -> [Dimension]? {
            let pads = self.sizes.compactMap(\.value)
            guard let contents = x.contents, let sizes = x.knownSizes, pads.count == self.sizes.count,
                let count = Fact(.i64, shape).knownSizes?.elementCount, count <= Fact.largestContents
            else { return nil }
            return padded(contents, sizes, fill: Dimension(Int(Int64(clampingReal: value))))
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            var inference = Inference([Fact(x.elementType, x.shape.map { Dimension($0) })])
            var bound = self
            bound.sizes = try sizes.map { size throws(Diagnostic) in Dimension(try evaluation.number(size)) }
            return [try bound.padded(x, to: try evaluation.sizes(try bound.infer(&inference)[0].shape))]
        }

        /// The operand padded by sizes that are known, to a shape that has been checked.
        private func padded(_ x: PlainTensor, to shape: [Int]) throws(Diagnostic) -> PlainTensor {
            let elements: PlainTensor.Elements =
                switch x.elements {
                case .reals(let values): .reals(padded(values, x.shape, fill: x.elementType.rounded(value)))
                case .integers(let values):
                    .integers(padded(values, x.shape, fill: mode == .constant ? try fill(x.elementType) : 0))
                }
            return PlainTensor(unchecked: elements, x.elementType, shape: shape)
        }

        /// Pads one axis after the other, the last first, so that what is copied is as small as can be.
        private func padded<Element>(_ source: [Element], _ sizes: [Int], fill: Element) -> [Element] {
            var (elements, shape) = (source, sizes)
            for (axis, side) in sides(sizes.count).enumerated().reversed() {
                guard let before = side.before.value, let after = side.after.value, before > 0 || after > 0 else {
                    continue
                }
                let split = AxisSplit(shape, axis)
                var result: [Element] = []
                for outer in 0..<split.outer {
                    let row = elements[(outer * split.size * split.inner)..<((outer + 1) * split.size * split.inner)]
                    append(-before..<0, of: row, split, fill, to: &result)
                    result.append(contentsOf: row)
                    append(split.size..<(split.size + after), of: row, split, fill, to: &result)
                }
                elements = result
                shape[axis] += before + after
            }
            return elements
        }

        /// Appends the new positions on one side of what is along an axis.
        private func append<Element>(
            _ positions: Swift.Range<Int>, of row: ArraySlice<Element>, _ split: AxisSplit, _ fill: Element,
            to result: inout [Element]
        ) {
            for position in positions {
                if let from = origin(position, split.size) {
                    let start = row.startIndex + from * split.inner
                    result.append(contentsOf: row[start..<(start + split.inner)])
                } else {
                    result.append(contentsOf: repeatElement(fill, count: split.inner))
                }
            }
        }

        /// Where the element at a position outside comes from.
        private func origin(_ position: Int, _ size: Int) -> Int? {
            switch mode {
            case .constant: return nil
            case .edge: return position < 0 ? 0 : size - 1
            case .reflect: return position < 0 ? -position : 2 * (size - 1) - position
            case .wrap: return position < 0 ? size - 1 - (-1 - position) % size : position % size
            }
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil else { return wholeFields(operands, results) }
            let sides = sides(x.rank)
            return receptiveFields(
                operands, results,
                first: x.shape.indices.map { axis in
                    sides[axis].before.value.map { .window(axis, -$0, -$0) } ?? .whole
                })
        }

        package static let examples = [
            OperatorExample(
                "befores, then afters", Pad(sizes: [0, 1, 0, 2], value: 9), [.f32([1, 2], [2, 1])],
                gives: [.f32([9, 1, 9, 9, 9, 2, 9, 9], [2, 4])]),
            OperatorExample(
                "in a mirror", Pad(sizes: [2, 1], mode: .reflect), [.i32([1, 2, 3])], gives: [.i32([3, 2, 1, 2, 3, 2])]),
            OperatorExample(
                "round and round", Pad(sizes: [3, 1], mode: .wrap), [.i32([1, 2])], gives: [.i32([2, 1, 2, 1, 2, 1])]),
            OperatorExample("the edge", Pad(sizes: [1], mode: .edge), [.f32([1, 2])], gives: [.f32([1, 1, 2, 2])]),
            OperatorExample("an empty tensor", Pad(sizes: [1]), [.f32([])], gives: [.f32([0, 0])]),
            OperatorExample(
                "a mirror that is too small", Pad(sizes: [2], mode: .reflect), [.f32([1, 2])],
                refusedWith: "pad-mismatch"),
            OperatorExample("less than nothing", Pad(sizes: [-1]), [.f32([1])], refusedWith: "negative-size"),
            OperatorExample("too many sizes", Pad(sizes: [1, 1, 1]), [.f32([1])], refusedWith: "pad-mismatch"),
        ]
    }
}
