import WeftTensors

/// The positions along an axis of a tensor whose rows (axis 0) have lengths.
struct RowPositions {
    private let split: AxisSplit
    private let outerOfRow: Int
    private let lengths: [Int]?

    init(_ shape: [Int], _ axis: Int, _ lengths: [Int]?) {
        split = AxisSplit(shape, axis)
        outerOfRow = max(1, Array(shape[..<axis].dropFirst()).elementCount ?? 0)
        self.lengths = lengths
    }

    /// The tensor with each position read from the one that `source` names, given the row's length, or filled.
    func moved(_ x: PlainTensor, filling value: Double = 0, _ source: (Int, Int) -> Int?) -> PlainTensor {
        let elements: PlainTensor.Elements =
            switch x.elements {
            case .reals(let values): .reals(moved(values, filling: x.elementType.rounded(value), source))
            case .integers(let values): .integers(moved(values, filling: Int64(clampingReal: value), source))
            }
        return PlainTensor(unchecked: elements, x.elementType, shape: x.shape)
    }

    private func moved<Element>(_ values: [Element], filling value: Element, _ source: (Int, Int) -> Int?) -> [Element]
    {
        var result: [Element] = []
        result.reserveCapacity(values.count)
        if values.isEmpty { return result }
        for outer in 0..<split.outer {
            let length = length(outer)
            for position in 0..<split.size {
                if let from = source(position, length) {
                    let start = (outer * split.size + from) * split.inner
                    // A slice of one costs far more than an element.
                    if split.inner == 1 {
                        result.append(values[start])
                        continue
                    }
                    result.append(contentsOf: values[start..<(start + split.inner)])
                } else {
                    result.append(contentsOf: repeatElement(value, count: split.inner))
                }
            }
        }
        return result
    }

    /// The number of positions that exist at an index of the axes before.
    func length(_ outer: Int) -> Int { lengths.map { $0[outer / outerOfRow] } ?? split.size }
}
