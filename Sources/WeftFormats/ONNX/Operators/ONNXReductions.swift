import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Reductions along axes.
enum ONNXReductions {
    static let mappings: [String: ONNXMapping] = [
        "ReduceSum": reduction(axesVersion: 13) { Op.Sum(axis: $0, keep: $1) },
        "ReduceMean": reduction { Op.Mean(axis: $0, keep: $1) },
        "ReduceMax": { importer, node throws(Diagnostic) in
            [try extreme(&importer, node, ofNone: -.infinity) { Op.Max(axis: $0, keep: $1) }]
        },
        "ReduceMin": { importer, node throws(Diagnostic) in
            [try extreme(&importer, node, ofNone: .infinity) { Op.Min(axis: $0, keep: $1) }]
        },
        "ReduceProd": reduction { Op.Product(axis: $0, keep: $1) },
        "ReduceL2": reduction { Op.L2(axis: $0, keep: $1) },
        "ReduceLogSumExp": reduction { Op.Logsumexp(axis: $0, keep: $1) },
        "ReduceL1": reduction(before: { Op.Abs() }) { Op.Sum(axis: $0, keep: $1) },
        "ReduceLogSum": reduction(after: { Op.Log() }) { Op.Sum(axis: $0, keep: $1) },
        "ReduceSumSquare": { importer, node throws(Diagnostic) in
            let x = try importer.required(node, 0)
            return [
                try reduced(&importer, node, try importer.one(Op.Multiply(), x, x)) { Op.Sum(axis: $0, keep: $1) }
            ]
        },
        "CumSum": { importer, node throws(Diagnostic) in
            [try running(&importer, node) { Op.Cumsum(axis: $0, exclusive: $1, reverse: $2) }]
        },
        "CumProd": { importer, node throws(Diagnostic) in
            [try running(&importer, node) { Op.Cumprod(axis: $0, exclusive: $1, reverse: $2) }]
        },
    ]

    private static func reduction(
        axesVersion: Int = 18, before: (@Sendable () -> any Operator)? = nil,
        after: (@Sendable () -> any Operator)? = nil, _ make: @escaping @Sendable ([Int], Bool) -> any Operator
    ) -> ONNXMapping {
        { importer, node throws(Diagnostic) in
            var x = try importer.required(node, 0)
            if let before { x = try importer.one(before(), x) }
            var result = try reduced(&importer, node, x, axesVersion: axesVersion, make)
            if let after { result = try importer.one(after(), result) }
            return [result]
        }
    }

    /// The largest or smallest: of truth values as of 0 and 1; of no elements an infinity, or the type's bound.
    private static func extreme(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, ofNone: Double,
        _ make: ([Int], Bool) -> any Operator
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let type = importer.fact(x)
        if type.elementType == .bool {
            let result = try reduced(&importer, node, try importer.cast(x, to: .u8), make)
            return try importer.cast(result, to: .bool)
        }
        guard type.shape.contains(0) else { return try reduced(&importer, node, x, make) }
        // A sum has the shape of any other reduction, and of nothing it is 0.
        let sum = try reduced(&importer, node, x) { Op.Sum(axis: $0, keep: $1) }
        let shape = importer.fact(sum).shape
        let range = type.elementType.integerRange
        let bound = range.map { Double(ofNone < 0 ? $0.lowerBound : $0.upperBound) } ?? ofNone
        return try importer.all(Op.Full(type.elementType, shape, bound), [])[0]
    }

    /// Without axes all are reduced, or, with `noop_with_empty_axes`, none.
    private static func reduced(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, _ x: ONNXOperand, axesVersion: Int = 18,
        _ make: ([Int], Bool) -> any Operator
    ) throws(Diagnostic) -> ONNXOperand {
        let type = importer.fact(x)
        let axes = try importer.axes(node, version: axesVersion) ?? []
        if axes.isEmpty, try node.flag("noop_with_empty_axes") { return x }
        let chosen = try axes.isEmpty ? Array(0..<type.rank) : importer.resolved(axes, type.rank)
        let keep = try node.flag("keepdims", true)
        if type.rank == 0 { return try importer.one(make([], keep), x) }
        // Reductions of integers that ours computes with floats only.
        let operation = make(chosen.sorted(), keep)
        let needsFloats = operation is Op.Mean || operation is Op.L2 || operation is Op.Logsumexp
        guard needsFloats, !type.elementType.isFloat else { return try importer.one(operation, x) }
        return try importer.cast(try importer.one(operation, try importer.cast(x, to: .f64)), to: type.elementType)
    }

    /// What runs along an axis, from either end, with the element itself or without.
    private static func running(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode,
        _ make: (_ axis: Int, _ exclusive: Bool, _ reverse: Bool) -> any Operator
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let given = try importer.integers(try importer.required(node, 1), "the axis of \(node.type)")
        let axis = try importer.resolved(given.first ?? 0, importer.fact(x).rank)
        return try importer.one(make(axis, try node.flag("exclusive"), try node.flag("reverse")), x)
    }
}
