import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// The weights of one direction of a recurrent node.
struct ONNXRecurrentWeights {
    let input: ONNXOperand
    let recurrent: ONNXOperand
    let inputBias: ONNXOperand?
    let recurrentBias: ONNXOperand?
    let peepholes: [ONNXOperand]
    /// Where each of ONNX's gates lies in the weights and biases.
    let gates: [Int]

    /// What a body takes behind the states and the step.
    var all: [ONNXOperand] {
        let biases: [ONNXOperand?] = [inputBias, recurrentBias]
        return [input, recurrent] + biases.compactMap { $0 } + peepholes
    }
}

extension ONNXRecurrentWeights {
    /// The weights as they were before the graph put their gates into ONNX's order; a bias of zeros is none.
    ///
    /// - Parameter keepsLast: whether the last gate must be the last in the weights too.
    func inOwnOrder(_ importer: ONNXGraphImporter, keepsLast: Bool) -> ONNXRecurrentWeights {
        func given(_ bias: ONNXOperand?) -> ONNXOperand? {
            bias.flatMap { importer.uniform($0) == 0 ? nil : $0 }
        }
        let biases = (given(inputBias), given(recurrentBias))
        let plain = ONNXRecurrentWeights(
            input: input, recurrent: recurrent, inputBias: biases.0, recurrentBias: biases.1, peepholes: peepholes,
            gates: gates)
        let wholes = [input, recurrent, biases.0, biases.1].map { $0.flatMap { importer.ordered($0, gates.count) } }
        guard let first = wholes[0], wholes.compactMap({ $0 }).allSatisfy({ $0.order == first.order }),
            wholes.compactMap({ $0 }).count == plain.all.count - peepholes.count,
            !keepsLast || first.order.last == gates.last
        else { return plain }
        return ONNXRecurrentWeights(
            input: first.whole, recurrent: wholes[1]?.whole ?? recurrent, inputBias: wholes[2]?.whole,
            recurrentBias: wholes[3]?.whole, peepholes: peepholes, gates: first.order)
    }
}

extension ONNXGraphImporter {
    /// A tensor whose equal parts along axis 0 were put into another order, and where each of the parts lies in it.
    fileprivate func ordered(_ operand: ONNXOperand, _ count: Int) -> (whole: ONNXOperand, order: [Int])? {
        guard let parts = joined(operand), parts.count == count, count > 1 else { return nil }
        var order: [Int] = []
        var whole: ValueID?
        for part in parts {
            guard let split = made(part, by: Op.Split.self), let source = split.operands[0],
                whole == nil || whole == source, case .value(let id) = part,
                split.operation.axis.resolvedJoiningAxis(fact(.value(source)).rank) == 0,
                fact(.value(source)).shape[0] == builder.fact(id).shape[0] * Dimension(count)
            else { return nil }
            whole = source
            order.append(split.place)
        }
        guard let whole, order.sorted() == Array(0..<count) else { return nil }
        return (.value(whole), order)
    }

    /// What was put together along axis 0.
    private func joined(_ operand: ONNXOperand) -> [ONNXOperand]? {
        guard let found = made(operand, by: Op.Concat.self),
            found.operation.axis.resolvedJoiningAxis(fact(operand).rank) == 0
        else { return nil }
        return found.operands.compactMap { $0.map { .value($0) } }
    }

    /// A position along an axis of an operand of a recurrent node. Of a tensor of the file it is a parameter of its own,
    /// which shares the file's bytes; where the axis was only put around the position, it is what stood there before.
    mutating func part(
        _ operand: ONNXOperand, _ index: Int, axis: Int = 0, as suffix: String
    ) throws(Diagnostic) -> ONNXOperand {
        if axis == 0, case .stored(let name, let tensor) = operand, let part = tensor.part(index) {
            return .stored(freeName(name + suffix), part)
        }
        if let (wrapped, inner) = source(operand, of: Op.Unsqueeze.self), wrapped.axis == [axis], index == 0 {
            return inner
        }
        return try one(Op.Take(index: Dimension(index), axis: axis), operand)
    }

    /// Equal parts of a tensor of one axis.
    mutating func parts(
        _ operand: ONNXOperand, _ count: Int, as suffixes: [String]
    ) throws(Diagnostic) -> [ONNXOperand] {
        if case .stored(let name, let tensor) = operand, let rows = tensor.reshaped([count, tensor.count / count]) {
            let parts = (0..<count).compactMap { rows.part($0) }
            if parts.count == count {
                return zip(suffixes, parts).map { .stored(freeName(name + $0), $1) }
            }
        }
        if let parts = joined(operand), parts.count == count, Set(parts.map { fact($0).shape }).count == 1 {
            return parts
        }
        return try all(Op.Split(parts: count, axis: 0), [operand])
    }

    /// A name that no tensor of the file has.
    private func freeName(_ name: String) -> String {
        var result = name
        while operands[result] != nil { result += "_" }
        return result
    }
}
