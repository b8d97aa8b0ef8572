import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Fourier transforms, and what goes before and behind them.
enum ONNXFourier {
    static let mappings: [String: ONNXMapping] = [
        "DFT": { importer, node throws(Diagnostic) in [try transform(&importer, node)] },
        "STFT": { importer, node throws(Diagnostic) in [try shortTransform(&importer, node)] },
        "HannWindow": { importer, node throws(Diagnostic) in [try window(&importer, node, [0.5, -0.5])] },
        "HammingWindow": { importer, node throws(Diagnostic) in
            [try window(&importer, node, [25.0 / 46, -21.0 / 46])]
        },
        "BlackmanWindow": { importer, node throws(Diagnostic) in [try window(&importer, node, [0.42, -0.5, 0.08])] },
        "MelWeightMatrix": { importer, node throws(Diagnostic) in [try melWeights(&importer, node)] },
    ]

    /// The axis is a setting, and from version 20 on an operand.
    private static func transform(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        var axis = importer.opset < 20 ? try node.integer("axis", 1) : -2
        if importer.opset >= 20, let operand = try importer.optional(node, 2) {
            axis = try importer.integers(operand, "the axis of DFT").first ?? -2
        }
        return try importer.one(
            Op.Dft(
                axis: axis, length: try size(&importer, node, 1, "the length of DFT"),
                inverse: try node.flag("inverse"), onesided: try node.flag("onesided")), x)
    }

    /// A transform of each frame of a signal, as a window weighs it.
    private static func shortTransform(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        var signal = try importer.required(node, 0)
        if importer.fact(signal).rank == 2 { signal = try importer.one(Op.Unsqueeze(axis: [2]), signal) }
        let fact = importer.fact(signal)
        guard fact.rank == 3 else {
            throw Diagnostic("onnx-operand", "STFT takes a signal of rank 3, not \(fact.type)")
        }
        let step = try importer.integers(try importer.required(node, 1), "the step of STFT").first ?? 0
        let window = try importer.optional(node, 2)
        let length =
            try size(&importer, node, 3, "the length of STFT") ?? window.map { importer.fact($0).shape.first ?? 1 }
            ?? fact.shape[1]
        var frames = try importer.one(Op.Frames(size: length, step: step, axis: 1), signal)
        if let window {
            frames = try importer.one(Op.Multiply(), frames, try importer.one(Op.Unsqueeze(axis: [1]), window))
        }
        return try importer.one(Op.Dft(axis: 2, onesided: try node.flag("onesided", true)), frames)
    }

    /// An operand that is a size; nil where it is left out.
    private static func size(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ index: Int, _ what: String
    ) throws(Diagnostic) -> Dimension? {
        guard let operand = try importer.optional(node, index) else { return nil }
        return try importer.sizes(operand, what).first
    }

    /// A sum of cosines over one period, which ends at the last number or, for a transform, right behind it.
    private static func window(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ weights: [Double]
    ) throws(Diagnostic) -> ONNXOperand {
        guard let count = try size(&importer, node, 0, "the size of \(node.type)") else {
            throw Diagnostic("onnx-operand", "the size of \(node.type) is missing")
        }
        let type = try node.outputType()
        let period = try node.flag("periodic", true) ? count : Dimension.maximum(count - 1, 1)
        let places = try importer.cast(try importer.counted(count), to: .f64)
        let length = try importer.cast(try importer.tensor(of: [period], rank: 0), to: .f64)
        let turns = try importer.one(Op.Divide(), places, length)
        var sum = try importer.one(Op.Full(.f64, [count], weights[0]))
        for (index, weight) in weights.enumerated().dropFirst() {
            let angle = try importer.one(Op.Multiply(), turns, .scalar(2 * Double.pi * Double(index), .f64))
            let term = try importer.one(
                Op.Multiply(), try importer.one(Op.Cos(), angle), .scalar(weight, .f64))
            sum = try importer.one(Op.Add(), sum, term)
        }
        return try importer.cast(sum, to: type)
    }

    /// Triangles on the mel scale, `2595 · log₁₀(1 + f / 700)`, a column for each band. Their corners are whole bins.
    private static func melWeights(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        var numbers: [Double] = []
        for index in 0..<5 {
            let values = try importer.reals(try importer.required(node, index), "the operands of MelWeightMatrix")
            guard values.count == 1 else {
                throw Diagnostic("onnx-operand", "the operands of MelWeightMatrix are single numbers")
            }
            numbers.append(values[0])
        }
        let limit = 1 << 24
        guard numbers.allSatisfy({ $0 >= 0 && $0 < Double(limit) }), numbers[2] >= 1 else {
            throw Diagnostic("onnx-operand", "the operands of MelWeightMatrix are numbers from 0 to \(limit)")
        }
        let (bands, bins) = (Int(numbers[0]), Int(numbers[1]) / 2 + 1)
        guard bands * bins <= limit else {
            throw Diagnostic("onnx-operand", "a MelWeightMatrix of \(bins) × \(bands) is too large")
        }
        func mel(_ frequency: Double) -> Double { 2595 * Maths.log1p(frequency / 700) / Maths.log(10) }
        let (low, high) = (mel(numbers[3]), mel(numbers[4]))
        let step = (high - low) / Double(bands + 2)
        let corners = (0..<(bands + 2)).map { index in
            let frequency = 700 * Maths.expm1((low + Double(index) * step) / 2595 * Maths.log(10))
            return Int(((Double(Int(numbers[1]) + 1) * frequency) / numbers[2]).rounded(.down))
        }
        guard corners.allSatisfy({ (0...bins).contains($0) }) else {
            throw Diagnostic(
                "onnx-operand", "the highest frequency of MelWeightMatrix lies beyond the last of \(bins) bins")
        }
        var weights = [Double](repeating: 0, count: bins * bands)
        for band in 0..<bands {
            let (left, centre, right) = (corners[band], corners[band + 1], corners[band + 2])
            for bin in left..<max(centre, left) {
                weights[bin * bands + band] = Double(bin - left) / Double(centre - left)
            }
            if centre < bins { weights[centre * bands + band] = 1 }
            for bin in centre..<max(right, centre) {
                weights[bin * bands + band] = Double(right - bin) / Double(right - centre)
            }
        }
        return .known(Tensor(weights, try node.outputType(), shape: [bins, bands]))
    }
}

extension ONNXNode {
    /// The element type that a window's node names.
    fileprivate func outputType() throws(Diagnostic) -> ElementType { try elementType("output_datatype") ?? .f32 }
}
