import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Pools.
enum ONNXPools {
    static let mappings: [String: ONNXMapping] = [
        "MaxPool": { importer, node throws(Diagnostic) in try maxPool(&importer, node) },
        "AveragePool": { importer, node throws(Diagnostic) in [try averagePool(&importer, node)] },
        "GlobalAveragePool": { importer, node throws(Diagnostic) in
            [try importer.one(Op.GlobalAvgPool(), try importer.required(node, 0))]
        },
        "GlobalMaxPool": { importer, node throws(Diagnostic) in
            [try importer.one(Op.GlobalMaxPool(), try importer.required(node, 0))]
        },
    ]

    private static func maxPool(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let x = try importer.required(node, 0)
        let (axes, kernel) = try window(&importer, node, x)
        guard !node.hasOutput(1) else { throw importer.unsupported("MaxPool with indices is not supported") }
        let operation = Op.MaxPool(
            kernel: kernel, stride: try importer.numbers(node, "strides", axes),
            pad: try importer.padding(node, axes), dilation: try importer.numbers(node, "dilations", axes),
            ceil: try node.flag("ceil_mode"))
        return [try importer.one(operation, x)]
    }

    private static func averagePool(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let (axes, kernel) = try window(&importer, node, x)
        guard try importer.numbers(node, "dilations", axes).allSatisfy({ $0 == 1 }) else {
            throw importer.unsupported("AveragePool with dilations is not supported")
        }
        let operation = Op.AvgPool(
            kernel: kernel, stride: try importer.numbers(node, "strides", axes),
            pad: try importer.padding(node, axes), ceil: try node.flag("ceil_mode"),
            countPad: try node.flag("count_include_pad"))
        return try importer.one(operation, x)
    }

    /// The number of spatial axes and the kernel.
    static func window(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand
    ) throws(Diagnostic) -> (axes: Int, kernel: [Int]) {
        let axes = importer.fact(x).rank - 2
        guard let kernel = try node.integers("kernel_shape"), kernel.count == axes, axes > 0 else {
            throw Diagnostic("onnx-attribute", "kernel_shape must have a number for each spatial axis")
        }
        return (axes, kernel)
    }
}
