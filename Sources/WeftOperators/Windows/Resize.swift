package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Resampling of the spatial axes of `[N, C, spatial…]`, or of the axes named, to given sizes, or by given scales.
    ///
    /// One number stands for all axes; a scale gives `floor(size * scale)`. `nearest` reads position
    /// `floor(i / scale)`; `linear` and `cubic` read around `(i + 0.5) / scale - 0.5`, or with `align` so that first and
    /// last elements lie on each other; beyond the ends the edge is repeated. `coordinates` names another way to place
    /// positions, as ONNX does, and `rounding` how `nearest` rounds them. Cubic convolution (Keys 1981) has the
    /// coefficient -0.75 unless another is given; with `exclude_outside` the weights beyond the ends are left out and the
    /// others brought to a sum of 1; with `antialias` the kernel is stretched when the result is smaller. `crop` (the
    /// starts, then the ends, each from 0 at the first element to 1 at the last) shows a part; outside it is `outside`.
    /// torch.nn.functional.interpolate, with `crop` tf.image.crop_and_resize; ONNX Resize and Upsample.
    package struct Resize: Operator {
        package enum Mode: String, CaseIterable, AttributeValue {
            case nearest, linear, cubic
        }

        /// How positions of the result lie in the input; the names are those of ONNX.
        package enum Coordinates: String, CaseIterable, AttributeValue {
            case asymmetric
            case halfPixel = "half_pixel"
            case halfPixelSymmetric = "half_pixel_symmetric"
            case pytorchHalfPixel = "pytorch_half_pixel"
            case tfHalfPixel = "tf_half_pixel_for_nn"
            case alignCorners = "align_corners"
            case crop = "tf_crop_and_resize"
        }

        /// How `nearest` makes a position of a place.
        package enum Rounding: String, CaseIterable, AttributeValue {
            case floor, ceil
            case halfDown = "round_prefer_floor"
            case halfUp = "round_prefer_ceil"
        }

        package var size: [Dimension] = []
        package var scale: [Double] = []
        package var mode = Mode.nearest
        package var align = false
        package var coordinates: Coordinates?
        package var rounding = Rounding.floor
        package var coefficient = -0.75
        package var excludeOutside = false
        package var antialias = false
        package var crop: [Double]?
        package var outside = 0.0
        /// The axes in the order of size, scale and crop; none means all from axis 2 on.
        package var axes: [Int] = []

        package init() {}

        package init(
            size: [Dimension] = [], scale: [Double] = [], mode: Mode = .nearest, align: Bool = false,
            coordinates: Coordinates? = nil, rounding: Rounding = .floor, coefficient: Double = -0.75,
            excludeOutside: Bool = false, antialias: Bool = false, crop: [Double]? = nil, outside: Double = 0,
            axes: [Int] = []
        ) {
            self.size = size
            self.scale = scale
            self.mode = mode
            self.align = align
            self.coordinates = coordinates
            self.rounding = rounding
            self.coefficient = coefficient
            self.excludeOutside = excludeOutside
            self.antialias = antialias
            self.crop = crop
            self.outside = outside
            self.axes = axes
        }

        /// How positions lie where nothing else is named.
        var effectiveCoordinates: Coordinates {
            if align { return .alignCorners }
            return coordinates ?? (crop != nil ? .crop : mode == .nearest ? .asymmetric : .halfPixel)
        }

        package static let signature = Signature("resize", [.required("x")])

        package static let attributes: [AttributeField<Resize>] = [
            AttributeField("size", \.size), AttributeField("scale", \.scale), AttributeField("mode", \.mode),
            AttributeField("align", \.align), AttributeField("coordinates", \.coordinates),
            AttributeField("rounding", \.rounding), AttributeField("coefficient", \.coefficient),
            AttributeField("exclude_outside", \.excludeOutside), AttributeField("antialias", \.antialias),
            AttributeField("crop", \.crop), AttributeField("outside", \.outside),
            AttributeField("axes", \.axes),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let x = try inference.operand(0, "x", mode == .nearest ? .number : .float)
            if axes.isEmpty { try x.requireRank(3..., "x", "[N, C, spatial…]") }
            // Named twice or not there, an axis is refused.
            _ = try x.axes(axes)
            let axes = resolvedAxes(x.rank)
            try checkAttributes(axes: axes.count)
            let sources = axes.map { x.shape[$0] }
            let targets = try self.targets(sources)
            for (target, source) in zip(targets, sources) {
                for (size, what) in [(target, "the result"), (source, "x")] {
                    try inference.require(size, atLeast: 1, "sizes that are resampled must be at least 1") {
                        Diagnostic(
                            "resize-to-nothing", "a spatial size of \(what) is \(size), but must be at least 1",
                            labels: [x.label("x")])
                    }
                }
            }
            var shape = x.shape
            for (axis, target) in zip(axes, targets) { shape[axis] = target }
            return [Fact(x.elementType, shape)]
        }

        /// The axes that are resampled, counted from the front.
        package func resolvedAxes(_ rank: Int) -> [Int] {
            axes.isEmpty ? Array(2..<max(rank, 2)) : axes.map { $0.resolvedAxis(rank) }
        }

        private func checkAttributes(axes: Int) throws(Diagnostic) {
            if align && mode == .nearest {
                throw Diagnostic(
                    "align-without-interpolation", "align has a meaning for linear and cubic only",
                    help: "leave align out, or choose mode=\"linear\"")
            }
            if align, coordinates != nil || crop != nil {
                throw Diagnostic(
                    "bad-attribute", "align says how positions lie, so coordinates and crop cannot",
                    help: "leave align out")
            }
            guard (coordinates ?? .crop == .crop) == (crop != nil) || coordinates == nil else {
                throw Diagnostic(
                    "bad-attribute", "crop belongs to coordinates=\"\(Coordinates.crop.rawValue)\"",
                    help: "give both, or crop alone")
            }
            if let crop, crop.count != 2 * axes || !crop.allSatisfy({ abs($0) <= 65536 }) {
                throw Diagnostic(
                    "bad-attribute", "crop must hold the starts and then the ends along \(axes) spatial axes",
                    help: "0 is the first element of an axis and 1 the last")
            }
            if antialias && mode == .nearest {
                throw Diagnostic(
                    "bad-attribute", "antialias has a meaning for linear and cubic only",
                    help: "leave antialias out, or choose mode=\"linear\"")
            }
            guard coefficient.isFinite else {
                throw Diagnostic("bad-attribute", "the coefficient must be a number, not \(coefficient)")
            }
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
                    "\(size.isEmpty ? "scale" : "size") has \(count) numbers, but there are \(input.count) axes",
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
            let axes = resolvedAxes(x.shape.count)
            let targets = try self.targets(axes.map { Dimension(x.shape[$0]) })
            let isNearest = mode == .nearest
            var (elements, shape) = (x.elements, x.shape)
            for (index, target) in targets.enumerated() {
                let size = try evaluation.size(target)
                let axis = axes[index]
                let taps = taps(from: shape[axis], to: size, axis: index)
                let split = AxisSplit(shape, axis)
                switch elements {
                case .integers(let values):
                    elements = .integers(taps.picked(values, split, outside: Int64(clampingReal: outside)))
                case .reals(let values) where isNearest:
                    elements = .reals(taps.picked(values, split, outside: outside))
                case .reals(let values): elements = .reals(taps.applied(to: values, split, outside: outside))
                }
                shape[axis] = size
            }
            switch elements {
            case .integers(let values): return [PlainTensor(wrapping: values, x.elementType, shape: shape)]
            case .reals(let values): return [PlainTensor(rounding: values, x.elementType, shape: shape)]
            }
        }

        /// The taps of one of the axes that are resized, counted from the first of them.
        package func taps(from input: Int, to size: Int, axis: Int) -> ResizeTaps {
            ResizeTaps(from: input, to: size, step: step(axis: axis), self, axis: axis)
        }

        /// The distance in the input between neighbours of the result, where a scale says so.
        private func step(axis: Int) -> Double? {
            scale.isEmpty ? nil : 1 / scale[scale.count == 1 ? 0 : axis]
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let x = operands.first ?? nil, let axes = try? x.axes(resolvedAxes(x.rank)),
                let targets = try? targets(resolvedAxes(x.rank).map { x.shape[$0] })
            else { return wholeFields(operands, results) }
            var fields = x.ownFields { axes.contains($0) ? .whole : nil }
            guard let align = simpleAlignment else { return receptiveFields(operands, results, first: fields) }
            for (index, (axis, target)) in zip(resolvedAxes(x.rank), targets).enumerated() {
                let fraction = scale.isEmpty ? nil : Resize.fraction(scale[scale.count == 1 ? 0 : index])
                fields[axis] = ResizeField(from: x.shape[axis], to: target, scale: fraction, mode: mode, align: align)
                    .field(along: axis)
            }
            return receptiveFields(operands, results, first: fields)
        }

        /// Whether ends are aligned, where positions lie as without `coordinates`; nil where they lie otherwise.
        private var simpleAlignment: Bool? {
            if antialias || crop != nil || excludeOutside { return nil }
            if align { return true }
            switch (mode, effectiveCoordinates) {
            case (.nearest, .asymmetric): return rounding == .floor ? false : nil
            case (.linear, .halfPixel), (.cubic, .halfPixel): return false
            case (.linear, .alignCorners), (.cubic, .alignCorners): return scale.isEmpty ? true : nil
            default: return nil
            }
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
                "a scale that keeps the size", Resize(scale: [1.1], mode: .linear),
                [.f32([0, 11, 22, 33, 44], [1, 1, 5])], gives: [.f32([0, 9.5, 19.5, 29.5, 39.5], [1, 1, 5])]),
            OperatorExample(
                "ends aligned", Resize(size: [5], mode: .linear, align: true), [.f32([0, 4, 8], [1, 1, 3])],
                gives: [.f32([0, 2, 4, 6, 8], [1, 1, 5])]),
            OperatorExample(
                "cubic", Resize(scale: [2], mode: .cubic), [.f32([0, 0, 64, 0], [1, 1, 4])],
                gives: [.f32([0, -2.25, -6.75, 16.75, 56.25, 56.25, 16.75, -6.75], [1, 1, 8])]),
            OperatorExample(
                "cubic, nothing beyond the ends",
                Resize(scale: [0.75], mode: .cubic, coefficient: -0.5, excludeOutside: true),
                [.f32([1, 2, 3, 4], [1, 1, 4])], gives: [.f32([1.1028444, 2.5, 3.8971558], [1, 1, 3])]),
            OperatorExample(
                "linear, smaller without steps", Resize(size: [2], mode: .linear, antialias: true),
                [.f32([1, 2, 3, 4], [1, 1, 4])], gives: [.f32([1.625, 3.375], [1, 1, 2])]),
            OperatorExample(
                "cubic, smaller without steps",
                Resize(size: [2], mode: .cubic, excludeOutside: true, antialias: true),
                [.f32([1, 2, 3, 4], [1, 1, 4])], gives: [.f32([1.5673469, 3.432653], [1, 1, 2])]),
            OperatorExample(
                "a part, and outside of it", Resize(size: [3], mode: .linear, crop: [0.25, 1.5], outside: 10),
                [.f32([1, 2, 3, 4], [1, 1, 4])], gives: [.f32([1.75, 3.625, 10], [1, 1, 3])]),
            OperatorExample(
                "nearest, rounded up", Resize(size: [6], coordinates: .halfPixel, rounding: .ceil),
                [.i32([1, 2, 3, 4], [1, 1, 4])], gives: [.i32([1, 2, 3, 3, 4, 4], [1, 1, 6])]),
            OperatorExample(
                "around the middle",
                Resize(scale: [0.6], mode: .linear, coordinates: .halfPixelSymmetric),
                [.f32([1, 2, 3, 4], [1, 1, 4])], gives: [.f32([1.6666667, 3.3333333], [1, 1, 2])]),
            OperatorExample(
                "a plane of its own, the last axis first", Resize(size: [4, 1], axes: [-1, 0]),
                [.i32([1, 2, 3, 4], [2, 2])], gives: [.i32([1, 1, 2, 2], [1, 4])]),
            OperatorExample(
                "a crop and other coordinates", Resize(size: [1], coordinates: .asymmetric, crop: [0, 1]),
                [.f32([1], [1, 1, 1])], refusedWith: "bad-attribute"),
            OperatorExample("neither", Resize(), [.f32([0], [1, 1, 1])], refusedWith: "size-or-scale"),
            OperatorExample(
                "to nothing", Resize(scale: [0.25]), [.f32([0], [1, 1, 1])], refusedWith: "resize-to-nothing"),
            OperatorExample(
                "nearest has no ends", Resize(size: [2], align: true), [.f32([0], [1, 1, 1])],
                refusedWith: "align-without-interpolation"),
        ]
    }
}
