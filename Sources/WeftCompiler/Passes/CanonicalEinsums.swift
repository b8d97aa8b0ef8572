import WeftGraph
import WeftOperators

/// An einsum is a chain of batched matrix products between tensors whose axes are put in order and joined: of diagonals, of
/// sums over what no other tensor has.
struct CanonicalEinsums: RewriteRule {
    let operators: [any Operator.Type]? = [Op.Einsum.self]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let einsum = node.operation as? Op.Einsum, let equation = try? EinsumEquation(einsum.equation) else {
            return nil
        }
        let operands = node.inputs.compactMap { $0 }
        guard operands.count == equation.operands.count else { return nil }
        // One thing after another: what is left is an einsum again.
        if let simpler = parted(operands, equation, &rewriting) ?? summed(operands, equation, &rewriting) {
            return [simpler]
        }
        switch operands.count {
        case 1: return turned(operands[0], equation.operands[0], equation.result, &rewriting).map { [$0] }
        case 2: return product(operands[0], operands[1], equation, &rewriting)
        default: return chained(operands, equation, &rewriting).map { [$0] }
        }
    }

    /// The einsum with one of its operands, or some of them, made simpler.
    private func again(
        _ operands: [ValueID], _ names: [[String]], _ result: [String], _ rewriting: inout Rewriting
    ) -> ValueID? {
        guard let text = EinsumEquation.text(names, result) else { return nil }
        return rewriting.add(Op.Einsum(text), operands)?.first
    }

    /// With the diagonal of an operand that has an axis twice.
    private func parted(
        _ operands: [ValueID], _ equation: EinsumEquation, _ rewriting: inout Rewriting
    ) -> ValueID? {
        for (index, names) in equation.operands.enumerated() {
            for (first, name) in names.enumerated() {
                guard let second = names[(first + 1)...].firstIndex(of: name) else { continue }
                var (values, all) = (operands, equation.operands)
                guard let diagonal = diagonal(operands[index], first, second, &rewriting) else { return nil }
                values[index] = diagonal
                all[index].remove(at: second)
                all[index].remove(at: first)
                all[index].append(name)
                return again(values, all, equation.result, &rewriting)
            }
        }
        return nil
    }

    /// The diagonal of two axes, as the last one. With as many zeros behind n · n elements as a row has, rows of n + 1 begin
    /// with its elements.
    private func diagonal(_ x: ValueID, _ first: Int, _ second: Int, _ rewriting: inout Rewriting) -> ValueID? {
        let shape = rewriting.fact(x).shape
        let others = shape.indices.filter { $0 != first && $0 != second }
        let (outer, size) = (others.map { shape[$0] }, shape[first])
        let none = [Dimension](repeating: 0, count: outer.count + 1)
        guard let turned = turned(x, others + [first, second], &rewriting),
            let flat = rewriting.reshaped(turned, outer + [size * size]),
            let filled = rewriting.addOne(Op.Pad(sizes: none + none.dropLast() + [size]), flat),
            let rows = rewriting.reshaped(filled, outer + [size, size + 1]),
            let column = rewriting.addOne(Op.Slice(axis: outer.count + 1, from: 0, to: 1), rows)
        else { return nil }
        return rewriting.reshaped(column, outer + [size])
    }

    /// With the sums of an operand over the axes that neither another one nor the result has.
    private func summed(
        _ operands: [ValueID], _ equation: EinsumEquation, _ rewriting: inout Rewriting
    ) -> ValueID? {
        for (index, names) in equation.operands.enumerated() {
            var others = equation.operands
            others.remove(at: index)
            let needed = Set(others.joined() + equation.result)
            let gone = names.indices.filter { !needed.contains(names[$0]) }
            guard !gone.isEmpty else { continue }
            var (values, all) = (operands, equation.operands)
            guard let sum = rewriting.addOne(Op.Sum(axis: gone), operands[index]) else { return nil }
            values[index] = sum
            all[index] = names.filter { needed.contains($0) }
            return again(values, all, equation.result, &rewriting)
        }
        return nil
    }

    /// The first two operands as one.
    private func chained(
        _ operands: [ValueID], _ equation: EinsumEquation, _ rewriting: inout Rewriting
    ) -> ValueID? {
        let rest = Array(equation.operands.dropFirst(2))
        let needed = Set(rest.joined() + equation.result)
        let both = equation.operands[0] + equation.operands[1].filter { !equation.operands[0].contains($0) }
        let kept = both.filter { needed.contains($0) }
        guard let first = again(Array(operands[..<2]), Array(equation.operands[..<2]), kept, &rewriting) else {
            return nil
        }
        return again([first] + operands[2...], [kept] + rest, equation.result, &rewriting)
    }

    /// A tensor with its axes in another order.
    private func turned(_ x: ValueID, _ order: [Int], _ rewriting: inout Rewriting) -> ValueID? {
        order == Array(order.indices) ? x : rewriting.addOne(Op.Transpose(order: order), x)
    }

    private func turned(
        _ x: ValueID, _ names: [String], _ wanted: [String], _ rewriting: inout Rewriting
    ) -> ValueID? {
        turned(x, wanted.compactMap { names.firstIndex(of: $0) }, &rewriting)
    }

    /// A batched product of two tensors.
    private func product(
        _ a: ValueID, _ b: ValueID, _ equation: EinsumEquation, _ rewriting: inout Rewriting
    ) -> [ValueID]? {
        let (left, right, result) = (equation.operands[0], equation.operands[1], equation.result)
        let batch = result.filter { left.contains($0) && right.contains($0) }
        let rows = result.filter { left.contains($0) && !right.contains($0) }
        let columns = result.filter { !left.contains($0) && right.contains($0) }
        let depth = left.filter { right.contains($0) && !result.contains($0) }
        var sizes: [String: Dimension] = [:]
        for (name, size) in zip(right, rewriting.fact(b).shape) { sizes[name] = size }
        for (name, size) in zip(left, rewriting.fact(a).shape) { sizes[name] = size }
        func product(_ names: [String]) -> Dimension { names.reduce(1) { $0 * (sizes[$1] ?? 1) } }
        func list(_ names: [String]) -> [Dimension] { names.map { sizes[$0] ?? 1 } }
        func ordered(_ value: ValueID, _ names: [String], _ wanted: [String], _ shape: [Dimension]) -> ValueID? {
            turned(value, names, wanted, &rewriting).flatMap { rewriting.reshaped($0, shape) }
        }
        guard
            let first = ordered(
                a, left, batch + rows + depth, list(batch) + [product(rows), product(depth)]),
            let second = ordered(
                b, right, batch + depth + columns, list(batch) + [product(depth), product(columns)]),
            let made = rewriting.addOne(Op.MatMul(), first, second),
            let parted = rewriting.reshaped(made, list(batch + rows + columns))
        else { return nil }
        return ordered(parted, batch + rows + columns, result, list(result)).map { [$0] }
    }
}
