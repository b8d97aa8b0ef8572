import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Resize: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axes =
            self.axes.isEmpty ? Array(2..<fact.rank) : try self.axes.map { (a) throws(Diagnostic) in try fact.axis(a) }
        let usual: Coordinates = mode == .nearest ? .asymmetric : align ? .alignCorners : .halfPixel
        let coordinates = self.coordinates ?? (crop == nil ? usual : .crop)
        var attributes: [ExportedAttribute] = [
            .text("mode", mode.rawValue), .text("coordinate_transformation_mode", coordinates.rawValue),
        ]
        if coordinates == .halfPixelSymmetric { try onnx.require(19, "Resize with half_pixel_symmetric") }
        if mode == .nearest { attributes.append(.text("nearest_mode", rounding.rawValue)) }
        if mode == .cubic { attributes.append(.real("cubic_coeff_a", coefficient)) }
        if excludeOutside { attributes.append(.flag("exclude_outside", true)) }
        if outside != 0 { attributes.append(.real("extrapolation_value", outside)) }
        if antialias {
            try onnx.require(18, "Resize with antialias")
            attributes.append(.flag("antialias", true))
        }
        onnx.note("coordinates are \(coordinates.rawValue)")
        let shown = crop.map { region(of: $0, axes, rank: fact.rank) }
        let roi = shown.map { onnx.constant($0, .f32, shape: [2 * fact.rank]) } ?? ""
        if scale.isEmpty {
            return [onnx.add("Resize", [call.x, roi, "", try onnx.sizes(call.results[0].shape)], attributes)]
        }
        var scales = [Double](repeating: 1, count: fact.rank)
        for (place, axis) in axes.enumerated() { scales[axis] = scale[scale.count == 1 ? 0 : place] }
        return [onnx.add("Resize", [call.x, roi, onnx.constant(scales, .f32, shape: [fact.rank])], attributes)]
    }

    /// The part that is shown, for all axes: the starts, then the ends.
    private func region(of crop: [Double], _ axes: [Int], rank: Int) -> [Double] {
        var result = [Double](repeating: 0, count: rank) + [Double](repeating: 1, count: rank)
        for (place, axis) in axes.enumerated() {
            result[axis] = crop[place]
            result[axis + rank] = crop[place + axes.count]
        }
        return result
    }
}

extension Op.GridSample: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        if try call.fact().rank != 4 { try onnx.require(20, "GridSample of \(try call.fact().rank - 2) axes") }
        let old = [Mode.linear: "bilinear", .cubic: "bicubic", .nearest: "nearest"]
        let name = onnx.opset >= 20 ? mode.rawValue : old[mode] ?? mode.rawValue
        return [
            onnx.add(
                "GridSample", call.operands,
                [.text("mode", name), .text("padding_mode", padding.rawValue), .flag("align_corners", align)])
        ]
    }
}

extension Op.AffineGrid: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let sizes = try onnx.sizes([try call.fact().shape[0], 1] + size)
        return [onnx.add("AffineGrid", [call.x, sizes], [.flag("align_corners", align)])]
    }
}

extension Op.RoiAlign: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard let height = height.value, let width = width.value else {
            throw Diagnostic("cannot-export", "ONNX's RoiAlign gives planes of known size")
        }
        if halfPixel { try onnx.require(16, "RoiAlign with half_pixel") }
        var attributes: [ExportedAttribute] = [
            .integer("output_height", height), .integer("output_width", width), .real("spatial_scale", scale),
            .integer("sampling_ratio", samples), .text("mode", mode.rawValue),
        ]
        if onnx.opset >= 16 {
            let coordinates = halfPixel ? "half_pixel" : "output_half_pixel"
            attributes.append(.text("coordinate_transformation_mode", coordinates))
        }
        let rows = try onnx.indices(call, 2)
        return [onnx.add("RoiAlign", [call.x, call.operand(1), rows], attributes)]
    }
}

extension Op.MaxRoiPool: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard let height = height.value, let width = width.value else {
            throw Diagnostic("cannot-export", "ONNX's MaxRoiPool gives planes of known size")
        }
        return [
            onnx.add(
                "MaxRoiPool", call.operands,
                [.integers("pooled_shape", [height, width]), .real("spatial_scale", scale)])
        ]
    }
}

extension Op.NonMaxSuppression: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("NonMaxSuppression", call.operands, [.flag("center_point_box", center)])]
    }
}
