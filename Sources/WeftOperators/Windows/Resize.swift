package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Resampling of the spatial axes of `[N, C, spatial…]` to given sizes, or by given scales.
    ///
    /// One number stands for all axes; a scale gives `floor(size * scale)`. `nearest` reads position
    /// `floor(i / scale)`; `linear` and `cubic` (a = -0.75) read around `(i + 0.5) / scale - 0.5`, or with `align` so that
    /// first and last elements lie on each other; beyond the ends the edge is repeated.
    /// torch.nn.functional.interpolate; ONNX Resize with `asymmetric` and `floor`, `half_pixel` or `align_corners`.
    package struct Resize: Operator {
        package enum Mode: String, CaseIterable, AttributeValue {
            case nearest, linear, cubic
        }

        package var size: [Dimension] = []
        package var scale: [Double] = []
        package var mode = Mode.nearest
        package var align = false

        package init() {}

        package init(
            size: [Dimension] = [], scale: [Double] = [], mode: Mode = .nearest, align: Bool = false
        ) {
            self.size = size
            self.scale = scale
            self.mode = mode
            self.align = align
        }

        package static let signature = Signature("resize", [.required("x")])

        package static let attributes: [AttributeField<Resize>] = [
            AttributeField("size", \.size), AttributeField("scale", \.scale), AttributeField("mode", \.mode),
            AttributeField("align", \.align),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", .float)
            try x.requireRank(3..., "x", "[N, C, spatial…]")
            if align && mode == .nearest {
                throw Diagnostic(
                    "align-without-interpolation", "align has a meaning for linear and cubic only",
                    help: "leave align out, or choose mode=\"linear\"")
            }
            let targets = try self.targets(Array(x.shape[2...]))
            for (target, source) in zip(targets, x.shape[2...]) {
                for (size, what) in [(target, "the result"), (source, "x")] {
                    try inference.require(size, atLeast: 1, "sizes that are resampled must be at least 1") {
                        Diagnostic(
                            "resize-to-nothing", "a spatial size of \(what) is \(size), but must be at least 1",
                            labels: [x.label("x")])
                    }
                }
            }
            return [Fact(x.elementType, Array(x.shape[..<2]) + targets)]
        }

        /// The sizes of the result along the spatial axes.
        private func targets(_ input: [Dimension]) throws(Diagnostic) -> [Dimension] {
            guard size.isEmpty != scale.isEmpty else {
                throw Diagnostic(
                    "size-or-scale", "resize takes either size or scale",
                    help: "give one number for all axes, or one for each: size=224, scale=2")
            }
            let count = size.isEmpty ? scale.count : size.count
            guard count == 1 || count == input.count else {
                throw Diagnostic(
                    "window-numbers-mismatch",
                    "\(size.isEmpty ? "scale" : "size") has \(count) numbers, but there are \(input.count) spatial axes",
                    help: "give one number for all axes, or one for each")
            }
            if !size.isEmpty { return count == 1 ? input.map { _ in size[0] } : size }
            var result: [Dimension] = []
            for (axis, source) in input.enumerated() {
                result.append(try Resize.scaled(source, by: scale[count == 1 ? 0 : axis]))
            }
            return result
        }

        /// `floor(size * scale)`, where the scale is read as the fraction that it is nearest to.
        private static func scaled(_ size: Dimension, by scale: Double) throws(Diagnostic) -> Dimension {
            guard scale > 0, scale <= 65536 else {
                throw Diagnostic("bad-scale", "a scale must be above 0 and at most 65536, not \(scale)")
            }
            if let (product, divisor) = fraction(scale) {
                return (size * Dimension(product)).floorDivided(by: Dimension(divisor))
            }
            guard let known = size.value, known <= 1 << 40 else {
                throw Diagnostic(
                    "bad-scale", "the scale \(scale) is no simple fraction, so the size of the result has no formula",
                    help: "give the size instead, or a scale such as 0.5 or 4 / 3")
            }
            return Dimension(Int(Double(known) * scale))
        }

        /// The simple fraction that a scale is, if it is one.
        private static func fraction(_ scale: Double) -> (product: Int, divisor: Int)? {
            guard scale > 0, scale <= 65536 else { return nil }
            for divisor in 1...4096 {
                let product = (scale * Double(divisor)).rounded()
                if product > 0, product / Double(divisor) == scale { return (Int(product), divisor) }
            }
            return nil
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let x = try operands.operand(0)
            let targets = try self.targets(x.shape[2...].map { Dimension($0) })
            var values = x.reals
            var shape = x.shape
            for (index, target) in targets.enumerated() {
                let size = try evaluation.size(target)
                let axis = index + 2
                let step = scale.isEmpty ? nil : 1 / scale[scale.count == 1 ? 0 : index]
                let taps = ResizeTaps(from: shape[axis], to: size, step: step, mode: mode, align: align)
                values = taps.applied(to: values, AxisSplit(shape, axis))
                shape[axis] = size
            }
            return [PlainTensor(rounding: values, x.elementType, shape: shape)]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let targets = try? targets(Array(x.shape[2...])) else {
                return wholeFields(operands, results)
            }
            let spatial = targets.enumerated().map { index, target in
                let fraction = scale.isEmpty ? nil : Resize.fraction(scale[scale.count == 1 ? 0 : index])
                return ResizeField(from: x.shape[index + 2], to: target, scale: fraction, mode: mode, align: align)
                    .field(along: index + 2)
            }
            return receptiveFields(operands, results, first: [.along(0), .along(1)] + spatial)
        }

        package static let examples = [
            OperatorExample(
                "nearest", Resize(size: [5]), [.f32([1, 2, 3], [1, 1, 3])], gives: [.f32([1, 1, 2, 2, 3], [1, 1, 5])]),
            OperatorExample(
                "by scales", Resize(scale: [1, 2]), [.f32([1, 2, 3, 4], [1, 1, 2, 2])],
                gives: [.f32([1, 1, 2, 2, 3, 3, 4, 4], [1, 1, 2, 4])]),
            OperatorExample(
                "linear", Resize(size: [6], mode: .linear), [.f32([0, 4, 8], [1, 1, 3])],
                gives: [.f32([0, 1, 3, 5, 7, 8], [1, 1, 6])]),
            OperatorExample(
                "ends aligned", Resize(size: [5], mode: .linear, align: true), [.f32([0, 4, 8], [1, 1, 3])],
                gives: [.f32([0, 2, 4, 6, 8], [1, 1, 5])]),
            OperatorExample(
                "cubic", Resize(scale: [2], mode: .cubic), [.f32([0, 0, 64, 0], [1, 1, 4])],
                gives: [.f32([0, -2.25, -6.75, 16.75, 56.25, 56.25, 16.75, -6.75], [1, 1, 8])]),
            OperatorExample("neither", Resize(), [.f32([0], [1, 1, 1])], refusedWith: "size-or-scale"),
            OperatorExample(
                "to nothing", Resize(scale: [0.25]), [.f32([0], [1, 1, 1])], refusedWith: "resize-to-nothing"),
            OperatorExample(
                "nearest has no ends", Resize(size: [2], align: true), [.f32([0], [1, 1, 1])],
                refusedWith: "align-without-interpolation"),
        ]
    }
}
