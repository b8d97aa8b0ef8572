package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that joins all elements up to each along an axis.
package protocol RunningFormula: Operator {
    var axis: Int? { get set }
    /// Whether each element itself is left out, so that the first is the result for none.
    var exclusive: Bool { get set }
    /// Whether elements are joined from the end.
    var reverse: Bool { get set }
    static func value(_ a: Double, _ b: Double) -> Double
    static func value(_ a: Int64, _ b: Int64) -> Int64
    /// The result for no elements.
    static var unit: Int64 { get }
}

extension RunningFormula {
    package static var attributes: [AttributeField<Self>] {
        [
            AttributeField("axis", \.axis), AttributeField("exclusive", \.exclusive),
            AttributeField("reverse", \.reverse),
        ]
    }

    package init(axis: Int?, exclusive: Bool = false, reverse: Bool = false) {
        self.init()
        self.axis = axis
        self.exclusive = exclusive
        self.reverse = reverse
    }

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let x = try inference.operand(0, "x", .number)
        _ = try x.requiredAxis(axis)
        return [Fact(x.type)]
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let x = try operands.operand(0)
        let split = AxisSplit(x.shape, axis.resolvedAxis(x.shape.count))
        switch x.elements {
        case .reals(let values):
            let joined = running(values, split, unit: Double(Self.unit), Self.value)
            return [PlainTensor(rounding: joined, x.elementType, shape: x.shape)]
        case .integers(let values):
            let joined = running(values, split, unit: Self.unit, Self.value)
            return [PlainTensor(wrapping: joined, x.elementType, shape: x.shape)]
        }
    }

    private func running<Number: ExpressibleByIntegerLiteral>(
        _ values: [Number], _ split: AxisSplit, unit: Number, _ join: (Number, Number) -> Number
    ) -> [Number] {
        split.mapRuns(values, zero: 0) { run in
            guard !run.isEmpty else { return }
            if reverse { run.reverse() }
            if exclusive { run = [unit] + run.dropLast() }
            for index in run.indices.dropFirst() { run[index] = join(run[index - 1], run[index]) }
            if reverse { run.reverse() }
        }
    }

    package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let axis = try? x.requiredAxis(axis) else {
            return wholeFields(operands, results)
        }
        let near = exclusive ? 1 : 0
        let field: AxisField = reverse ? .window(axis, near, nil) : .window(axis, nil, -near)
        return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? field : nil })
    }
}
