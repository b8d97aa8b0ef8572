import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Operators that give the same elements another shape or order.
enum ONNXShapes {
    static let mappings: [String: ONNXMapping] = [
        "Reshape": { importer, node throws(Diagnostic) in [try reshape(&importer, node)] },
        "Flatten": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let rank = importer.fact(x).rank
            let axis = try node.integer("axis", 1)
            let start = axis < 0 ? axis + rank : axis
            guard (0...rank).contains(start) else { throw Diagnostic("onnx-axis", "there is no axis \(axis)") }
            if start == 1, rank > 1 { return [try importer.one(Op.Flatten(axis: 1), x)] }
            return [try importer.flattened(x, start)]
        },
        "Transpose": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let rank = importer.fact(x).rank
            let order = try node.integers("perm") ?? Array((0..<rank).reversed())
            return [rank == 0 ? x : try importer.transposed(x, order)]
        },
        "Squeeze": { importer, node throws(Diagnostic) in [try squeeze(&importer, node)] },
        "Unsqueeze": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            guard let axes = try importer.axes(node, version: 13) else {
                throw Diagnostic("onnx-attribute", "Unsqueeze must say which axes are new")
            }
            let rank = importer.fact(x).rank + axes.count
            let places = try importer.resolved(axes, rank)
            return [places.isEmpty ? x : try importer.one(Op.Unsqueeze(axis: places.sorted()), x)]
        },
        "Expand": { importer, node throws(Diagnostic) in [try expand(&importer, node)] },
        "Tile": { importer, node throws(Diagnostic) in [try tile(&importer, node)] },
        "Concat": { importer, node throws(Diagnostic) in [try concat(&importer, node)] },
        "Split": { importer, node throws(Diagnostic) in try split(&importer, node) },
        "DepthToSpace": { importer, node throws(Diagnostic) in [try depthToSpace(&importer, node)] },
        "SpaceToDepth": { importer, node throws(Diagnostic) in [try spaceToDepth(&importer, node)] },
    ]

    /// A 0 keeps the size at its place, unless `allowzero` says that it is one; one −1 is what is left.
    private static func reshape(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        var sizes: [Dimension]
        if importer.opset < 5 {
            sizes = try node.integers("shape")?.map { Dimension($0) } ?? []
        } else {
            sizes = try importer.sizes(try importer.required(node, 1), "the sizes of Reshape")
        }
        if try !node.flag("allowzero") {
            for index in sizes.indices where sizes[index] == 0 {
                guard index < shape.count else {
                    throw Diagnostic("onnx-shape", "Reshape keeps the size of axis \(index), which x does not have")
                }
                sizes[index] = shape[index]
            }
        }
        return try importer.reshaped(x, importer.freeingBatch(sizes, of: shape, node))
    }

    private static func squeeze(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        let axes = try importer.axes(node, version: 13)
        let places = try axes.map { axes throws(Diagnostic) in try importer.resolved(axes, shape.count) }
        let chosen = (places ?? shape.indices.filter { importer.isOne(shape[$0]) }).sorted()
        if let (wrapped, inner) = importer.source(x, of: Op.Unsqueeze.self), wrapped.axis == chosen { return inner }
        return chosen.isEmpty ? x : try importer.one(Op.Squeeze(axis: chosen), x)
    }

    /// Sizes meet by broadcasting: where the given one is 1, that of x stays.
    private static func expand(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        var sizes = try importer.sizes(try importer.required(node, 1), "the sizes of Expand")
        if sizes.count < shape.count { sizes = Array(repeating: 1, count: shape.count - sizes.count) + sizes }
        let offset = sizes.count - shape.count
        for index in sizes.indices where index >= offset {
            let own = shape[index - offset]
            if sizes[index] == 1 || sizes[index] == own { sizes[index] = own }
        }
        return sizes == shape ? x : try importer.one(Op.Expand(sizes: sizes), x)
    }

    private static func tile(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        var times: [Dimension]
        if importer.opset < 6 {
            let (count, axis) = (try importer.required(node, 1), try importer.required(node, 2))
            times = Array(repeating: 1, count: importer.fact(x).rank)
            let place = try importer.resolved(
                Int(try importer.reals(axis, "the axis of Tile").first ?? 0), times.count)
            times[place] = Dimension(Int(try importer.reals(count, "the number of tiles").first ?? 1))
        } else {
            times = try importer.sizes(try importer.required(node, 1), "the numbers of Tile")
        }
        return times.allSatisfy { $0 == 1 } ? x : try importer.one(Op.Repeat(times: times), x)
    }

    private static func concat(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let parts = try importer.operands(node)
        guard let first = parts.first else { throw Diagnostic("onnx-operand", "Concat has no operands") }
        let axis = try node.integer("axis", 1)
        let place = try importer.resolved(axis, importer.fact(first).rank)
        return parts.count == 1 ? first : try importer.all(Op.Concat(axis: place), parts)[0]
    }

    /// Sizes are given, or the parts are equal; from version 18 on the last equal one may be smaller.
    private static func split(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        let axis = try importer.resolved(try node.integer("axis", 0), shape.count)
        var sizes = try node.integers("split")?.map { Dimension($0) }
        if importer.opset >= 13 || importer.opset < 2, let operand = try importer.optional(node, 1) {
            sizes = try importer.sizes(operand, "the sizes of Split")
        }
        if let sizes { return try importer.all(Op.Split(sizes: sizes, axis: axis), [x]) }
        let count = try node.integer("num_outputs") ?? node.outputs.count
        guard count > 0 else { throw Diagnostic("onnx-operand", "Split has no results") }
        guard let whole = shape[axis].value, whole % count != 0 else {
            return count == 1 ? [x] : try importer.all(Op.Split(parts: count, axis: axis), [x])
        }
        let part = (whole + count - 1) / count
        let parts = (0..<count).map { Dimension(max(min(part, whole - $0 * part), 0)) }
        return try importer.all(Op.Split(sizes: parts, axis: axis), [x])
    }

    /// Channels moved into blocks of space; they are counted blocks first (DCR), or channels first (CRD).
    private static func depthToSpace(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        let block = try blockSize(node, shape)
        if try node.string("mode") == "CRD" { return try importer.one(Op.PixelShuffle(factor: block), x) }
        let r = Dimension(block)
        let channels = shape[1].floorDivided(by: r * r)
        let apart = try importer.reshaped(x, [shape[0], r, r, channels, shape[2], shape[3]])
        let moved = try importer.one(Op.Transpose(order: [0, 3, 4, 1, 5, 2]), apart)
        return try importer.reshaped(moved, [shape[0], channels, shape[2] * r, shape[3] * r])
    }

    private static func spaceToDepth(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        let r = Dimension(try blockSize(node, shape))
        let (height, width) = (shape[2].floorDivided(by: r), shape[3].floorDivided(by: r))
        let apart = try importer.reshaped(x, [shape[0], shape[1], height, r, width, r])
        let moved = try importer.one(Op.Transpose(order: [0, 3, 5, 1, 2, 4]), apart)
        return try importer.reshaped(moved, [shape[0], shape[1] * r * r, height, width])
    }

    private static func blockSize(_ node: ONNXNode, _ shape: [Dimension]) throws(Diagnostic) -> Int {
        guard shape.count == 4, let block = try node.integer("blocksize"), block > 0, block < 1 << 16 else {
            throw Diagnostic("onnx-attribute", "\(node.type) takes rank 4 and a blocksize of at least 1")
        }
        return block
    }
}

extension ONNXGraphImporter {
    /// The axes of a node: from a version on an operand, before that a setting; nil where there are none.
    mutating func axes(_ node: ONNXNode, version: Int) throws(Diagnostic) -> [Int]? {
        guard opset >= version else { return try node.integers("axes") }
        guard let operand = try optional(node, 1) else { return try node.integers("axes") }
        return try integers(operand, "the axes of \(node.type)")
    }

    /// The axes in another order; what is turned back is what it was before.
    mutating func transposed(_ x: ONNXOperand, _ order: [Int]) throws(Diagnostic) -> ONNXOperand {
        if let (first, inner) = source(x, of: Op.Transpose.self), first.order.count == order.count,
            first.order.indices.allSatisfy({ (0..<order.count).contains(order[$0]) && first.order[order[$0]] == $0 })
        {
            return inner
        }
        return try one(Op.Transpose(order: order), x)
    }

    /// The elements under other sizes, or the operand itself where they are its own.
    mutating func reshaped(_ x: ONNXOperand, _ sizes: [Dimension]) throws(Diagnostic) -> ONNXOperand {
        fact(x).shape == sizes ? x : try one(Op.Reshape(sizes: sizes), x)
    }
}
