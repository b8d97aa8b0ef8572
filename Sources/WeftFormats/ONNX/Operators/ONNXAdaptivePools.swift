import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Pools to a given size, which ONNX has no node for: along each axis a product with the matrix of the windows' shares.
extension ONNXGraphImporter {
    /// The pool whose last product this is; nil for any other product.
    mutating func adaptivePool(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand? {
        let last = fact(a).rank - 1
        guard last >= 2, let windows = windowShares(b, of: fact(a).shape[last]) else { return nil }
        var counts = [windows]
        var x = a
        // Each axis stands in the place of the last one for its product.
        for axis in (2..<last).reversed() {
            var order = Array(0...last)
            order.swapAt(axis, last)
            guard let (back, product) = source(x, of: Op.Transpose.self), back.order == order,
                let (rows, shares) = pair(product, of: Op.MatMul.self),
                let windows = windowShares(shares, of: fact(rows).shape[last]),
                let (turn, whole) = source(rows, of: Op.Transpose.self), turn.order == order
            else { return nil }
            counts.insert(windows, at: 0)
            x = whole
        }
        return try one(Op.AdaptiveAvgPool(size: ONNXGraphImporter.shortened(counts)), x)
    }

    /// The number of windows over an axis, where an operand holds for each position and window `1 / length` inside of
    /// the window from `floor(i · size / n)` to before `ceil((i + 1) · size / n)`, and 0 outside.
    private func windowShares(_ operand: ONNXOperand, of size: Dimension) -> Int? {
        if let shares = constant(operand) { return windowShares(shares, of: size) }
        guard let (inside, lengths) = pair(operand, of: Op.Divide.self),
            let (_, truth) = source(inside, of: Op.Cast.self), let (begun, open) = pair(truth, of: Op.And.self),
            let (starts, places) = pair(begun, of: Op.LessOrEqual.self),
            let (also, ends) = pair(open, of: Op.Less.self),
            let (_, difference) = source(lengths, of: Op.Cast.self),
            let (upper, lower) = pair(difference, of: Op.Subtract.self), ONNXOperand.isSame(upper, ends),
            ONNXOperand.isSame(lower, starts), ONNXOperand.isSame(places, also),
            fact(places).rank == 2, fact(places).shape[1] == 1,
            let (_, numbers) = source(places, of: Op.Unsqueeze.self), isCounted(numbers, size),
            fact(starts).rank == 1, let first = fact(starts).contents, let past = fact(ends).contents,
            first.count == past.count
        else { return nil }
        let count = Dimension(first.count)
        for index in first.indices {
            let (low, high) = (size * Dimension(index), size * Dimension(index + 1))
            guard first[index] == low.floorDivided(by: count), past[index] == (high + count - 1).floorDivided(by: count)
            else { return nil }
        }
        return first.count
    }

    /// As above, where the shares are known.
    private func windowShares(_ shares: PlainTensor, of size: Dimension) -> Int? {
        guard let size = size.value, shares.elementType.isFloat, shares.shape.count == 2, shares.shape[0] == size,
            shares.shape[1] != size
        else { return nil }
        let count = shares.shape[1]
        var wanted = [Double](repeating: 0, count: size * count)
        for window in 0..<count {
            let (start, end) = (window * size / count, ((window + 1) * size + count - 1) / count)
            for position in start..<end { wanted[position * count + window] = 1 / Double(end - start) }
        }
        return PlainTensor(rounding: wanted, shares.elementType, shape: shares.shape) == shares ? count : nil
    }
}
