import WeftGraph

extension Fact {
    /// What a result of the same axes sees: its own position, but for the axes of which something else is said.
    func ownFields(_ other: (Int) -> AxisField? = { _ in nil }) -> [AxisField] {
        shape.indices.map { other($0) ?? .along($0) }
    }

    /// What a result without one axis sees; of that axis, some position.
    func fields(without axis: Int) -> [AxisField] {
        shape.indices.map { $0 == axis ? .whole : .along($0 < axis ? $0 : $0 - 1) }
    }

    /// What a result with the same elements in the same order sees: axes at either end that are there as they were, and
    /// of those between, when all but one have size 1 on both sides, that one.
    fileprivate func fields(reshapedTo result: [Dimension]) -> [AxisField] {
        var (front, back) = (0, 0)
        while front < min(rank, result.count), shape[front] == result[front] { front += 1 }
        while back < min(rank, result.count) - front, shape[rank - 1 - back] == result[result.count - 1 - back] {
            back += 1
        }
        var fields: [AxisField] = shape.indices.map { axis in
            axis < front ? .along(axis) : axis < rank - back ? .whole : .along(axis - rank + result.count)
        }
        let between = (front..<(rank - back)).filter { shape[$0] != 1 }
        let left = (front..<(result.count - back)).filter { result[$0] != 1 }
        if between.count == 1, left.count == 1 { fields[between[0]] = .along(left[0]) }
        return fields
    }
}

extension Operator {
    /// The receptive fields of an operator that only gives its operand another shape.
    func reshapedFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let result = results.first else { return wholeFields(operands, results) }
        return receptiveFields(operands, results, first: x.fields(reshapedTo: result.shape))
    }
}
