import WeftTensors

/// A tensor with named axes, while an einsum is computed.
struct EinsumTerm<Number> {
    var axes: [(name: String, size: Int)]
    var values: [Number]

    /// An operand; an axis that stands twice is the diagonal.
    init(_ values: [Number], _ shape: [Int], _ names: [String]) {
        var axes: [(name: String, size: Int)] = []
        var strides: [Int] = []
        for ((name, size), stride) in zip(zip(names, shape), shape.denseStrides) {
            if let index = axes.firstIndex(where: { $0.name == name }) {
                strides[index] += stride
            } else {
                axes.append((name, size))
                strides.append(stride)
            }
        }
        self.axes = axes
        self.values =
            axes.count == names.count ? values : StridedView(axes.map(\.size), strides: strides).elements(of: values)
    }

    init(_ values: [Number], axes: [(name: String, size: Int)]) {
        self.values = values
        self.axes = axes
    }

    func size(of names: [String]) -> Int {
        axes.reduce(1) { names.contains($1.name) ? $0 * $1.size : $0 }
    }

    /// The same tensor with its axes in another order.
    func ordered(_ names: [String]) -> EinsumTerm {
        if names == axes.map(\.name) { return self }
        let dense = axes.map(\.size).denseStrides
        let order = names.compactMap { name in axes.firstIndex { $0.name == name } }
        let view = StridedView(order.map { axes[$0].size }, strides: order.map { dense[$0] })
        return EinsumTerm(view.elements(of: values), axes: order.map { axes[$0] })
    }

    /// The sums over the axes that are not named, the named ones in their order.
    func summed(keeping names: [String], zero: Number, _ add: (Number, Number) -> Number) -> EinsumTerm {
        let kept = axes.filter { names.contains($0.name) }
        if kept.count == axes.count { return ordered(names) }
        let gone = axes.filter { !names.contains($0.name) }
        let source = ordered((kept + gone).map(\.name))
        let width = gone.reduce(1) { $0 * $1.size }
        let count = kept.reduce(1) { $0 * $1.size }
        let sums = (0..<count).map { source.values[($0 * width)..<(($0 + 1) * width)].reduce(zero, add) }
        return EinsumTerm(sums, axes: kept).ordered(names.filter { name in kept.contains { $0.name == name } })
    }
}

/// How two terms are multiplied: every axis is in both and stays, in one and stays, or is summed.
struct EinsumContraction {
    let batch: [String]
    let left: [String]
    let right: [String]
    let summed: [String]

    /// `needed` are the axes that the result or a later term has.
    init(_ a: [String], _ b: [String], needed: [String]) {
        batch = a.filter { b.contains($0) && needed.contains($0) }
        left = a.filter { !b.contains($0) && needed.contains($0) }
        right = b.filter { !a.contains($0) && needed.contains($0) }
        summed = a.filter { b.contains($0) && !needed.contains($0) }
    }

    func product<Number>(
        _ a: EinsumTerm<Number>, _ b: EinsumTerm<Number>, zero: Number, _ add: (Number, Number) -> Number,
        _ multiply: (BatchedProduct, [Number], [Number]) -> [Number]
    ) -> EinsumTerm<Number> {
        let first = a.summed(keeping: batch + left + summed, zero: zero, add)
        let second = b.summed(keeping: batch + right + summed, zero: zero, add)
        let product = BatchedProduct(
            batch: first.size(of: batch), rows: first.size(of: left), columns: second.size(of: right),
            depth: first.size(of: summed))
        let axes = (batch + left).compactMap { name in first.axes.first { $0.name == name } }
        return EinsumTerm(
            multiply(product, first.values, second.values),
            axes: axes + right.compactMap { name in second.axes.first { $0.name == name } })
    }
}
