import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Pools.
enum ONNXPools {
    static let mappings: [String: ONNXMapping] = [
        "MaxPool": { importer, node throws(Diagnostic) in try maxPool(&importer, node) },
        "AveragePool": { importer, node throws(Diagnostic) in
            let (x, window) = try window(&importer, node)
            let operation = Op.AvgPool(
                kernel: window.kernel, stride: window.stride, pad: window.pad, ceil: window.ceil,
                countPad: try node.flag("count_include_pad"), dilation: window.dilation)
            return [try importer.one(operation, x)]
        },
        "LpPool": { importer, node throws(Diagnostic) in
            let (x, window) = try window(&importer, node)
            let p = importer.opset < 2 ? try node.real("p", 2) : Double(try node.integer("p", 2))
            let operation = Op.LpPool(
                p: p, kernel: window.kernel, stride: window.stride, pad: window.pad, dilation: window.dilation,
                ceil: window.ceil)
            return [try importer.one(operation, x)]
        },
        "GlobalAveragePool": { importer, node throws(Diagnostic) in
            [try importer.one(Op.GlobalAvgPool(), try importer.required(node, 0))]
        },
        "GlobalMaxPool": { importer, node throws(Diagnostic) in
            [try importer.one(Op.GlobalMaxPool(), try importer.required(node, 0))]
        },
        "GlobalLpPool": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let type = importer.fact(x)
            let p = importer.opset < 2 ? try node.real("p", 2) : Double(try node.integer("p", 2))
            let axes = Array(2..<max(type.rank, 2))
            let powers = try importer.one(
                Op.Power(), try importer.one(Op.Abs(), x), .scalar(p, type.elementType))
            let sum = try importer.one(Op.Sum(axis: axes, keep: true), powers)
            return [try importer.one(Op.Power(), sum, .scalar(1 / p, type.elementType))]
        },
        "MaxUnpool": { importer, node throws(Diagnostic) in [try maxUnpool(&importer, node)] },
        "Col2Im": { importer, node throws(Diagnostic) in
            let size = try importer.sizes(try importer.required(node, 1), "the image_shape of Col2Im")
            let kernel = try importer.integers(try importer.required(node, 2), "the block_shape of Col2Im")
            let operation = Op.Fold(
                size: size, kernel: ONNXGraphImporter.shortened(kernel),
                stride: try importer.short(node, "strides", size.count), pad: try importer.padding(node, size.count),
                dilation: try importer.short(node, "dilations", size.count))
            return [try importer.one(operation, try importer.required(node, 0))]
        },
    ]

    /// The settings of windows that pools have in common.
    private struct Window {
        let kernel: [Int]
        let stride: [Int]
        let pad: Padding
        let dilation: [Int]
        let ceil: Bool
    }

    private static func window(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> (ONNXOperand, Window) {
        let x = try importer.required(node, 0)
        let (axes, kernel) = try kernel(importer, node, x)
        return (
            x,
            Window(
                kernel: ONNXGraphImporter.shortened(kernel),
                stride: try importer.short(node, "strides", axes), pad: try importer.padding(node, axes),
                dilation: try importer.short(node, "dilations", axes),
                ceil: try node.flag("ceil_mode"))
        )
    }

    /// The number of spatial axes and the kernel.
    private static func kernel(
        _ importer: ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand
    ) throws(Diagnostic) -> (axes: Int, kernel: [Int]) {
        let axes = importer.fact(x).rank - 2
        guard let kernel = try node.integers("kernel_shape"), kernel.count == axes, axes > 0 else {
            throw Diagnostic("onnx-attribute", "kernel_shape must have a number for each spatial axis")
        }
        return (axes, kernel)
    }

    private static func maxPool(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let (x, window) = try window(&importer, node)
        let operation = Op.MaxPool(
            kernel: window.kernel, stride: window.stride, pad: window.pad, dilation: window.dilation,
            ceil: window.ceil)
        guard node.hasOutput(1) else { return [try importer.one(operation, x)] }
        let columnMajor = try node.flag("storage_order")
        return try importer.all(Op.MaxPoolWithIndices(operation, columnMajor: columnMajor), [x])
    }

    /// Indices count in what the pool came from; where a larger result is asked for, zeros stand behind that.
    private static func maxUnpool(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let (x, ids) = (try importer.required(node, 0), try importer.required(node, 1))
        let (axes, kernel) = try kernel(importer, node, x)
        let strides = try importer.numbers(node, "strides", axes)
        let pads = try importer.numbers(node, "pads", 2 * axes, byDefault: 0)
        let shape = importer.fact(x).shape
        let sizes = (0..<axes).map { axis in
            (shape[axis + 2] - 1) * Dimension(strides[axis]) + Dimension(kernel[axis] - pads[axis] - pads[axes + axis])
        }
        let result = try importer.one(Op.MaxUnpool(size: sizes), x, ids)
        guard let asked = try importer.optional(node, 2) else { return result }
        let wanted = try importer.integers(asked, "the output_shape of MaxUnpool")
        var added: [Dimension] = []
        for (size, wanted) in zip(importer.fact(result).shape, wanted) {
            guard let size = size.value, wanted >= size else {
                throw importer.unsupported("an output_shape of MaxUnpool that is smaller, or unknown, is not supported")
            }
            added.append(Dimension(wanted - size))
        }
        guard added.count == shape.count else { throw Diagnostic("onnx-operand", "output_shape has the wrong rank") }
        return try importer.padded(result, [Dimension](repeating: 0, count: shape.count) + added, 0, .constant)
    }
}
