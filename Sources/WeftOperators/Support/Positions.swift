package import WeftDiagnostics
package import WeftTensors

extension PlainTensor {
    /// Integers that each name one of so many things, checked; the diagnostic names the position of one that does not.
    package func indices(below count: Int, _ what: String) throws(Diagnostic) -> [Int] {
        let values = integers
        var result: [Int] = []
        result.reserveCapacity(values.count)
        for (position, value) in values.enumerated() {
            guard value >= 0, value < Int64(count) else {
                throw Diagnostic(
                    "index-out-of-range",
                    "the index \(printed(value)) at \(place(of: position)) is not one of the \(count) \(what)",
                    help: count > 0 ? "indices are from 0 to \(count - 1)" : "there are none to choose from")
            }
            result.append(Int(value))
        }
        return result
    }

    /// An element as its type prints it.
    package func printed(_ value: Int64) -> String {
        elementType == .u64 ? "\(UInt64(bitPattern: value))" : "\(value)"
    }

    /// Where an element stands: `position [1, 0]`.
    package func place(of flat: Int) -> String {
        let strides = shape.denseStrides
        let index = shape.indices.map { flat / strides[$0] % max(shape[$0], 1) }
        return "position \(index)"
    }
}
