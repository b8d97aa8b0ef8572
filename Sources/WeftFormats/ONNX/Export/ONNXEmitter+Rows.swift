import WeftDiagnostics
import WeftGraph
import WeftTensors

/// What sequences of several lengths need: ONNX has lengths in ReverseSequence, LSTM, GRU and RNN only.
extension ONNXEmitter {
    /// The lengths of rows as `i64`, those that are no number of steps refused, as ours refuses them: they are looked up
    /// among the numbers of steps.
    mutating func ends(_ lengths: String, _ fact: Fact, steps: Dimension) throws(Diagnostic) -> String {
        let key = Scope.LengthsKey(lengths: lengths, steps: steps)
        if let known = scope.ends[key] { return known }
        let type: ElementType = fact.elementType == .i32 ? .i32 : .i64
        let given = try cast(lengths, from: fact.elementType, to: type)
        let numbers = try positions(steps + 1, axis: 0, rank: 1)
        let result = add("Gather", [numbers, try refusingNegative(given, type, below: [steps + 1])])
        scope.ends[key] = result
        return result
    }

    /// Truth values that broadcast to a tensor: whether a position along an axis is before its row's length.
    mutating func rowMask(_ lengths: String, _ fact: Fact, of x: Fact, axis: Int) throws(Diagnostic) -> String {
        let ends = add("Unsqueeze", [try ends(lengths, fact, steps: x.shape[axis]), integers(Array(1..<x.rank))])
        let positions = try positions(x.shape[axis], axis: axis, rank: x.rank)
        return add("Less", [positions, ends])
    }

    /// The positions along an axis, with axes of size 1 beside it.
    mutating func positions(_ size: Dimension, axis: Int, rank: Int) throws(Diagnostic) -> String {
        let end = try sizeNumber(size)
        let positions = add("Range", [scalar(0, .i64), end, scalar(1, .i64)])
        let others = (0..<rank).filter { $0 != axis }
        return others.isEmpty ? positions : add("Unsqueeze", [positions, integers(others)])
    }

    /// A tensor with another value at or past each row's length.
    mutating func masked(
        _ x: String, _ fact: Fact, _ lengths: String, _ lengthsFact: Fact, axis: Int, filling value: Double
    ) throws(Diagnostic) -> String {
        let mask = try rowMask(lengths, lengthsFact, of: fact, axis: axis)
        return add("Where", [mask, x, scalar(value, fact.elementType)])
    }
}
