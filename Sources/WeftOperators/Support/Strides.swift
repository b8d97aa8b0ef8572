package import WeftTensors

/// A way to read a dense list of elements under another shape: `element[offset + Σ index · stride]`.
///
/// A stride may be 0 (an element is repeated) or negative (an axis is reversed). The reach must lie in the list.
package struct StridedView {
    package let shape: [Int]
    package let strides: [Int]
    package let offset: Int
    /// The shape that the elements are given in the end, as many as the view has.
    package let result: [Int]

    package init(_ shape: [Int], strides: [Int], offset: Int = 0, result: [Int]? = nil) {
        self.shape = shape
        self.strides = strides
        self.offset = offset
        self.result = result ?? shape
    }

    /// The same elements, as many as a shape says, in the same order.
    package init(reshapingTo shape: [Int]) {
        self.init([shape.elementCount ?? 0], strides: [1], result: shape)
    }

    /// A dense tensor of one shape stretched to another by the rules of broadcasting.
    package init(broadcasting shape: [Int], to target: [Int]) {
        let missing = target.count - shape.count
        let dense = shape.denseStrides
        let strides = target.indices.map { axis in
            axis < missing || shape[axis - missing] == 1 ? 0 : dense[axis - missing]
        }
        self.init(target, strides: strides)
    }

    /// The elements in the order of the view.
    package func elements<Element>(of source: [Element]) -> [Element] {
        guard let count = shape.elementCount, count > 0 else { return [] }
        let axes = joinedAxes
        if offset == 0, count == source.count, axes.count <= 1, axes.first?.stride ?? 1 == 1 { return source }
        var result: [Element] = []
        result.reserveCapacity(count)
        guard let inner = axes.last else { return [source[offset]] }
        let outer = axes.dropLast()
        var index = [Int](repeating: 0, count: outer.count)
        var start = offset
        while true {
            StridedView.append(source, from: start, inner.size, inner.stride, to: &result)
            var axis = outer.count - 1
            while axis >= 0 {
                index[axis] += 1
                start += outer[axis].stride
                if index[axis] < outer[axis].size { break }
                start -= outer[axis].stride * outer[axis].size
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return result }
        }
    }

    @inline(__always)
    private static func append<Element>(
        _ source: [Element], from start: Int, _ count: Int, _ stride: Int, to result: inout [Element]
    ) {
        switch stride {
        case 1: result.append(contentsOf: source[start..<(start + count)])
        case 0: result.append(contentsOf: repeatElement(source[start], count: count))
        default: for step in 0..<count { result.append(source[start + step * stride]) }
        }
    }

    /// The axes without those of size 1, neighbours joined where one stride runs through both.
    private var joinedAxes: [(size: Int, stride: Int)] {
        var result: [(size: Int, stride: Int)] = []
        for (size, stride) in zip(shape, strides) where size != 1 {
            if let last = result.last, last.stride == stride * size {
                result[result.count - 1] = (last.size * size, stride)
            } else {
                result.append((size, stride))
            }
        }
        return result
    }
}

extension PlainTensor {
    /// The elements in the order of a view of this tensor.
    package func viewed(_ view: StridedView) -> PlainTensor {
        switch elements {
        case .reals(let values):
            PlainTensor(unchecked: .reals(view.elements(of: values)), elementType, shape: view.result)
        case .integers(let values):
            PlainTensor(unchecked: .integers(view.elements(of: values)), elementType, shape: view.result)
        }
    }
}
