import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension RecurrentCell {
    /// The node, between what turns operands into its form and back; nil where a size must be known and is not.
    func export(
        _ scan: Op.Scan, _ call: ExportedCall, to onnx: inout ONNXEmitter
    ) throws(Diagnostic) -> [String]? {
        let state = try call.fact(states[0])
        guard state.rank == 2, let units = state.shape[1].value else { return nil }
        let rank = try call.fact(scan.carried).rank
        let axis = scan.axis.resolvedAxis(rank)
        guard axis < 2 else { return nil }
        let sequence = call.operand(scan.carried)
        var inputs = [
            axis == 0 ? sequence : onnx.add("Transpose", [sequence], [.integers("perm", [1, 0, 2])]),
            weight(call.operand(inputWeight), &onnx), weight(call.operand(stateWeight), &onnx),
            try biases(call, units, state.elementType, &onnx),
        ]
        let lengths = scan.body.inputs.count
        inputs.append(
            scan.hasLengths
                ? try onnx.cast(call.operand(lengths), from: try call.fact(lengths).elementType, to: .i32) : "")
        for index in states { inputs.append(onnx.add("Unsqueeze", [call.operand(index), onnx.integers([0])])) }
        var attributes: [ExportedAttribute] = [
            .integer("hidden_size", units), .text("direction", scan.reverse ? "reverse" : "forward"),
        ]
        if kind == .gru { attributes.append(.flag("linear_before_reset", resetsAfter)) }
        if kind == .rnn, activation != "Tanh" { attributes.append(.texts("activations", [activation])) }
        if gates.count > 1 {
            onnx.note("gates are put into ONNX's order: \(kind == .lstm ? "i, o, f, c" : "z, r, h")")
        }
        let outputs = onnx.add(kind.rawValue, inputs, attributes, results: 1 + states.count)
        let steps = onnx.add("Squeeze", [outputs[0], onnx.integers([1])])
        let shown = axis == 0 ? steps : onnx.add("Transpose", [steps], [.integers("perm", [1, 0, 2])])
        var finals = [String](repeating: "", count: scan.carried)
        for (place, index) in states.enumerated() {
            finals[index] = onnx.add("Squeeze", [outputs[1 + place], onnx.integers([0])])
        }
        return [String](repeating: shown, count: call.results.count - scan.carried) + finals
    }

    /// A weight or bias with its gates in ONNX's order.
    private func ordered(_ weight: String, _ onnx: inout ONNXEmitter) -> String {
        if gates == Array(0..<gates.count) { return weight }
        var attributes: [ExportedAttribute] = [.integer("axis", 0)]
        if onnx.opset >= 18 { attributes.append(.integer("num_outputs", gates.count)) }
        let parts = onnx.add("Split", [weight], attributes, results: gates.count)
        return onnx.add("Concat", gates.map { parts[$0] }, [.integer("axis", 0)])
    }

    private func weight(_ name: String, _ onnx: inout ONNXEmitter) -> String {
        onnx.add("Unsqueeze", [ordered(name, &onnx), onnx.integers([0])])
    }

    private func biases(
        _ call: ExportedCall, _ units: Int, _ type: ElementType, _ onnx: inout ONNXEmitter
    ) throws(Diagnostic) -> String {
        if inputBias == nil, stateBias == nil { return "" }
        var both: [String] = []
        for index in [inputBias, stateBias] {
            if let index {
                both.append(ordered(call.operand(index), &onnx))
            } else {
                both.append(try onnx.filled(onnx.integers([units * gates.count]), 0, type))
            }
        }
        return onnx.add("Unsqueeze", [onnx.add("Concat", both, [.integer("axis", 0)]), onnx.integers([0])])
    }
}
