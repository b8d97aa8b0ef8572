import WeftGraph
import WeftOperators
import WeftTensors

extension Graph {
    /// The rows' number as the body names it.
    func rows(_ outer: Dimension, _ symbols: [Symbol: Dimension]) -> Dimension {
        for (symbol, size) in symbols where size == outer { return Dimension(symbol) }
        return outer
    }

    /// The body with a further input, which is 0 for rows that have ended: their states stay, their results are 0. Outputs
    /// beyond the first `count` are left as they are.
    func masked(
        states: [ValueID], place: Int, rows: Fact, outputs count: Int = .max
    ) -> (body: Graph, alive: ValueID)? {
        var body = self
        let mask = body.addValue(rows, name: "alive")
        body.inputs.insert(Input("alive", mask), at: place)
        guard let zero = body.append(Op.Constant(PlainTensor(rounding: [0], .f32, shape: []).tensor), []) else {
            return nil
        }
        var truths: [[Dimension]: ValueID] = [:]
        for index in body.outputs.indices.prefix(count) {
            let value = body.outputs[index].value
            let type = body.type(value)
            if truths[type.shape] == nil {
                // Stretched before it is compared, so that the comparison is part of the work on whole tensors.
                let rest = [Dimension](repeating: 1, count: type.rank - 1)
                let seen = type.rank == 1 ? mask : body.append(Op.Reshape(sizes: [rows.shape[0]] + rest), [mask])
                let spread = seen.flatMap { body.append(Op.Expand(sizes: type.shape), [$0]) }
                truths[type.shape] = spread.flatMap { body.append(Op.NotEqual(), [$0, zero]) }
            }
            let kept: ValueID?
            if index < states.count {
                kept = states[index]
            } else {
                kept = body.append(Op.Full(type.elementType, [], 0), [])
            }
            guard let alive = truths[type.shape], let kept, let chosen = body.append(Op.Select(), [alive, value, kept])
            else { return nil }
            body.outputs[index].value = chosen
        }
        return (body, mask)
    }
}
