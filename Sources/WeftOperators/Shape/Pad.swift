package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The tensor with more positions before and after it along its axes. ONNX `Pad`; numpy.pad.
    ///
    /// `sizes` is one number for all sides, one for each axis, or all befores then all afters. What is new is `value`, or
    /// with mode `reflect` the tensor seen in a mirror at its edge, or with `edge` its outermost position repeated.
    package struct Pad: Operator {
        /// What new positions hold.
        package enum Mode: String, CaseIterable, AttributeValue {
            case constant, reflect, edge
        }

        package var sizes: [Int] = []
        package var value: Double = 0
        package var mode = Mode.constant

        package static let signature = Signature("pad", [.required("x")])
        package static let attributes: [AttributeField<Pad>] = [
            AttributeField("sizes", \.sizes), AttributeField("value", \.value), AttributeField("mode", \.mode),
        ]

        package init() {}

        package init(sizes: [Int], value: Double = 0, mode: Mode = .constant) {
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
            if let negative = sizes.first(where: { $0 < 0 }) {
                throw Diagnostic(
                    "negative-size", "a pad must be at least 0, and \(negative) is not", labels: [x.label("x")],
                    help: "slice(…) takes positions away")
            }
            if mode == .constant { _ = try fill(x.elementType) }
            var shape: [Dimension] = []
            for (axis, (before, after)) in sides(x.rank).enumerated() {
                try requireSource(x, axis, before, after, &inference)
                shape.append(x.shape[axis] + Dimension(before) + Dimension(after))
            }
            return [Fact(following: contents(x, shape), x.elementType, shape)]
        }

        /// Needs an axis to have what its new positions are copied from.
        private func requireSource(
            _ x: Fact, _ axis: Int, _ before: Int, _ after: Int, _ inference: inout Inference
        ) throws(Diagnostic) {
            let most = max(before, after)
            if mode == .constant || most == 0 { return }
            let least = mode == .edge ? 1 : Dimension(most) + 1
            try inference.require(x.shape[axis], atLeast: least, "a pad has positions to copy") {
                Diagnostic(
                    "pad-mismatch",
                    "axis \(axis) of x has size \(x.shape[axis]), too few to \(mode == .edge ? "repeat" : "mirror") "
                        + "in a pad of \(most)", labels: [x.label("x")])
            }
        }

        /// The pads before and after each axis.
        private func sides(_ rank: Int) -> [(before: Int, after: Int)] {
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
            guard let contents = x.contents, let sizes = x.knownSizes,
                let count = Fact(.i64, shape).knownSizes?.elementCount, count <= Fact.largestContents
            else { return nil }
            return padded(contents, sizes, fill: Dimension(Int(Int64(clampingReal: value))))
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            var inference = Inference([Fact(x.elementType, x.shape.map { Dimension($0) })])
            let shape = try evaluation.sizes(try infer(&inference)[0].shape)
            let elements: PlainTensor.Elements =
                switch x.elements {
                case .reals(let values): .reals(padded(values, x.shape, fill: x.elementType.rounded(value)))
                case .integers(let values):
                    .integers(padded(values, x.shape, fill: mode == .constant ? try fill(x.elementType) : 0))
                }
            return [PlainTensor(unchecked: elements, x.elementType, shape: shape)]
        }

        /// Pads one axis after the other, the last first, so that what is copied is as small as can be.
        private func padded<Element>(_ source: [Element], _ sizes: [Int], fill: Element) -> [Element] {
            var (elements, shape) = (source, sizes)
            for (axis, side) in sides(sizes.count).enumerated().reversed() where side.before > 0 || side.after > 0 {
                let split = AxisSplit(shape, axis)
                var result: [Element] = []
                for outer in 0..<split.outer {
                    let row = elements[(outer * split.size * split.inner)..<((outer + 1) * split.size * split.inner)]
                    append(-side.before..<0, of: row, split, fill, to: &result)
                    result.append(contentsOf: row)
                    append(split.size..<(split.size + side.after), of: row, split, fill, to: &result)
                }
                elements = result
                shape[axis] += side.before + side.after
            }
            return elements
        }

        /// Appends the new positions on one side of what is along an axis.
        private func append<Element>(
            _ positions: Range<Int>, of row: ArraySlice<Element>, _ split: AxisSplit, _ fill: Element,
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
            }
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil else { return wholeFields(operands, results) }
            let sides = sides(x.rank)
            return receptiveFields(
                operands, results,
                first: x.shape.indices.map { axis in .window(axis, -sides[axis].before, -sides[axis].before) })
        }

        package static let examples = [
            OperatorExample(
                "befores, then afters", Pad(sizes: [0, 1, 0, 2], value: 9), [.f32([1, 2], [2, 1])],
                gives: [.f32([9, 1, 9, 9, 9, 2, 9, 9], [2, 4])]),
            OperatorExample(
                "in a mirror", Pad(sizes: [2, 1], mode: .reflect), [.i32([1, 2, 3])], gives: [.i32([3, 2, 1, 2, 3, 2])]),
            OperatorExample("the edge", Pad(sizes: [1], mode: .edge), [.f32([1, 2])], gives: [.f32([1, 1, 2, 2])]),
            OperatorExample("an empty tensor", Pad(sizes: [1]), [.f32([])], gives: [.f32([0, 0])]),
            OperatorExample(
                "a mirror that is too small", Pad(sizes: [2], mode: .reflect), [.f32([1, 2])],
                refusedWith: "pad-mismatch"),
            OperatorExample("too many sizes", Pad(sizes: [1, 1, 1]), [.f32([1])], refusedWith: "pad-mismatch"),
        ]
    }
}
