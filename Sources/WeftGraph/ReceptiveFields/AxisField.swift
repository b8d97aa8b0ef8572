/// What is seen along one axis of a tensor: the receptive field, in its definition by Araujo, Norris and Sim,
/// "Computing Receptive Fields of Convolutional Neural Networks" (Distill, 2019), for each axis alone.
///
/// Kernels, strides and dilations accumulate from the output down; where paths meet, the field holds those of all. It goes
/// from the first to the last position seen, those that a dilation leaves out included. The ends of an input are not
/// taken into account: near them a field reaches into the padding.
package enum AxisField: Sendable, Equatable {
    /// A window that moves with the position along an axis of what sees it.
    case window(FieldWindow)
    /// All positions, as features: the channels of a convolution, the last axis of a dense layer.
    case features
    /// Any position: of a pool over a plane, of attention, of a flattened image; or no window was found.
    case whole

    /// The same position along an axis.
    package static func along(_ axis: Int) -> AxisField { window(axis, 0, 0) }

    /// The positions `stride * p + low` to `stride * p + high` for the position p along an axis, each so many after the
    /// one before; nil is no end.
    package static func window(_ axis: Int, stride: Int = 1, _ low: Int?, _ high: Int?, step: Int = 1) -> AxisField {
        FieldWindow(axis: axis, stride: stride, low, high, step: step).map { .window($0) } ?? .whole
    }

    /// What is seen of this axis by something that sees the axes of what sees it.
    package func seen(through fields: [AxisField]) -> AxisField {
        guard case .window(let inner) = self else { return self }
        guard fields.indices.contains(inner.axis) else { return .whole }
        guard case .window(let outer) = fields[inner.axis] else { return fields[inner.axis] }
        return inner.seen(through: outer).map { .window($0) } ?? .whole
    }

    /// What is seen along either of two ways.
    package func union(_ other: AxisField) -> AxisField {
        switch (self, other) {
        case (.whole, _), (_, .whole): .whole
        case (.features, _), (_, .features): .features
        case (.window(let first), .window(let second)): first.union(second).map { .window($0) } ?? .whole
        }
    }

    /// The same where the axes of what sees have been given other numbers; nil for one that is not there.
    package func renumbered(_ axis: (Int) -> Int?) -> AxisField {
        guard case .window(let window) = self else { return self }
        guard let axis = axis(window.axis) else { return .whole }
        return window.renumbered(axis).map { .window($0) } ?? .whole
    }
}

extension [AxisField] {
    /// What is seen along either of two ways, axis by axis.
    package func union(_ other: [AxisField]) -> [AxisField] { zip(self, other).map { $0.union($1) } }

    /// What is seen of these axes by something that sees the axes of what sees them.
    package func seen(through fields: [AxisField]) -> [AxisField] { map { $0.seen(through: fields) } }
}

extension Operator {
    /// Elementwise: each place sees its own, axes of size 1 stretched. Any other operator sees everything.
    package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        let signature = Self.signature
        guard signature.traits.contains(.elementwise) else { return wholeFields(operands, results) }
        return results.map { result in
            operands.enumerated().map { index, operand in
                operand.map { operand in
                    let isWeight = signature.operands.indices.contains(index) && signature.operands[index].isWeight
                    return isWeight ? operand.shape.map { _ in .whole } : operand.fields(broadcastTo: result.shape)
                }
            }
        }
    }

    /// Every result sees all of every operand.
    package func wholeFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        results.map { _ in operands.map { $0.map { $0.shape.map { _ in .whole } } } }
    }

    /// Every result sees the first operand as said, of lengths those of its own row, and all of the others.
    package func receptiveFields(
        _ operands: [Fact?], _ results: [Fact], first: [AxisField]?
    ) -> [[[AxisField]?]] {
        var fields = wholeFields(operands, results)
        for result in fields.indices {
            for index in fields[result].indices {
                if index == 0 { fields[result][0] = first }
                let isLengths =
                    Self.signature.operands.indices.contains(index)
                    && Self.signature.operands[index].name == "lengths"
                if isLengths, index > 0, fields[result][index]?.count == 1 { fields[result][index] = [.along(0)] }
            }
        }
        return fields
    }
}

extension Fact {
    /// What a result of a larger or equal shape sees, axes aligned from the end.
    package func fields(broadcastTo shape: [Dimension]) -> [AxisField] {
        let missing = shape.count - rank
        return self.shape.enumerated().map { axis, size in
            let place = axis + missing
            guard shape.indices.contains(place) else { return .whole }
            return size == 1 && shape[place] != 1 ? .whole : .along(place)
        }
    }
}
