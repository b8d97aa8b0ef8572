package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Inference {
    /// Checks the optional lengths of the rows of `x` (axis 0), which say how many positions along an axis exist.
    package mutating func lengths(
        _ index: Int, of x: Fact, along axis: Int, _ name: String = "lengths"
    ) throws(Diagnostic) -> Fact? {
        guard let lengths = try optional(index, name, .integer) else { return nil }
        let labels = [x.label("x"), lengths.label(name)]
        guard x.rank >= 2, axis != 0 else {
            throw Diagnostic(
                "bad-axis", "\(name) are of rows, which are axis 0: they cannot also run along axis 0",
                labels: labels, help: "name another axis, along which the rows have their lengths")
        }
        guard lengths.rank == 1 else {
            throw Diagnostic(
                "rank-mismatch", "\(name) must have rank 1, not \(lengths.rank)", labels: labels,
                help: "there is one length for each row of x")
        }
        try requireSize(
            lengths.shape[0], x.shape[0], "there must be one length for each row", code: "lengths-mismatch",
            labels: labels)
        return lengths
    }
}

extension PlainTensor {
    /// The numbers of positions that exist in each row, each from 0 to the size of the axis.
    package func rowLengths(atMost size: Int) throws(Diagnostic) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(count)
        for (row, length) in integers.enumerated() {
            guard length >= 0, length <= Int64(size) else {
                let shown = elementType == .u64 ? "\(UInt64(bitPattern: length))" : "\(length)"
                throw Diagnostic(
                    "length-out-of-range", "the length of row \(row) is \(shown), but there are \(size) positions",
                    help: "a length is from 0 to \(size)")
            }
            result.append(Int(length))
        }
        return result
    }
}
