import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// LSTM, GRU and RNN: a scan for each direction, with the prelude's cells as bodies.
enum ONNXRecurrent {
    static let mappings: [String: ONNXMapping] = [
        "LSTM": { importer, node throws(Diagnostic) in try scans(.lstm, &importer, node) },
        "GRU": { importer, node throws(Diagnostic) in try scans(.gru, &importer, node) },
        "RNN": { importer, node throws(Diagnostic) in try scans(.rnn, &importer, node) },
    ]

    /// Whether each direction of a node runs backwards.
    private static func directions(_ node: ONNXNode) throws(Diagnostic) -> [Bool] {
        switch try node.string("direction") ?? "forward" {
        case "forward": return [false]
        case "reverse": return [true]
        case "bidirectional": return [false, true]
        case let other: throw Diagnostic("onnx-attribute", "'\(other)' is no direction")
        }
    }

    private static func scans(
        _ kind: ONNXCell.Kind, _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let directions = try directions(node)
        let isBatchFirst = try node.flag("layout")
        let operands = try Operands(kind, &importer, node, directions: directions.count)
        let x = importer.fact(operands.x)
        guard x.rank == 3 else {
            throw Diagnostic("onnx-operand", "\(node.type) takes sequences of rank 3, not \(x.type)")
        }
        let rows = x.shape[operands.axis == 0 ? 1 : 0]
        let activations = try ONNXCellActivation.list(
            node, otherwise: directions.flatMap { _ in kind.activations })
        guard activations.count == kind.activations.count * directions.count else {
            throw Diagnostic("onnx-attribute", "\(node.type) names \(activations.count) activations")
        }
        importer.file.ledger.note(node.label, "a scan for each direction; gates stay in the order of the weights")
        if kind == .lstm, node.has("clip") {
            importer.file.ledger.note(node.label, "clip holds the sums of the gates, not the state, as in onnxruntime")
        }
        var results: [[ONNXOperand]] = []
        for (way, isReversed) in directions.enumerated() {
            let weights = try operands.weights(&importer, way, isReversed: isReversed)
            let own = activations[(way * kind.activations.count)..<((way + 1) * kind.activations.count)]
            let cell = ONNXCell(
                kind: kind, type: x.elementType, rows: rows, width: x.shape[2], units: operands.units,
                activations: Array(own), clip: try node.real("clip").flatMap { $0 > 0 ? $0 : nil },
                couples: try node.flag("input_forget"), resetsAfter: try node.flag("linear_before_reset"),
                weights: weights)
            var inputs: [ONNXOperand?] = []
            for initial in operands.initial {
                let given = try initial.map { initial throws(Diagnostic) in
                    let suffix = isReversed ? ".reverse" : ".forward"
                    return try importer.part(initial, way, axis: isBatchFirst ? 1 : 0, as: suffix)
                }
                let zeros = Op.Full(x.elementType, [rows, Dimension(operands.units)], 0)
                inputs.append(given == nil ? try importer.one(zeros) : given)
            }
            inputs.append(operands.x)
            inputs += weights.all.map(Optional.some)
            if let lengths = operands.lengths { inputs.append(lengths) }
            let scan = Op.Scan(
                body: try cell.body(), carried: kind.states, scanned: 1, axis: operands.axis, reverse: isReversed,
                hasLengths: operands.lengths != nil)
            var made = try importer.all(scan, inputs)
            if operands.axis == 1, !isBatchFirst { made[0] = try importer.transposed(made[0], [1, 0, 2]) }
            results.append(made)
        }
        return try joined(&importer, results, isBatchFirst)
    }

    /// The directions side by side: of the sequences behind the axes of steps and rows as far as they come first.
    private static func joined(
        _ importer: inout ONNXGraphImporter, _ results: [[ONNXOperand]], _ isBatchFirst: Bool
    ) throws(Diagnostic) -> [ONNXOperand?] {
        var joined: [ONNXOperand?] = []
        for index in results[0].indices {
            let axis = index == 0 ? (isBatchFirst ? 2 : 1) : (isBatchFirst ? 1 : 0)
            let parts = results.map { $0[index] }
            joined.append(
                parts.count == 1
                    ? try importer.one(Op.Unsqueeze(axis: [axis]), parts[0])
                    : try importer.all(Op.Stack(axis: axis), parts)[0])
        }
        return joined
    }
}

extension ONNXRecurrent {
    /// The operands of a recurrent node.
    private struct Operands {
        let x: ONNXOperand
        /// The axis of x along which the steps lie.
        let axis: Int
        let units: Int
        private let kind: ONNXCell.Kind
        private let directions: Int
        /// Whether the weights of a GRU's last gate stand apart: with the reset gate before the recurrent product.
        private let keepsLast: Bool
        private let bias: ONNXOperand?
        let lengths: ONNXOperand?
        /// The initial states, nil where they are zeros.
        let initial: [ONNXOperand?]
        private let peepholes: ONNXOperand?
        private let input: ONNXOperand
        private let recurrent: ONNXOperand

        init(
            _ kind: ONNXCell.Kind, _ importer: inout ONNXGraphImporter, _ node: ONNXNode, directions: Int
        ) throws(Diagnostic) {
            self.kind = kind
            self.directions = directions
            let resetsAfter = try node.flag("linear_before_reset")
            keepsLast = kind == .gru && !resetsAfter
            let given = try importer.required(node, 0)
            // A single direction steps through what was only turned for this node as it was before.
            if directions == 1, try !node.flag("layout"),
                let (turn, rowsFirst) = importer.source(given, of: Op.Transpose.self), turn.order == [1, 0, 2]
            {
                (x, axis) = (rowsFirst, 1)
            } else {
                (x, axis) = (given, try node.flag("layout") ? 1 : 0)
            }
            input = try importer.required(node, 1)
            recurrent = try importer.required(node, 2)
            bias = try importer.optional(node, 3)
            lengths = try importer.optional(node, 4)
            var states = [try importer.optional(node, 5)]
            if kind == .lstm { states.append(try importer.optional(node, 6)) }
            initial = states
            peepholes = kind == .lstm ? try importer.optional(node, 7) : nil
            let shape = importer.fact(recurrent).shape
            guard shape.count == 3, let units = shape[2].value, units > 0 else {
                throw Diagnostic(
                    "onnx-operand", "the recurrent weights of \(node.type) are \(importer.fact(recurrent).type)",
                    help: "they have the shape [directions, gates · units, units]")
            }
            if let named = try node.integer("hidden_size"), named != units {
                throw Diagnostic("onnx-attribute", "hidden_size is \(named), and the weights are for \(units) units")
            }
            self.units = units
            let gates = Dimension(kind.gates * units)
            let ways = Dimension(directions)
            var wanted: [(String, ONNXOperand, [Dimension])] = [
                ("input weights", input, [ways, gates, importer.fact(x).shape.last ?? 1]),
                ("recurrent weights", recurrent, [ways, gates, Dimension(units)]),
            ]
            if let bias { wanted.append(("biases", bias, [ways, gates * 2])) }
            if let peepholes { wanted.append(("peepholes", peepholes, [ways, Dimension(3 * units)])) }
            for (name, operand, shape) in wanted {
                let type = importer.fact(operand).type
                let differs = zip(type.shape, shape).contains { $0 != $1 && $0.value != nil && $1.value != nil }
                guard type.rank == shape.count, !differs else {
                    throw Diagnostic(
                        "onnx-operand",
                        "the \(name) of \(node.type) are \(type), not \(TensorType(type.elementType, shape))")
                }
            }
        }

        /// The weights of a direction.
        func weights(
            _ importer: inout ONNXGraphImporter, _ way: Int, isReversed: Bool
        ) throws(Diagnostic) -> ONNXRecurrentWeights {
            let suffix = isReversed ? ".reverse" : ".forward"
            var biases: [ONNXOperand] = []
            if let bias {
                let own = try importer.part(bias, way, as: suffix)
                biases = try importer.parts(own, 2, as: [".input", ".recurrent"])
            }
            var seen: [ONNXOperand] = []
            if let peepholes {
                let own = try importer.part(peepholes, way, as: suffix)
                seen = try importer.parts(own, 3, as: [".i", ".o", ".f"])
            }
            let weights = ONNXRecurrentWeights(
                input: try importer.part(input, way, as: suffix),
                recurrent: try importer.part(recurrent, way, as: suffix),
                inputBias: biases.first, recurrentBias: biases.last, peepholes: seen, gates: Array(0..<kind.gates))
            return directions == 1 ? weights.inOwnOrder(importer, keepsLast: keepsLast) : weights
        }
    }
}
