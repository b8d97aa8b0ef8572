import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A scan's body found to be the step of an LSTM, a GRU or a plain recurrent network, as ONNX defines them.
struct RecurrentCell {
    enum Kind: String {
        case lstm = "LSTM"
        case gru = "GRU"
        case rnn = "RNN"
    }

    let kind: Kind
    /// The inputs of the body that are the weights of the sequence and of the state.
    let inputWeight: Int
    let stateWeight: Int
    /// Those that are biases: at most one for each of them.
    let inputBias: Int?
    let stateBias: Int?
    /// Where each of ONNX's gates lies in the weights: i, o, f, c of an LSTM, z, r, h of a GRU.
    let gates: [Int]
    /// The states, in ONNX's order.
    let states: [Int]
    /// Whether a GRU's reset gate works after the recurrent product.
    var resetsAfter = false
    /// The function of a plain recurrent network.
    var activation = "Tanh"
}

extension RecurrentCell {
    /// The cell that a scan steps through; nil for any other.
    init?(_ scan: Op.Scan) {
        guard scan.scanned == 1, !scan.hasStop, scan.carried == 1 || scan.carried == 2,
            scan.body.outputs.count > scan.carried
        else { return nil }
        let pattern = BodyPattern(scan.body)
        let x = scan.body.inputs[scan.carried].value
        guard scan.body.type(x).rank == 2 else { return nil }
        let found: RecurrentCell?
        if scan.carried == 2 {
            found = pattern.lstm(x, h: 0, c: 1) ?? pattern.lstm(x, h: 1, c: 0)
        } else {
            found = pattern.gru(x) ?? pattern.plain(x)
        }
        guard let found, found.weights.allSatisfy({ $0 > scan.carried }) else { return nil }
        // Each step's result must be the state that it shows.
        let shown = scan.body.outputs[found.states[0]].value
        guard scan.body.outputs[scan.carried...].allSatisfy({ $0.value == shown }) else { return nil }
        self = found
    }

    private var weights: [Int] { [inputWeight, stateWeight, inputBias, stateBias].compactMap { $0 } }
}
