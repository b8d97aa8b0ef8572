import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Rows of several lengths. ONNX has lengths in few nodes; elsewhere they are choices by whether a position lies before a
/// row's end, and those are found to be operators of ours here.
///
/// Ours refuse lengths that are no number of steps. So a choice is one of them only where its ends were looked up among
/// the numbers of steps, which refuses the same.
extension ONNXGraphImporter {
    /// One of two operands, element by element.
    mutating func chosen(
        _ condition: ONNXOperand, _ yes: ONNXOperand, _ no: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand {
        guard fact(no).rank == 0, let value = uniform(no), fact(no).elementType.isFloat || abs(value) <= 0x1p53,
            let (axis, lengths) = rowMask(condition, of: fact(yes))
        else { return try one(Op.Select(), condition, yes, no) }
        if value == 0, let whole = try wholeRows(yes, axis, lengths) { return whole }
        return try one(Op.Mask(axis: axis, value: value), yes, lengths)
    }

    /// The operator with lengths of its own of which the rest of this masks the result.
    private mutating func wholeRows(
        _ masked: ONNXOperand, _ axis: Int, _ lengths: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand? {
        if let x = try rows(masked, of: \Op.Softmax.axis, axis, lengths) { return x }
        if let x = try rows(masked, of: \Op.LogSoftmax.axis, axis, lengths) { return x }
        guard let rows = turned(masked, axis, lengths) else { return nil }
        // Turned twice, what is zero past the ends is itself.
        if let inner = reversed(rows), inner.axis == axis, ONNXOperand.isSame(inner.lengths, lengths),
            isZeroPastEnds(inner.rows, lengths)
        {
            return inner.rows
        }
        return try one(Op.Reverse(axis: axis), rows, lengths)
    }

    /// An operator of exponentials over rows, into which the lowest number goes where it is past a row's end.
    private mutating func rows<O: Operator>(
        _ operand: ONNXOperand, of operatorAxis: KeyPath<O, Int>, _ axis: Int, _ lengths: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand? {
        guard let (operation, masked) = source(operand, of: O.self),
            operation[keyPath: operatorAxis].resolvedAxis(fact(operand).rank) == axis,
            let mask = made(masked, by: Op.Mask.self), let x = mask.operands[0], let ends = mask.operands[1],
            mask.operation.axis == axis, ONNXOperand.isSame(.value(ends), lengths),
            mask.operation.value <= (fact(operand).elementType == .f16 ? -65504 : Double(Float(-1e38)))
        else { return nil }
        return try one(operation, .value(x), lengths)
    }

    /// Rows that ReverseSequence turns within their lengths.
    private func turned(_ operand: ONNXOperand, _ axis: Int, _ lengths: ONNXOperand) -> ONNXOperand? {
        guard axis == 1, let (condition, yes, no) = choice(operand), let inner = reversed(yes), inner.axis == axis,
            ONNXOperand.isSame(unwidened(inner.lengths), lengths), ONNXOperand.isSame(inner.rows, no),
            let (places, ends) = pair(condition, of: Op.Less.self),
            isCounted(unreshaped(places), fact(inner.rows).shape[axis]),
            ONNXOperand.isSame(unwidened(unreshaped(ends)), lengths)
        else { return nil }
        return inner.rows
    }

    /// Rows that are turned within their lengths.
    func reversed(_ operand: ONNXOperand) -> (axis: Int, rows: ONNXOperand, lengths: ONNXOperand)? {
        guard let found = made(operand, by: Op.Reverse.self), found.operands.count == 2, let rows = found.operands[0],
            let lengths = found.operands[1]
        else { return nil }
        return (found.operation.axis.resolvedAxis(fact(operand).rank), .value(rows), .value(lengths))
    }

    /// Whether an operand is the results of a scan whose rows have these lengths.
    private func isZeroPastEnds(_ operand: ONNXOperand, _ lengths: ONNXOperand) -> Bool {
        guard let scan = made(operand, by: Op.Scan.self), scan.operation.hasLengths, let own = scan.operands.last ?? nil
        else { return false }
        return scan.place < scan.operation.stacked && ONNXOperand.isSame(.value(own), lengths)
    }

    /// The axis of the steps and the lengths of the rows, where a condition is whether a position lies before its row's
    /// end.
    func rowMask(_ condition: ONNXOperand, of x: Fact) -> (axis: Int, lengths: ONNXOperand)? {
        guard let (places, ends) = pair(condition, of: Op.Less.self), fact(places).rank == x.rank,
            fact(ends).rank == x.rank, x.rank > 1,
            let axis = fact(places).shape.indices.first(where: { fact(places).shape[$0] != 1 }), axis > 0,
            fact(places).shape.indices.allSatisfy({ $0 == axis || fact(places).shape[$0] == 1 }),
            fact(ends).shape == x.shape.map({ _ in Dimension(1) }).replacing(at: 0, with: x.shape[0]),
            isCounted(unreshaped(places), x.shape[axis]),
            let lengths = lengths(unreshaped(ends), steps: x.shape[axis])
        else { return nil }
        return (axis, lengths)
    }

    /// The lengths behind ends that were looked up among the numbers of steps.
    func lengths(_ ends: ONNXOperand, steps: Dimension) -> ONNXOperand? {
        lookedUp(ends, below: steps + 1).flatMap { fact($0).rank == 1 ? $0 : nil }
    }

    /// Whole numbers before they were looked up among those below a size, which refuses all others.
    func lookedUp(_ operand: ONNXOperand, below size: Dimension) -> ONNXOperand? {
        guard let (numbers, own) = pair(operand, of: Op.Gather.self), isCounted(numbers, size) else { return nil }
        return unwidened(own)
    }

    /// Whether an operand is the whole numbers from 0 to below a size.
    func isCounted(_ operand: ONNXOperand, _ size: Dimension) -> Bool {
        if let range = made(operand, by: Op.Range.self) {
            return range.operation.count == size || range.operation.count == Dimension.maximum(size, 0)
        }
        guard let number = size.value, let values = constant(operand)?.integers else { return false }
        return values.count == number && values.enumerated().allSatisfy { $0 == $1 }
    }

    /// The elements before they got other axes.
    func unreshaped(_ operand: ONNXOperand) -> ONNXOperand {
        if let (_, inner) = source(operand, of: Op.Unsqueeze.self) { return inner }
        if let (_, inner) = source(operand, of: Op.Reshape.self) { return inner }
        return operand
    }
}
