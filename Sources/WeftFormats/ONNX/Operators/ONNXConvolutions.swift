import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Convolutions.
enum ONNXConvolutions {
    static let mappings: [String: ONNXMapping] = [
        "Conv": { importer, node throws(Diagnostic) in [try conv(&importer, node)] },
        "ConvTranspose": { importer, node throws(Diagnostic) in [try convTranspose(&importer, node)] },
        "DeformConv": { importer, node throws(Diagnostic) in
            let (x, weight) = (try importer.required(node, 0), try importer.required(node, 1))
            let axes = importer.fact(x).rank - 2
            let operation = Op.DeformConv(
                stride: try importer.short(node, "strides", axes), pad: try importer.padding(node, axes),
                dilation: try importer.short(node, "dilations", axes), groups: try node.integer("group", 1),
                parts: try node.integer("offset_group", 1))
            return [
                try importer.one(
                    operation, x, weight, try importer.required(node, 2), try importer.optional(node, 3),
                    try importer.optional(node, 4))
            ]
        },
        "CausalConvWithState": { importer, node throws(Diagnostic) in try causalConv(&importer, node) },
    ]

    private static func conv(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let (x, weight) = (try importer.required(node, 0), try importer.required(node, 1))
        let axes = importer.fact(x).rank - 2
        try importer.checkKernel(node, of: weight)
        let operation = Op.Conv(
            stride: try importer.short(node, "strides", axes), pad: try importer.padding(node, axes),
            dilation: try importer.short(node, "dilations", axes), groups: try node.integer("group", 1))
        return try importer.one(operation, x, weight, try importer.optional(node, 2))
    }

    /// Sizes that are asked for become pads: what is too much is taken away at both ends, an odd one where auto_pad
    /// says.
    private static func convTranspose(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let (x, weight) = (try importer.required(node, 0), try importer.required(node, 1))
        let (shape, kernel) = (importer.fact(x).shape, importer.fact(weight).shape)
        let axes = shape.count - 2
        try importer.checkKernel(node, of: weight)
        let strides = try importer.numbers(node, "strides", axes)
        let dilations = try importer.numbers(node, "dilations", axes)
        var outputPads = try importer.numbers(node, "output_padding", axes, byDefault: 0)
        var pad = try importer.padding(node, axes)
        let autoPad = try node.string("auto_pad") ?? "NOTSET"
        let asked = try node.integers("output_shape").map { Array($0.suffix(axes)) }
        if asked != nil || autoPad.hasPrefix("SAME") {
            var (before, after): ([Int], [Int]) = ([], [])
            for axis in 0..<axes {
                guard let taps = kernel[axis + 2].value else {
                    throw importer.unsupported("a kernel of a size that is not known is not supported")
                }
                let reach = (taps - 1) * dilations[axis] + 1
                let total: Int
                if let asked, axis < asked.count {
                    guard let size = shape[axis + 2].value else {
                        throw importer.unsupported("output_shape where the size of x is free is not supported")
                    }
                    total = strides[axis] * (size - 1) + outputPads[axis] + reach - asked[axis]
                } else {
                    total = outputPads[axis] + reach - strides[axis]
                }
                if total < 0 { outputPads[axis] -= total }
                let amount = max(total, 0)
                // The odd one stands at the end with SAME_UPPER, at the beginning otherwise.
                let first = autoPad == "SAME_UPPER" ? amount / 2 : amount - amount / 2
                before.append(first)
                after.append(amount - first)
            }
            pad = ONNXGraphImporter.shortened(pads: before + after)
        }
        let operation = Op.ConvTranspose(
            stride: ONNXGraphImporter.shortened(strides), pad: pad,
            dilation: ONNXGraphImporter.shortened(dilations), groups: try node.integer("group", 1),
            outputPad: ONNXGraphImporter.shortened(outputPads))
        return try importer.one(operation, x, weight, try importer.optional(node, 2))
    }

    /// A causal depthwise convolution over time that takes the last steps before this piece, and gives those after it.
    private static func causalConv(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let (x, weight) = (try importer.required(node, 0), try importer.required(node, 1))
        let (shape, kernel) = (importer.fact(x).shape, importer.fact(weight).shape)
        guard shape.count == 3, kernel.count == 3, let channels = kernel[0].value, let taps = kernel[2].value else {
            throw importer.unsupported("CausalConvWithState over several axes, or of unknown sizes, is not supported")
        }
        let type = importer.fact(x).elementType
        let past: ONNXOperand
        if let given = try importer.optional(node, 3) {
            past = given
        } else {
            past = try importer.all(Op.Full(type, [shape[0], shape[1], Dimension(taps - 1)], 0), [])[0]
        }
        let whole = try importer.one(Op.Concat(axis: 2), past, x)
        let convolved = try importer.one(
            Op.Conv(groups: channels), whole, weight, try importer.optional(node, 2))
        let size = importer.fact(whole).shape[2]
        let present = try importer.one(Op.Slice(axis: 2, from: size - Dimension(taps - 1), to: size), whole)
        let activation = try node.string("activation") ?? "none"
        let isSilu = activation == "silu" || activation == "swish"
        guard isSilu || activation == "none" else {
            throw importer.unsupported("the activation \(activation) of CausalConvWithState is not supported")
        }
        return [isSilu ? try importer.one(Op.Silu(), convolved) : convolved, present]
    }
}

extension ONNXGraphImporter {
    /// A setting with a number for each spatial axis.
    func numbers(
        _ node: ONNXNode, _ name: String, _ axes: Int, byDefault number: Int = 1
    ) throws(Diagnostic) -> [Int] {
        guard let values = try node.integers(name), !values.isEmpty else {
            return [Int](repeating: number, count: max(axes, 1))
        }
        guard values.count == axes else {
            throw Diagnostic("onnx-attribute", "'\(name)' has \(values.count) numbers for \(axes) spatial axes")
        }
        return values
    }

    /// The same, and where all numbers are equal that one alone, which is how ours are written.
    func short(_ node: ONNXNode, _ name: String, _ axes: Int) throws(Diagnostic) -> [Int] {
        ONNXGraphImporter.shortened(try numbers(node, name, axes))
    }

    /// One number where all are equal.
    static func shortened(_ numbers: [Int]) -> [Int] {
        guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else { return numbers }
        return [first]
    }

    /// Pads as ours are written: one number, or one for each axis where both ends have the same, or all of them.
    static func shortened(pads: [Int]) -> Padding {
        let (before, after) = (Array(pads.prefix(pads.count / 2)), Array(pads.suffix(pads.count / 2)))
        return .explicit(before == after ? shortened(before) : pads)
    }

    /// The padding of windows; all befores, then all afters, as ours.
    mutating func padding(_ node: ONNXNode, _ axes: Int) throws(Diagnostic) -> Padding {
        switch try node.string("auto_pad") ?? "NOTSET" {
        case "NOTSET", "":
            guard let pads = try node.integers("pads"), !pads.isEmpty else { return 0 }
            guard pads.count == 2 * axes else {
                throw Diagnostic("onnx-attribute", "'pads' has \(pads.count) numbers for \(axes) spatial axes")
            }
            return ONNXGraphImporter.shortened(pads: pads)
        case "VALID": return 0
        case "SAME_UPPER":
            file.ledger.note(node.label, "auto_pad SAME_UPPER: the odd one of padding stands at the end")
            return .same
        case "SAME_LOWER":
            file.ledger.note(node.label, "auto_pad SAME_LOWER: the odd one of padding stands at the beginning")
            return .sameLower
        case let other: throw Diagnostic("onnx-attribute", "auto_pad must not be '\(other)'")
        }
    }

    /// The kernel that a setting declares must be the weight's.
    func checkKernel(_ node: ONNXNode, of weight: ONNXOperand) throws(Diagnostic) {
        guard let declared = try node.integers("kernel_shape"), !declared.isEmpty else { return }
        let known = fact(weight).shape.dropFirst(2).map(\.value)
        guard known.count == declared.count, zip(known, declared).allSatisfy({ $0 == nil || $0 == $1 }) else {
            throw Diagnostic(
                "onnx-attribute", "kernel_shape is \(declared), and the weight is \(fact(weight).type)")
        }
    }
}
