import WeftGraph
import WeftOperators

extension BodyPattern {
    /// c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c').
    func lstm(_ x: ValueID, h: Int, c: Int) -> RecurrentCell? {
        let (hidden, cell) = (graph.inputs[h].value, graph.inputs[c].value)
        for (kept, added) in pairs(next(c), Op.Add.self) {
            for (forget, old) in pairs(kept, Op.Multiply.self) where old == cell {
                for (enter, candidate) in pairs(added, Op.Multiply.self) {
                    for (exit, squashed) in pairs(next(h), Op.Multiply.self)
                    where operand(squashed, Op.Tanh.self) == next(c) {
                        let gates = [
                            part(operand(enter, Op.Sigmoid.self), of: 4), part(operand(exit, Op.Sigmoid.self), of: 4),
                            part(operand(forget, Op.Sigmoid.self), of: 4),
                            part(operand(candidate, Op.Tanh.self), of: 4),
                        ].compactMap { $0 }
                        guard gates.count == 4, Set(gates.map(\.whole)).count == 1,
                            Set(gates.map(\.index)).count == 4, let sum = sum(gates[0].whole, x, hidden)
                        else { continue }
                        return RecurrentCell(
                            kind: .lstm, inputWeight: sum.w, stateWeight: sum.r, inputBias: sum.biases.first,
                            stateBias: sum.biases.dropFirst().first, gates: gates.map(\.index), states: [h, c])
                    }
                }
            }
        }
        return nil
    }

    /// h' = tanh(W x + R h + b), or with a rectifier.
    func plain(_ x: ValueID) -> RecurrentCell? {
        let h = graph.inputs[0].value
        for (inner, name) in [(operand(next(0), Op.Tanh.self), "Tanh"), (operand(next(0), Op.Relu.self), "Relu")] {
            guard let inner, let sum = sum(inner, x, h) else { continue }
            return RecurrentCell(
                kind: .rnn, inputWeight: sum.w, stateWeight: sum.r, inputBias: sum.biases.first,
                stateBias: sum.biases.dropFirst().first, gates: [0], states: [0], activation: name)
        }
        return nil
    }
}
