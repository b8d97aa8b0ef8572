import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Operators that ONNX's first version had, and that files of that time still use.
enum ONNXFirstOperators {
    static let mappings: [String: ONNXMapping] = [
        "ImageScaler": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let type = importer.fact(x)
            let scaled = try importer.scaled(x, try node.real("scale", 1))
            guard let bias = try node.reals("bias"), !bias.isEmpty else { return [scaled] }
            guard type.rank > 1, type.shape[1] == Dimension(bias.count) else {
                throw Diagnostic("onnx-attribute", "ImageScaler has \(bias.count) numbers of bias for \(type.type)")
            }
            let shape = [bias.count] + [Int](repeating: 1, count: type.rank - 2)
            let addend = PlainTensor(rounding: bias, type.elementType, shape: shape).tensor
            return [try importer.one(Op.Add(), scaled, .known(addend))]
        },
        "Crop": { importer, node throws(Diagnostic) in [try crop(&importer, node)] },
        "Affine": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let scaled = try importer.scaled(x, try node.real("alpha", 1))
            let beta = ONNXOperand.scalar(try node.real("beta", 0), importer.fact(x).elementType)
            return [try importer.one(Op.Add(), scaled, beta)]
        },
        "Scale": { importer, node throws(Diagnostic) in
            [try importer.scaled(try importer.required(node, 0), try node.real("scale", 1))]
        },
        "ScaledTanh": { importer, node throws(Diagnostic) in
            let scaled = try importer.scaled(try importer.required(node, 0), try node.real("beta", 1))
            return [try importer.scaled(try importer.one(Op.Tanh(), scaled), try node.real("alpha", 1))]
        },
        "ParametricSoftplus": { importer, node throws(Diagnostic) in
            let scaled = try importer.scaled(try importer.required(node, 0), try node.real("beta", 1))
            let softplus = try importer.one(Op.Softplus(threshold: .infinity), scaled)
            return [try importer.scaled(softplus, try node.real("alpha", 1))]
        },
    ]

    /// Borders taken away from pictures, left, top, right and bottom; with a size, what is of it behind left and top.
    private static func crop(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        var x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        guard shape.count == 4, let border = try node.integers("border"), border.count == 4 else {
            throw Diagnostic("onnx-attribute", "Crop takes pictures, and four numbers of border")
        }
        let sizes = try node.integers("scale") ?? []
        for (index, axis) in [2, 3].enumerated() {
            let start = Dimension(border[1 - index])
            let end =
                sizes.count == 2 ? start + Dimension(sizes[index]) : shape[axis] - Dimension(border[3 - index])
            x = try importer.sliced(x, axis, start, end, step: 1)
        }
        return x
    }
}
