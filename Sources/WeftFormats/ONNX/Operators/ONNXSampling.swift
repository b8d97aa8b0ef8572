import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Grids, regions and boxes.
enum ONNXSampling {
    static let mappings: [String: ONNXMapping] = [
        "GridSample": { importer, node throws(Diagnostic) in
            let names = ["bilinear": "linear", "bicubic": "cubic"]
            let given = try node.string("mode") ?? "linear"
            let beyond = try node.string("padding_mode") ?? "zeros"
            guard let mode = Op.GridSample.Mode(rawValue: names[given] ?? given),
                let padding = Op.GridSample.Beyond(rawValue: beyond)
            else { throw Diagnostic("onnx-attribute", "GridSample has no mode \(given) with padding \(beyond)") }
            let operation = Op.GridSample(mode: mode, padding: padding, align: try node.flag("align_corners"))
            return [try importer.one(operation, try importer.required(node, 0), try importer.required(node, 1))]
        },
        "AffineGrid": { importer, node throws(Diagnostic) in
            let sizes = try importer.sizes(try importer.required(node, 1), "the sizes of AffineGrid")
            guard sizes.count > 2 else { throw Diagnostic("onnx-operand", "AffineGrid needs N, C and spatial sizes") }
            let operation = Op.AffineGrid(size: Array(sizes.dropFirst(2)), align: try node.flag("align_corners"))
            return [try importer.one(operation, try importer.required(node, 0))]
        },
        "RoiAlign": { importer, node throws(Diagnostic) in [try roiAlign(&importer, node)] },
        "MaxRoiPool": { importer, node throws(Diagnostic) in
            guard let sizes = try node.integers("pooled_shape"), sizes.count == 2 else {
                throw Diagnostic("onnx-attribute", "MaxRoiPool needs two numbers in pooled_shape")
            }
            let operation = Op.MaxRoiPool(
                height: Dimension(sizes[0]), width: Dimension(sizes[1]), scale: try node.real("spatial_scale", 1))
            return [try importer.one(operation, try importer.required(node, 0), try importer.required(node, 1))]
        },
        "NonMaxSuppression": { importer, node throws(Diagnostic) in
            let operation = Op.NonMaxSuppression(center: try node.flag("center_point_box"))
            var operands: [ONNXOperand?] = []
            for index in 0..<5 { operands.append(try importer.optional(node, index)) }
            return [try importer.cast(try importer.all(operation, operands)[0], to: .i64)]
        },
    ]

    private static func roiAlign(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let byDefault = importer.opset < 16 ? "output_half_pixel" : "half_pixel"
        let coordinates = try node.string("coordinate_transformation_mode") ?? byDefault
        let mode = try node.string("mode") ?? "avg"
        guard let mode = Op.RoiAlign.Mode(rawValue: mode),
            coordinates == "half_pixel" || coordinates == "output_half_pixel"
        else { throw Diagnostic("onnx-attribute", "RoiAlign has no mode \(mode) with \(coordinates)") }
        let operation = Op.RoiAlign(
            height: Dimension(try node.integer("output_height", 1)),
            width: Dimension(try node.integer("output_width", 1)), scale: try node.real("spatial_scale", 1),
            samples: try node.integer("sampling_ratio", 0), mode: mode, halfPixel: coordinates == "half_pixel")
        return try importer.one(
            operation, try importer.required(node, 0), try importer.required(node, 1), try importer.required(node, 2))
    }
}
