import WeftGraph
import WeftOperators
import WeftTensors

/// Sums over places that are known beforehand are products with matrices: Fourier transforms, and grids of affine maps.
struct CanonicalTransforms: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Dft.self, Op.AffineGrid.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil else { return nil }
        switch node.operation {
        case let transform as Op.Dft: return transformed(node, transform, x, &rewriting).map { [$0] }
        case let grid as Op.AffineGrid where !grid.size.isEmpty: return mapped(node, grid, x, &rewriting).map { [$0] }
        default: return nil
        }
    }

    // MARK: Fourier transforms

    /// A transform's sizes: elements that are read, each of so many parts, and elements that come of them.
    private struct Turns {
        let transform: Op.Dft
        let length: Dimension
        let steps: Dimension
        let parts: Dimension
        let results: Dimension
        let width: Dimension

        var isHalf: Bool { transform.inverse && transform.onesided }
    }

    /// `[rows, steps · parts]` times the turns, with the axis and the parts brought to the end before and back after it.
    private func transformed(
        _ node: Graph.Node, _ transform: Op.Dft, _ x: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        let (fact, wanted) = (rewriting.fact(x), rewriting.fact(node.outputs[0]).shape)
        let (axis, last) = (transform.axis.resolvedAxis(fact.rank), fact.rank - 1)
        let length = transform.fullLength(of: fact.shape[axis])
        let most = transform.inverse && transform.onesided ? length.floorDivided(by: 2) + 1 : length
        let isWhole = rewriting.isAtLeast(most, fact.shape[axis])
        let steps = isWhole ? fact.shape[axis] : Dimension.minimum(most, fact.shape[axis])
        let turns = Turns(
            transform: transform, length: length, steps: steps, parts: fact.shape[last], results: wanted[axis],
            width: wanted[last])
        let others = (0..<last).filter { $0 != axis }
        let order = others + [axis, last]
        let rows = others.map { fact.shape[$0] }
        let signal = isWhole ? x : rewriting.addOne(Op.Slice(axis: axis, from: 0, to: steps), x)
        guard let signal, let turned = rewriting.addOne(Op.Transpose(order: order), signal),
            let flat = rewriting.reshaped(turned, [rows.reduce(1, *), steps * turns.parts]),
            let matrix = matrix(turns, fact.elementType, &rewriting),
            let product = rewriting.addOne(Op.MatMul(), flat, matrix),
            let apart = rewriting.reshaped(product, rows + [turns.results, turns.width])
        else { return nil }
        let back = order.indices.map { place in order.firstIndex(of: place) ?? place }
        return rewriting.addOne(Op.Transpose(order: back), apart)
    }

    /// What each part of an element that is read adds to each part of one that comes: `[steps · parts, results · width]`,
    /// computed in double precision.
    private func matrix(_ turns: Turns, _ type: ElementType, _ rewriting: inout Rewriting) -> ValueID? {
        guard let steps = rewriting.addOne(Op.Range(turns.steps)),
            let results = rewriting.addOne(Op.Range(turns.results)),
            let read = rewriting.reshaped(steps, [turns.steps, 1, 1, 1]),
            let made = rewriting.reshaped(results, [1, 1, turns.results, 1]),
            let length = rewriting.addOne(Op.Size(turns.length)),
            let whole = rewriting.addOne(Op.Multiply(), read, made),
            let part = rewriting.addOne(Op.Remainder(), whole, length), let number = rewriting.cast(part, to: .f64),
            let circle = rewriting.number(2 * Double.pi, .f64), let count = rewriting.cast(length, to: .f64),
            let arc = rewriting.addOne(Op.Multiply(), number, circle),
            let angle = rewriting.addOne(Op.Divide(), arc, count), let cosine = rewriting.addOne(Op.Cos(), angle),
            let up = rewriting.addOne(Op.Sin(), angle), let down = rewriting.addOne(Op.Negate(), up)
        else { return nil }
        let (sine, opposite) = turns.transform.inverse ? (up, down) : (down, up)
        let columns = [[cosine, sine], [opposite, cosine]].prefix(turns.parts.value ?? 2)
        var rows: [ValueID?] = []
        for column in columns {
            rows.append(turns.width == 1 ? column[0] : rewriting.addOne(Op.Concat(axis: 3), column[0], column[1]))
        }
        guard rows.allSatisfy({ $0 != nil }), var matrix = rewriting.add(Op.Concat(axis: 1), rows)?.first else {
            return nil
        }
        if turns.transform.inverse {
            guard let share = rewriting.addOne(Op.Divide(), matrix, count) else { return nil }
            matrix = share
        }
        if turns.isHalf {
            guard let times = times(steps, length, &rewriting),
                let all = rewriting.reshaped(times, [turns.steps, 1, 1, 1]),
                let both = rewriting.addOne(Op.Multiply(), matrix, all)
            else { return nil }
            matrix = both
        }
        guard let rounded = rewriting.cast(matrix, to: type) else { return nil }
        return rewriting.reshaped(rounded, [turns.steps * turns.parts, turns.results * turns.width])
    }

    /// How often each element of one side stands in the whole: once where it is its own mirror image, else twice.
    private func times(_ steps: ValueID, _ length: ValueID, _ rewriting: inout Rewriting) -> ValueID? {
        guard let zero = rewriting.whole(0, .i64), let one = rewriting.number(1, .f64),
            let two = rewriting.number(2, .f64), let double = rewriting.addOne(Op.Add(), steps, steps),
            let rest = rewriting.addOne(Op.Remainder(), double, length),
            let isOwn = rewriting.addOne(Op.Equal(), rest, zero)
        else { return nil }
        return rewriting.addOne(Op.Select(), isOwn, one, two)
    }

    // MARK: affine maps

    /// The places `[points, axes + 1]`, the last axis first and 1 behind, times the maps.
    private func mapped(
        _ node: Graph.Node, _ grid: Op.AffineGrid, _ theta: ValueID, _ rewriting: inout Rewriting
    ) -> ValueID? {
        let axes = grid.size.count
        var columns: [ValueID?] = []
        for axis in grid.size.indices.reversed() { columns.append(places(grid, axis, &rewriting)) }
        columns.append(rewriting.addOne(Op.Full(.f64, grid.size + [1], 1)))
        guard columns.allSatisfy({ $0 != nil }), let whole = rewriting.add(Op.Concat(axis: axes), columns)?.first,
            let places = rewriting.cast(whole, to: rewriting.fact(theta).elementType),
            let flat = rewriting.reshaped(places, [grid.size.reduce(1, *), Dimension(axes + 1)]),
            let maps = rewriting.addOne(Op.Transpose(order: [0, 2, 1]), theta),
            let product = rewriting.addOne(Op.MatMul(), flat, maps)
        else { return nil }
        return rewriting.reshaped(product, rewriting.fact(node.outputs[0]).shape)
    }

    /// The numbers along an axis at all points: (2 · position + 1 − size) / size, or with the ends aligned
    /// (2 · position + 1 − size) / (size − 1), which is 0 for a single position.
    private func places(_ grid: Op.AffineGrid, _ axis: Int, _ rewriting: inout Rewriting) -> ValueID? {
        let size = grid.size[axis]
        let span = grid.align ? Dimension.maximum(size - 1, 1) : size
        var shape = [Dimension](repeating: 1, count: grid.size.count + 1)
        shape[axis] = size
        guard let positions = rewriting.addOne(Op.Range(size)), let start = rewriting.addOne(Op.Size(size - 1)),
            let length = rewriting.addOne(Op.Size(span)), let double = rewriting.addOne(Op.Add(), positions, positions),
            let place = rewriting.addOne(Op.Subtract(), double, start), let number = rewriting.cast(place, to: .f64),
            let count = rewriting.cast(length, to: .f64), let share = rewriting.addOne(Op.Divide(), number, count),
            let apart = rewriting.reshaped(share, shape)
        else { return nil }
        return rewriting.addOne(Op.Expand(sizes: grid.size + [1]), apart)
    }
}
