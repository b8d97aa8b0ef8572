package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that turns the elements along an axis into a distribution.
///
/// With lengths of the rows (axis 0), positions at or past a row's length do not exist, and the result is 0 there.
package protocol SoftmaxFormula: Operator {
    var axis: Int { get set }
    /// What becomes of a run with its largest element subtracted, given the sum of its exponentials.
    func value(_ shifted: Double, _ sum: Double) -> Double
}

extension SoftmaxFormula {
    package static var attributes: [AttributeField<Self>] { [AttributeField("axis", \.axis)] }

    package init(axis: Int) {
        self.init()
        self.axis = axis
    }

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let x = try inference.operand(0, "x", .float)
        _ = try inference.lengths(1, of: x, along: try x.axis(axis))
        return [Fact(x.type)]
    }

    package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else { return wholeFields(operands, results) }
        return receptiveFields(operands, results, first: x.ownFields { $0 == axis ? .whole : nil })
    }

    package func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] {
        let x = try operands.operand(0)
        let axis = axis.resolvedAxis(x.shape.count)
        let lengths = try operands.optional(1)?.rowLengths(atMost: x.shape[axis])
        let rows = RowPositions(x.shape, axis, lengths)
        let values = AxisSplit(x.shape, axis).mapRuns(x.reals, zero: 0, rows) { run in
            let most = run.reduce(-.infinity, Maths.maximum)
            var sum = 0.0
            for index in run.indices {
                run[index] -= most
                sum += Maths.exp(run[index])
            }
            for index in run.indices { run[index] = value(run[index], sum) }
        }
        return [PlainTensor(rounding: values, x.elementType, shape: x.shape)]
    }
}
