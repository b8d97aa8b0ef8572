package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// An operator that gives the position of the element along an axis that comes before all others in some order.
package protocol ExtremePosition: Operator {
    var axis: Int { get set }
    /// Whether the axis stays, with size 1.
    var keep: Bool { get set }
    /// Whether of equals the last is meant.
    var last: Bool { get set }
    /// Whether an element comes before another, by keys that order them.
    static func precedes(_ key: Int64, _ other: Int64) -> Bool
}

extension ExtremePosition {
    package static var attributes: [AttributeField<Self>] {
        [AttributeField("axis", \.axis), AttributeField("keep", \.keep), AttributeField("last", \.last)]
    }

    package init(axis: Int, keep: Bool = false, last: Bool = false) {
        self.init()
        self.axis = axis
        self.keep = keep
        self.last = last
    }

    package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let x = try inference.operand(0, "x", .number)
        let axis = try x.axis(axis)
        try inference.require(x.shape[axis], atLeast: 1, "there is something to choose from") {
            Diagnostic(
                "empty-reduction", "axis \(axis) of x has size 0: there is nothing to choose from",
                labels: [x.label("x")])
        }
        return [Fact(.i32, keep ? x.shape.replacing(at: axis, with: 1) : x.shape.removing(at: axis))]
    }

    package func evaluate(
        _ operands: [PlainTensor?], _ evaluation: Evaluation
    ) throws(Diagnostic) -> [PlainTensor] {
        let x = try operands.operand(0)
        let axis = axis.resolvedAxis(x.shape.count)
        if x.shape[axis] == 0 {
            throw Diagnostic("empty-reduction", "axis \(axis) of x has size 0: there is nothing to choose from")
        }
        let positions = x.ranked(Runs(x.shape, along: [axis])) { keys in
            var best = 0
            for index in keys.indices
            where Self.precedes(keys[index], keys[best]) || last && keys[index] == keys[best] {
                best = index
            }
            return Int64(best)
        }
        let shape = keep ? x.shape.replacing(at: axis, with: 1) : x.shape.removing(at: axis)
        return [PlainTensor(wrapping: positions, .i32, shape: shape)]
    }

    package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let axis = try? x.axis(axis) else {
            return wholeFields(operands, results)
        }
        let fields = keep ? x.ownFields { $0 == axis ? .whole : nil } : x.fields(without: axis)
        return receptiveFields(operands, results, first: fields)
    }
}
