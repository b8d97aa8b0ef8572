extension [Int] {
    /// The number of elements of a tensor of this shape, or nil when a size is negative or the product too large.
    package var elementCount: Int? {
        var result = 1
        for size in self {
            guard size >= 0 else { return nil }
            let (product, overflow) = result.multipliedReportingOverflow(by: size)
            if overflow {
                // A later zero makes the tensor empty, however large the other sizes are.
                return contains(0) && allSatisfy { $0 >= 0 } ? 0 : nil
            }
            result = product
        }
        return result
    }

    /// The distance between neighbours along each axis of a dense tensor of this shape, in elements.
    package var denseStrides: [Int] {
        var strides = [Int](repeating: 1, count: count)
        var stride = 1
        for axis in indices.reversed() {
            strides[axis] = stride
            stride = stride.multipliedReportingOverflow(by: Swift.max(self[axis], 1)).partialValue
        }
        return strides
    }
}
