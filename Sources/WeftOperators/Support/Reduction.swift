package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that makes one number of all elements along some axes; along all axes where none is named.
///
/// With lengths of the rows (axis 0), positions at or past a row's length along the one axis named do not exist, and a row
/// without any gives 0.
package protocol Reduction: Operator {
    static var accepts: ElementClass { get }
    /// Whether there is a number for no elements at all, without lengths.
    static var allowsNothing: Bool { get }
    var axis: [Int] { get set }
    /// Whether the axes stay, with size 1.
    var keep: Bool { get set }
    func value(_ run: ArraySlice<Double>) -> Double
}

/// A reduction that integers have too.
package protocol IntegerReduction: Reduction {
    func value(_ run: ArraySlice<Int64>, _ type: ElementType) -> Int64
    /// The value for sizes that are followed.
    func value(_ run: ArraySlice<Dimension>) -> Dimension?
}

extension Reduction {
    package static var accepts: ElementClass { .float }
    package static var allowsNothing: Bool { true }
    package static var attributes: [AttributeField<Self>] {
        [AttributeField("axis", \.axis), AttributeField("keep", \.keep)]
    }

    package init(axis: [Int], keep: Bool = false) {
        self.init()
        self.axis = axis
        self.keep = keep
    }

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let (x, axes) = try reduced(&inference)
        return [Fact(x.elementType, shape(x.shape, axes, one: 1))]
    }

    package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let axes = axis.isEmpty ? Array(x.shape.indices) : try? x.axes(axis) else {
            return wholeFields(operands, results)
        }
        let fields = x.shape.indices.map { place -> AxisField in
            axes.contains(place) ? .whole : .along(keep ? place : place - axes.count { $0 < place })
        }
        return receptiveFields(operands, results, first: fields)
    }

    /// The operand and the axes, with all validation.
    fileprivate func reduced(_ inference: inout Inference) throws(Diagnostic) -> (Fact, [Int]) {
        let x = try inference.operand(0, "x", Self.accepts)
        let axes = axis.isEmpty ? Array(x.shape.indices) : try x.axes(axis)
        if inference.optional(1) != nil {
            guard axes.count == 1, axis.count == 1 else {
                throw Diagnostic(
                    "bad-axis", "with lengths, one axis must be named along which the rows have them",
                    labels: [x.label("x")])
            }
            _ = try inference.lengths(1, of: x, along: axes[0])
        } else if !Self.allowsNothing {
            for axis in axes {
                try inference.require(x.shape[axis], atLeast: 1, "there is something to choose from") {
                    Diagnostic(
                        "empty-reduction", "axis \(axis) of x has size 0: there is nothing to choose from",
                        labels: [x.label("x")])
                }
            }
        }
        return (x, axes)
    }

    fileprivate func shape<Size>(_ sizes: [Size], _ axes: [Int], one: Size) -> [Size] {
        sizes.indices.compactMap { axes.contains($0) ? (keep ? one : nil) : sizes[$0] }
    }

    /// What an evaluation goes over: the operand, its runs, the lengths and the shape of the result.
    fileprivate func setUp(
        _ operands: [PlainTensor?]
    ) throws(Diagnostic) -> (x: PlainTensor, runs: Runs, lengths: [Int]?, shape: [Int]) {
        let x = try operands.operand(0)
        let axes = axis.isEmpty ? Array(x.shape.indices) : axis.map { $0.resolvedAxis(x.shape.count) }.sorted()
        let lengths = try operands.optional(1)?.rowLengths(atMost: x.shape[axes[0]])
        let runs = Runs(x.shape, along: axes)
        if lengths == nil, !Self.allowsNothing, runs.length == 0 {
            throw Diagnostic("empty-reduction", "there are no elements along the axes to choose from")
        }
        return (x, runs, lengths, try shape(x.shape, axes, one: 1).counted())
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let (x, runs, lengths, shape) = try setUp(operands)
        return [reals(x, runs, lengths, shape)]
    }

    fileprivate func reals(_ x: PlainTensor, _ runs: Runs, _ lengths: [Int]?, _ shape: [Int]) -> PlainTensor {
        let zeros = lengths != nil
        let values = runs.map(x.reals, lengths) { zeros && $0.isEmpty ? 0 : value($0) }
        return PlainTensor(rounding: values, x.elementType, shape: shape)
    }
}

extension IntegerReduction {
    package static var accepts: ElementClass { .number }

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let (x, axes) = try reduced(&inference)
        var contents: [Dimension]?
        if let known = x.contents, let sizes = x.knownSizes, inference.optional(1) == nil {
            let values = Runs(sizes, along: axes).map(known, nil) { value($0) }
            let found = values.compactMap { $0 }
            contents = found.count == values.count ? found : nil
        }
        return [Fact(following: contents, x.elementType, shape(x.shape, axes, one: 1))]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let (x, runs, lengths, shape) = try setUp(operands)
        guard case .integers(let integers) = x.elements else { return [reals(x, runs, lengths, shape)] }
        let (zeros, type) = (lengths != nil, x.elementType)
        let values = runs.map(integers, lengths) { zeros && $0.isEmpty ? 0 : value($0, type) }
        return [PlainTensor(wrapping: values, type, shape: shape)]
    }
}

extension Signature {
    /// The signature of a reduction.
    package static func reduction(_ name: String) -> Signature {
        Signature(name, [.required("x"), .optional("lengths")])
    }
}
