import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// The steps of ONNX's recurrent nodes, in the form of the prelude's cells; gates stay in the order of the weights.
struct ONNXCell {
    enum Kind: String {
        case lstm = "LSTM"
        case gru = "GRU"
        case rnn = "RNN"

        var gates: Int {
            switch self {
            case .lstm: 4
            case .gru: 3
            case .rnn: 1
            }
        }

        /// The activations of one direction, where a node names none.
        var activations: [String] {
            switch self {
            case .lstm: ["Sigmoid", "Tanh", "Tanh"]
            case .gru: ["Sigmoid", "Tanh"]
            case .rnn: ["Tanh"]
            }
        }

        var states: Int { self == .lstm ? 2 : 1 }
    }

    let kind: Kind
    let type: ElementType
    let rows: Dimension
    let width: Dimension
    let units: Int
    let activations: [ONNXCellActivation]
    let clip: Double?
    /// LSTM: the forget gate is what the input gate leaves.
    let couples: Bool
    /// GRU: the reset gate works after the recurrent product.
    let resetsAfter: Bool
    let weights: ONNXRecurrentWeights

    /// The body: states, a step of x, then the weights.
    func body() throws(Diagnostic) -> Graph {
        var cell = ONNXCellBuilder(kind.rawValue.lowercased(), type, clip: clip)
        let size = Dimension(units)
        let h = cell.input("h", [rows, size])
        let c = kind == .lstm ? cell.input("c", [rows, size]) : h
        let x = cell.input("x", [rows, width])
        let gates = Dimension(kind.gates * units)
        let inputs = Inputs(
            input: cell.input("w", [gates, width]), recurrent: cell.input("r", [gates, size]),
            inputBias: weights.inputBias.map { _ in cell.input("b_w", [gates]) },
            recurrentBias: weights.recurrentBias.map { _ in cell.input("b_r", [gates]) },
            peepholes: zip(["p_i", "p_o", "p_f"], weights.peepholes).map { cell.input($0.0, [size]) })
        switch kind {
        case .lstm: try lstm(&cell, x, h, c, inputs)
        case .gru: try gru(&cell, x, h, inputs)
        case .rnn:
            let next = try cell.activated(try sum(&cell, x, h, inputs), activations[0])
            cell.output("h", next)
            cell.output("y", next)
        }
        return cell.graph
    }

    private struct Inputs {
        let input: ValueID
        let recurrent: ValueID
        let inputBias: ValueID?
        let recurrentBias: ValueID?
        let peepholes: [ValueID]
    }

    /// Both products of all gates, and the biases; one alone belongs to the product of the sequence.
    private func sum(
        _ cell: inout ONNXCellBuilder, _ x: ValueID, _ h: ValueID, _ weights: Inputs
    ) throws(Diagnostic) -> ValueID {
        guard let first = weights.inputBias, let second = weights.recurrentBias else {
            let bias = weights.inputBias ?? weights.recurrentBias
            let given = try cell.add(Op.Dense(), x, weights.input, bias)
            return try cell.add(Op.Add(), given, try cell.add(Op.Dense(), h, weights.recurrent))
        }
        let given = try cell.add(Op.Dense(), x, weights.input)
        let z = try cell.add(Op.Add(), given, try cell.add(Op.Dense(), h, weights.recurrent))
        return try cell.add(Op.Add(), try cell.add(Op.Add(), z, first), second)
    }

    private func lstm(
        _ cell: inout ONNXCellBuilder, _ x: ValueID, _ h: ValueID, _ c: ValueID, _ weights: Inputs
    ) throws(Diagnostic) {
        let parts = try cell.split(try sum(&cell, x, h, weights), 4)
        let gates = self.weights.gates.map { parts[$0] }
        func seen(_ gate: ValueID, _ state: ValueID, _ place: Int, _ cell: inout ONNXCellBuilder) throws(Diagnostic)
            -> ValueID
        {
            guard !weights.peepholes.isEmpty else { return gate }
            return try cell.add(Op.Add(), gate, try cell.add(Op.Multiply(), weights.peepholes[place], state))
        }
        let (kept, i): (ValueID, ValueID)
        if couples {
            i = try cell.activated(try seen(gates[0], c, 0, &cell), activations[0])
            kept = try cell.add(Op.Multiply(), try cell.add(Op.Subtract(), try cell.number(1), i), c)
        } else {
            let f = try cell.activated(try seen(gates[2], c, 2, &cell), activations[0])
            kept = try cell.add(Op.Multiply(), f, c)
            i = try cell.activated(try seen(gates[0], c, 0, &cell), activations[0])
        }
        let g = try cell.activated(gates[3], activations[1])
        let next = try cell.add(Op.Add(), kept, try cell.add(Op.Multiply(), i, g))
        let o = try cell.activated(try seen(gates[1], next, 1, &cell), activations[0])
        // Only sums that go into gates are clamped, as onnxruntime has it; the format's text could mean the state too.
        let y = try cell.add(Op.Multiply(), o, try activations[2].apply(next, &cell))
        cell.output("h", y)
        cell.output("c", next)
        cell.output("y", y)
    }

    private func gru(
        _ cell: inout ONNXCellBuilder, _ x: ValueID, _ h: ValueID, _ weights: Inputs
    ) throws(Diagnostic) {
        let given = try cell.split(try cell.add(Op.Dense(), x, weights.input, weights.inputBias), 3)
        let kept: [ValueID]
        var late: (weight: ValueID, bias: ValueID?)?
        if resetsAfter {
            kept = try cell.split(try cell.add(Op.Dense(), h, weights.recurrent, weights.recurrentBias), 3)
        } else {
            let (early, weight) = try cell.split(weights.recurrent, at: 2 * units, of: 3 * units)
            let biases = try weights.recurrentBias.map { bias throws(Diagnostic) in
                try cell.split(bias, at: 2 * units, of: 3 * units)
            }
            late = (weight, biases?.1)
            kept = try cell.split(try cell.add(Op.Dense(), h, early, biases?.0), 2)
        }
        let (update, reset, candidate) = (self.weights.gates[0], self.weights.gates[1], self.weights.gates[2])
        let r = try cell.activated(try cell.add(Op.Add(), given[reset], kept[reset]), activations[0])
        let z = try cell.activated(try cell.add(Op.Add(), given[update], kept[update]), activations[0])
        let memory: ValueID
        if let late {
            memory = try cell.add(Op.Dense(), try cell.add(Op.Multiply(), r, h), late.weight, late.bias)
        } else {
            memory = try cell.add(Op.Multiply(), r, kept[candidate])
        }
        let n = try cell.activated(try cell.add(Op.Add(), given[candidate], memory), activations[1])
        let left = try cell.add(Op.Subtract(), try cell.number(1), z)
        let next = try cell.add(
            Op.Add(), try cell.add(Op.Multiply(), left, n), try cell.add(Op.Multiply(), z, h))
        cell.output("h", next)
        cell.output("y", next)
    }
}
