import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Resampling.
enum ONNXResize {
    static let mappings: [String: ONNXMapping] = [
        "Resize": { importer, node throws(Diagnostic) in [try resize(&importer, node)] },
        "Upsample": { importer, node throws(Diagnostic) in [try upsample(&importer, node)] },
    ]

    /// The first form: scales, and positions that are asymmetric.
    private static func upsample(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let rank = importer.fact(x).rank
        var scales = try node.reals("scales") ?? []
        if let width = try node.real("width_scale"), let height = try node.real("height_scale"), rank >= 2 {
            scales = [Double](repeating: 1, count: rank - 2) + [height, width]
        }
        if importer.opset >= 9 { scales = try importer.reals(try importer.required(node, 1), "the scales of Upsample") }
        let mode = try mode(try node.string("mode") ?? "nearest")
        return try resized(
            &importer, x, Target(axes: Array(0..<rank), scales: scales),
            Op.Resize(mode: mode, coordinates: .asymmetric, rounding: .floor))
    }

    /// What an axis is to become.
    private struct Target {
        var axes: [Int]
        var scales: [Double] = []
        var sizes: [Dimension] = []
        var region: [Double] = []
    }

    private static func resize(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand
    {
        let x = try importer.required(node, 0)
        let type = importer.fact(x)
        let mode = try mode(try node.string("mode") ?? "nearest")
        var target = Target(axes: Array(0..<type.rank))
        if importer.opset < 11 {
            target.scales = try importer.reals(try importer.required(node, 1), "the scales of Resize")
            return try resized(
                &importer, x, target, Op.Resize(mode: mode, coordinates: .asymmetric, rounding: .floor))
        }
        if let axes = try node.integers("axes") { target.axes = try importer.resolved(axes, type.rank) }
        let coordinates = try coordinates(node)
        if coordinates == .crop, let region = try importer.optional(node, 1) {
            target.region = try importer.reals(region, "the region of Resize")
        }
        if let scales = try importer.optional(node, 2), importer.fact(scales).type.elementCount != 0 {
            target.scales = try importer.reals(scales, "the scales of Resize")
        } else if let sizes = try importer.optional(node, 3) {
            target.sizes = try importer.sizes(sizes, "the sizes of Resize")
            if target.axes.first == 0, let first = target.sizes.first {
                target.sizes[0] = importer.freeingBatch(first, of: type.shape)
            }
            try keepRatio(&target, type, try node.string("keep_aspect_ratio_policy") ?? "stretch")
        }
        let rounding = try node.string("nearest_mode") ?? "round_prefer_floor"
        guard let rounding = Op.Resize.Rounding(rawValue: rounding) else {
            throw Diagnostic("onnx-attribute", "'\(rounding)' is no nearest_mode of Resize")
        }
        let isCubic = mode == .cubic
        return try resized(
            &importer, x, target,
            Op.Resize(
                mode: mode, coordinates: coordinates, rounding: mode == .nearest ? rounding : .floor,
                coefficient: isCubic ? try node.real("cubic_coeff_a", -0.75) : -0.75,
                excludeOutside: isCubic ? try node.flag("exclude_outside") : false,
                antialias: mode == .nearest ? false : try node.flag("antialias"),
                outside: coordinates == .crop ? try node.real("extrapolation_value", 0) : 0))
    }

    private static func mode(_ name: String) throws(Diagnostic) -> Op.Resize.Mode {
        let name = name == "bilinear" ? "linear" : name
        guard let mode = Op.Resize.Mode(rawValue: name) else {
            throw Diagnostic("onnx-attribute", "'\(name)' is no mode of resampling")
        }
        return mode
    }

    private static func coordinates(_ node: ONNXNode) throws(Diagnostic) -> Op.Resize.Coordinates {
        let name = try node.string("coordinate_transformation_mode") ?? "half_pixel"
        guard let coordinates = Op.Resize.Coordinates(rawValue: name) else {
            throw Diagnostic("onnx-attribute", "'\(name)' is no coordinate_transformation_mode of Resize")
        }
        return coordinates
    }

    /// Sizes of one scale for all axes: the smallest or the largest of those that were asked for.
    private static func keepRatio(_ target: inout Target, _ type: Fact, _ policy: String) throws(Diagnostic) {
        if policy == "stretch" { return }
        guard target.sizes.count == target.axes.count, policy == "not_larger" || policy == "not_smaller" else {
            throw Diagnostic("onnx-attribute", "'\(policy)' is no keep_aspect_ratio_policy, or the sizes do not fit")
        }
        var ratios: [Double] = []
        for (axis, size) in zip(target.axes, target.sizes) {
            guard let from = type.shape[axis].value, let to = size.value, from > 0 else {
                throw Diagnostic(
                    "onnx-unsupported", "Resize that keeps the ratio of sizes that are not known is not supported")
            }
            ratios.append(Double(to) / Double(from))
        }
        guard let ratio = policy == "not_larger" ? ratios.min() : ratios.max() else { return }
        target.sizes = target.axes.map { axis in
            Dimension(Int((Double(type.shape[axis].value ?? 0) * ratio + 0.5).rounded(.down)))
        }
    }

    /// The axes that change, resampled; they are named only if they are not just the spatial ones.
    private static func resized(
        _ importer: inout ONNXGraphImporter, _ x: ONNXOperand, _ target: Target, _ base: Op.Resize
    ) throws(Diagnostic) -> ONNXOperand {
        let type = importer.fact(x)
        let count = target.axes.count
        guard target.scales.count == count || target.sizes.count == count,
            target.region.isEmpty || target.region.count == 2 * count
        else { throw Diagnostic("onnx-operand", "Resize needs a scale or a size for each axis") }
        let usesScales = target.scales.count == count
        var kept: [Int] = []
        for (index, axis) in target.axes.enumerated() {
            let stays = usesScales ? target.scales[index] == 1 : target.sizes[index] == type.shape[axis]
            let isWhole = target.region.isEmpty || target.region[index] == 0 && target.region[count + index] == 1
            if !(stays && isWhole) { kept.append(index) }
        }
        guard !kept.isEmpty else { return x }
        var places = kept.map { target.axes[$0] }
        // All spatial axes together need no names, and those that stay may as well be among them.
        let spatial = Array(2..<max(type.rank, 2))
        let chosen = spatial.compactMap { axis in target.axes.firstIndex(of: axis) }
        if places.allSatisfy({ $0 >= 2 }), type.rank > 2, chosen.count == spatial.count {
            (kept, places) = (chosen, [])
        }
        var operation = base
        operation.axes = places
        if usesScales {
            operation.scale = kept.map { target.scales[$0] }
        } else {
            operation.size = kept.map { target.sizes[$0] }
        }
        if !target.region.isEmpty {
            operation.crop = kept.map { target.region[$0] } + kept.map { target.region[count + $0] }
        }
        if let first = operation.scale.first, operation.axes.isEmpty, operation.scale.allSatisfy({ $0 == first }) {
            operation.scale = [first]
        }
        return try importer.one(plain(operation), x)
    }

    /// The form without names of settings that are ours where nothing is said.
    private static func plain(_ operation: Op.Resize) -> Op.Resize {
        var result = operation
        // Each element of the input repeated: both ways to place the middle of the copies round to it.
        let repeats = !operation.scale.isEmpty && operation.scale.allSatisfy { $0 >= 1 && $0 == $0.rounded() }
        if operation.coordinates == .alignCorners {
            // Scales that give no whole sizes place the last element elsewhere.
            if operation.mode != .nearest, operation.scale.isEmpty || repeats {
                (result.coordinates, result.align) = (nil, true)
            }
        } else if operation.mode == .nearest {
            let isMiddle =
                operation.coordinates == .halfPixel
                && (operation.rounding == .halfDown || operation.rounding == .halfUp)
            if repeats && isMiddle { (result.coordinates, result.rounding) = (nil, .floor) }
            if operation.coordinates == .asymmetric { result.coordinates = nil }
        } else if operation.coordinates == .halfPixel {
            result.coordinates = nil
        }
        return result
    }
}
