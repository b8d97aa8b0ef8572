import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Elements and parts named by indices; ours take no negative ones, which are counted from the front first.
enum ONNXIndices {
    static let mappings: [String: ONNXMapping] = [
        "GatherElements": { importer, node throws(Diagnostic) in
            let (x, axis, ids) = try alongAxis(&importer, node)
            return [try importer.one(Op.GatherElements(axis: axis), x, ids)]
        },
        "GatherND": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let batch = try node.integer("batch_dims", 0)
            let ids = try importer.tuplesFromFront(try importer.required(node, 1), of: x, batch: batch)
            if let last = try importer.lastSteps(x, ids, batch: batch) { return [last] }
            return [try importer.one(Op.GatherND(batch: batch), x, ids)]
        },
        "Scatter": { importer, node throws(Diagnostic) in [try scatterElements(&importer, node)] },
        "ScatterElements": { importer, node throws(Diagnostic) in [try scatterElements(&importer, node)] },
        "ScatterND": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let ids = try importer.tuplesFromFront(try importer.required(node, 1), of: x, batch: 0)
            let operation = Op.ScatterND(reduction: try reduction(node))
            return [try importer.one(operation, x, ids, try importer.required(node, 2))]
        },
        "NonZero": { importer, node throws(Diagnostic) in
            [try importer.cast(try importer.one(Op.NonZero(), try importer.required(node, 0)), to: .i64)]
        },
        "Compress": { importer, node throws(Diagnostic) in [try compress(&importer, node)] },
        "OneHot": { importer, node throws(Diagnostic) in [try oneHot(&importer, node)] },
        "Trilu": { importer, node throws(Diagnostic) in [try trilu(&importer, node)] },
        "ReverseSequence": { importer, node throws(Diagnostic) in [try reverseSequence(&importer, node)] },
        "Unique": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            let rank = importer.fact(x).rank
            let axis = try node.integer("axis").map { axis throws(Diagnostic) in try importer.resolved(axis, rank) }
            let results = try importer.all(Op.Unique(axis: axis, sort: try node.flag("sorted", true)), [x])
            var all: [ONNXOperand?] = [results[0]]
            for positions in results.dropFirst() { all.append(try importer.cast(positions, to: .i64)) }
            return all
        },
    ]

    private static func alongAxis(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> (x: ONNXOperand, axis: Int, ids: ONNXOperand) {
        let x = try importer.required(node, 0)
        let axis = try importer.resolved(try node.integer("axis", 0), importer.fact(x).rank)
        guard importer.fact(x).rank > 0 else { throw Diagnostic("onnx-operand", "\(node.type) takes no rank 0") }
        return (x, axis, try importer.fromFront(try importer.required(node, 1), importer.fact(x).shape[axis]))
    }

    private static func scatterElements(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let (x, axis, ids) = try alongAxis(&importer, node)
        let operation = Op.ScatterElements(axis: axis, reduction: try reduction(node))
        return try importer.one(operation, x, ids, try importer.required(node, 2))
    }

    private static func reduction(_ node: ONNXNode) throws(Diagnostic) -> ScatterReduction {
        switch try node.string("reduction") ?? "none" {
        case "none": return .none
        case "add": return .add
        case "mul": return .multiply
        case "min": return .min
        case "max": return .max
        case let other: throw Diagnostic("onnx-attribute", "'\(other)' is no reduction of \(node.type)")
        }
    }

    /// The positions along an axis, or of all elements, at which a condition holds.
    private static func compress(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        var x = try importer.required(node, 0)
        var axis = 0
        if let given = try node.integer("axis") {
            axis = try importer.resolved(given, importer.fact(x).rank)
        } else {
            x = try importer.reshaped(x, [importer.fact(x).type.elementCount])
        }
        let places = try importer.one(Op.NonZero(), try importer.required(node, 1))
        return try importer.one(Op.Gather(axis: axis), x, try importer.one(Op.Squeeze(axis: [0]), places))
    }

    /// A new axis with the second of two values where the index says, and the first elsewhere.
    private static func oneHot(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let ids = try importer.cast(try importer.required(node, 0), to: .i64)
        let depth = try importer.required(node, 1)
        let values = try importer.required(node, 2)
        let rank = importer.fact(ids).rank
        let axis = try importer.resolved(try node.integer("axis", -1), rank + 1)
        let count: Dimension
        if let tensor = depth.tensor, let number = PlainTensor(tensor).integers.first {
            count = Dimension(Int(number))
        } else {
            guard let size = try importer.sizes(depth, "the depth of OneHot").first else {
                throw Diagnostic("onnx-operand", "the depth of OneHot is empty")
            }
            count = size
        }
        if axis == rank, values.tensor.map({ PlainTensor($0).reals == [0, 1] }) ?? false,
            let own = importer.lookedUp(ids, below: count)
        {
            return try importer.one(Op.OneHot(count: count, type: importer.fact(values).elementType), own)
        }
        let places = try importer.cast(try importer.fromFront(ids, count), to: .i64)
        let wrapped = try importer.one(Op.Unsqueeze(axis: [axis]), places)
        var shape = [Dimension](repeating: 1, count: rank + 1)
        shape[axis] = count
        let isOn = try importer.one(
            Op.Equal(), wrapped, try importer.reshaped(try importer.counted(count), shape))
        return try importer.one(
            Op.Select(), isOn, try importer.one(Op.Take(index: 1, axis: 0), values),
            try importer.one(Op.Take(index: 0, axis: 0), values))
    }

    /// Zeros below a diagonal, or above it.
    private static func trilu(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let type = importer.fact(x)
        guard type.rank >= 2 else { throw Diagnostic("onnx-operand", "Trilu takes matrices, not \(type.type)") }
        let (rows, columns) = (type.shape[type.rank - 2], type.shape[type.rank - 1])
        var row = try importer.reshaped(try importer.counted(rows), [rows, 1])
        if let k = try importer.optional(node, 1) {
            row = try importer.one(Op.Add(), row, try importer.reshaped(k, []))
        }
        let column = try importer.reshaped(try importer.counted(columns), [1, columns])
        let stays =
            try node.flag("upper", true)
            ? try importer.one(Op.LessOrEqual(), row, column) : try importer.one(Op.GreaterOrEqual(), row, column)
        return try importer.one(Op.Select(), stays, x, .scalar(0, type.elementType))
    }

    /// Each row reversed up to its length; what is behind that stays.
    private static func reverseSequence(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let lengths = try importer.required(node, 1)
        let (rows, time) = (try node.integer("batch_axis", 1), try node.integer("time_axis", 0))
        guard importer.fact(x).rank >= 2, Set([rows, time]) == [0, 1] else {
            throw Diagnostic("onnx-attribute", "ReverseSequence takes the axes 0 and 1 as rows and time")
        }
        let turned = try importer.moved(x, from: rows, to: 0)
        let shape = importer.fact(turned).shape
        let reversed = try importer.one(Op.Reverse(axis: 1), turned, lengths)
        let trailing = [Dimension](repeating: 1, count: shape.count - 2)
        let steps = try importer.reshaped(try importer.counted(shape[1]), [1, shape[1]] + trailing)
        let ends = try importer.reshaped(try importer.cast(lengths, to: .i64), [shape[0], 1] + trailing)
        let isInside = try importer.one(Op.Less(), steps, ends)
        return try importer.moved(try importer.one(Op.Select(), isInside, reversed, turned), from: 0, to: rows)
    }
}

extension ONNXGraphImporter {
    /// Tuples of indices along the last axis, each counted from the front of the axis that it names.
    fileprivate mutating func tuplesFromFront(
        _ ids: ONNXOperand, of x: ONNXOperand, batch: Int
    ) throws(Diagnostic) -> ONNXOperand {
        let shape = fact(x).shape
        guard let width = fact(ids).shape.last?.value, width >= 0, batch >= 0, batch + width <= shape.count else {
            throw Diagnostic("onnx-operand", "the tuples of indices have more numbers than x has axes")
        }
        return try fromFront(ids, Array(shape[batch..<(batch + width)]), rank: 1)
    }

    /// The last step of each row by its length: what stands at that place behind a step of zeros.
    fileprivate mutating func lastSteps(
        _ x: ONNXOperand, _ ids: ONNXOperand, batch: Int
    ) throws(Diagnostic) -> ONNXOperand? {
        guard batch == 1, let (pad, rows) = source(x, of: Op.Pad.self), pad.mode == .constant, pad.value == 0,
            let (wrapped, lengths) = source(ids, of: Op.Unsqueeze.self), wrapped.axis == [1]
        else { return nil }
        let rank = fact(rows).rank
        guard pad.sizes == [Dimension](repeating: 0, count: 2 * rank).replacing(at: 1, with: 1) else { return nil }
        return try one(Op.Last(), rows, unwidened(lengths))
    }
}
