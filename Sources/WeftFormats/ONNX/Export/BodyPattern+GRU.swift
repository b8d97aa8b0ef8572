import WeftGraph
import WeftOperators

extension BodyPattern {
    /// h' = (1 − z) n + z h.
    func gru(_ x: ValueID) -> RecurrentCell? {
        let h = graph.inputs[0].value
        for (first, second) in pairs(next(0), Op.Add.self) {
            for (rest, candidate) in pairs(first, Op.Multiply.self) {
                for (update, old) in pairs(second, Op.Multiply.self)
                where old == h && isRest(rest, of: update) {
                    if let cell = gruAfter(x, h, update, candidate) ?? gruBefore(x, h, update, candidate) {
                        return cell
                    }
                }
            }
        }
        return nil
    }

    /// Whether a value is 1 minus another.
    private func isRest(_ value: ValueID, of other: ValueID) -> Bool {
        guard let both = operands(value, Op.Subtract.self), both.count == 2, both[1] == other, let one = both[0] else {
            return false
        }
        return uniform(one) == 1
    }

    /// The reset gate after the recurrent product: n = tanh(W_n x + r (R_n h)).
    private func gruAfter(_ x: ValueID, _ h: ValueID, _ update: ValueID, _ candidate: ValueID) -> RecurrentCell? {
        for (inputPart, rest) in pairs(operand(candidate, Op.Tanh.self), Op.Add.self) {
            for (reset, statePart) in pairs(rest, Op.Multiply.self) {
                guard let n = gate(inputPart, statePart), let r = gate(operand(reset, Op.Sigmoid.self)),
                    let z = gate(operand(update, Op.Sigmoid.self)), n.index != r.index, r.index != z.index,
                    n.index != z.index, Set([n.input, r.input, z.input]).count == 1,
                    Set([n.state, r.state, z.state]).count == 1, let w = product(n.input, with: x),
                    let s = product(n.state, with: h)
                else { continue }
                return RecurrentCell(
                    kind: .gru, inputWeight: w.weight, stateWeight: s.weight, inputBias: w.bias, stateBias: s.bias,
                    gates: [z.index, r.index, n.index], states: [0], resetsAfter: true)
            }
        }
        return nil
    }

    private typealias Gate = (input: ValueID, state: ValueID, index: Int)

    /// The same part of the sequence's product and of the state's.
    private func gate(_ a: ValueID, _ b: ValueID) -> Gate? {
        guard let first = part(a, of: 3), let second = part(b, of: 3), first.index == second.index else { return nil }
        return (first.whole, second.whole, first.index)
    }

    /// The sum of the same parts, the sequence's being found by what the product reads.
    private func gate(_ sum: ValueID?) -> Gate? {
        for (a, b) in pairs(sum, Op.Add.self) {
            guard let gate = gate(a, b), let read = operand(gate.input, Op.Dense.self), read != graph.inputs[0].value
            else { continue }
            return gate
        }
        return nil
    }

    /// The reset gate before the recurrent product: n = tanh(W_n x + R_n (r h)).
    private func gruBefore(_ x: ValueID, _ h: ValueID, _ update: ValueID, _ candidate: ValueID) -> RecurrentCell? {
        for (inputPart, last) in pairs(operand(candidate, Op.Tanh.self), Op.Add.self) {
            guard let n = part(inputPart, of: 3), n.index == 2, let w = product(n.whole, with: x),
                let own = operands(last, Op.Dense.self), let weight = piece(own.count > 1 ? own[1] : nil, of: 2),
                weight.index == 1
            else { continue }
            let bias = piece(own.count > 2 ? own[2] : nil, of: 2)
            for (reset, old) in pairs(own[0], Op.Multiply.self) where old == h {
                guard let r = gatePair(operand(reset, Op.Sigmoid.self), n.whole, h, weight.input, bias?.input),
                    let z = gatePair(operand(update, Op.Sigmoid.self), n.whole, h, weight.input, bias?.input), r != z
                else { continue }
                return RecurrentCell(
                    kind: .gru, inputWeight: w.weight, stateWeight: weight.input, inputBias: w.bias,
                    stateBias: bias?.input, gates: [z, r, 2], states: [0])
            }
        }
        return nil
    }

    /// The place of a gate that is the sum of a part of the sequence's product and of one with the first weights of two.
    private func gatePair(_ sum: ValueID?, _ whole: ValueID, _ h: ValueID, _ weight: Int, _ bias: Int?) -> Int? {
        for (a, b) in pairs(sum, Op.Add.self) {
            guard let first = part(a, of: 3), first.whole == whole, let second = part(b, of: 2),
                first.index == second.index, let product = operands(second.whole, Op.Dense.self), product.count > 1,
                product[0] == h, let own = piece(product[1], of: 2), own.input == weight, own.index == 0,
                piece(product.count > 2 ? product[2] : nil, of: 2)?.input == bias
            else { continue }
            return first.index
        }
        return nil
    }

    /// Which part, along the first axis, of which input a value is: the first two thirds or the last.
    private func piece(_ value: ValueID?, of count: Int) -> (input: Int, index: Int)? {
        guard let value, let producer = producers[value.index],
            let split = graph.nodes[producer.node].operation as? Op.Split,
            let whole = graph.nodes[producer.node].inputs.first ?? nil, let input = input(whole),
            split.axis == 0 || graph.type(whole).rank == 1
        else { return nil }
        let outputs = graph.nodes[producer.node].outputs
        guard outputs.count == count, graph.type(outputs[0]).shape[0] == graph.type(outputs[1]).shape[0] * 2 else {
            return nil
        }
        return (input, producer.output)
    }
}
