import WeftGraph
import WeftTensors

/// The elements of a tensor as runs along some of its axes, one run for each place of the other axes.
struct Runs {
    /// The sizes of the axes that stay.
    let kept: [Int]
    /// The number of elements of a run.
    let length: Int
    /// The tensor with its runs dense, one after the other.
    let view: StridedView

    init(_ shape: [Int], along axes: [Int]) {
        let others = shape.indices.filter { !axes.contains($0) }
        let order = others + axes
        let strides = shape.denseStrides
        kept = others.map { shape[$0] }
        length = axes.map { shape[$0] }.elementCount ?? 0
        view = StridedView(order.map { shape[$0] }, strides: order.map { strides[$0] })
    }

    /// A function of each run, of which only the first elements count where there are lengths.
    func map<Element, Result>(
        _ source: [Element], _ lengths: [Int]?, _ formula: (ArraySlice<Element>) -> Result
    ) -> [Result] {
        let dense = view.elements(of: source)
        let count = kept.elementCount ?? 0
        let perRow = max(1, Array(kept.dropFirst()).elementCount ?? 0)
        var result: [Result] = []
        result.reserveCapacity(count)
        for run in 0..<count {
            let used = lengths.map { $0[run / perRow] } ?? length
            result.append(formula(dense[(run * length)..<(run * length + used)]))
        }
        return result
    }
}

extension AxisSplit {
    /// Each run along the axis replaced by what the closure makes of it; past a row's length there are zeros.
    ///
    /// Lengths are those of rows, axis 0 of the shape, which has so many places of the axes before this one.
    func mapRuns<Element>(
        _ source: [Element], zero: Element, _ rows: RowPositions? = nil, _ body: (inout [Element]) -> Void
    ) -> [Element] {
        var result = [Element](repeating: zero, count: source.count)
        if source.isEmpty { return result }
        var run: [Element] = []
        for outer in 0..<self.outer {
            let length = rows?.length(outer) ?? size
            for inner in 0..<self.inner {
                let start = outer * size * self.inner + inner
                run.removeAll(keepingCapacity: true)
                for step in 0..<length { run.append(source[start + step * self.inner]) }
                body(&run)
                for step in 0..<length { result[start + step * self.inner] = run[step] }
            }
        }
        return result
    }
}
