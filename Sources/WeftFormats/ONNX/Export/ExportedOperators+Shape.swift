import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ONNXEmitter {
    /// The same elements under the sizes of a result: in ONNX's own short form where it says the same.
    mutating func reshape(_ x: String, _ fact: Fact, to result: Fact) throws(Diagnostic) -> String {
        var sizes: [Int] = []
        var isShort = true
        for (axis, size) in result.shape.enumerated() {
            if let number = size.value, number != 0 {
                sizes.append(number)
            } else if axis < fact.rank, fact.shape[axis] == size {
                sizes.append(0)
            } else if !sizes.contains(-1), size.value == nil {
                sizes.append(-1)
            } else {
                isShort = false
            }
        }
        if isShort { return add("Reshape", [x, integers(sizes)]) }
        let needsZeros = result.shape.contains { $0.value == 0 }
        return add(
            "Reshape", [x, try self.sizes(result.shape)], needsZeros && opset >= 14 ? [.flag("allowzero", true)] : [])
    }
}

/// An operator that is a Reshape in ONNX.
protocol ReshapingOperator: ExportedOperator {}

extension ReshapingOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [try onnx.reshape(call.x, try call.fact(), to: call.results[0])]
    }
}

extension Op.Reshape: ReshapingOperator {}
extension Op.Merge: ReshapingOperator {}
extension Op.Unmerge: ReshapingOperator {}

extension Op.Flatten: ExportedOperator {
    /// ONNX's Flatten joins the axes in front as well, so it is the same behind axis 1 only.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        if try fact.axis(axis) == 1 { return [onnx.add("Flatten", [call.x], [.integer("axis", 1)])] }
        return [try onnx.reshape(call.x, fact, to: call.results[0])]
    }
}

extension Op.Squeeze: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [onnx.add("Squeeze", [call.x, onnx.integers(try call.fact().axes(axis))])]
    }
}

extension Op.Unsqueeze: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("Unsqueeze", [call.x, onnx.integers(axis)])]
    }
}

extension Op.Transpose: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let rank = try call.fact().rank
        let order = order.isEmpty ? Array((0..<rank).reversed()) : order.map { $0.resolvedAxis(rank) }
        return [onnx.add("Transpose", [call.x], [.integers("perm", order)])]
    }
}

extension Op.Expand: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [onnx.add("Expand", [call.x, try onnx.sizes(call.results[0].shape)])]
    }
}

extension Op.Repeat: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [onnx.add("Tile", [call.x, try onnx.sizes(times)])]
    }
}

extension Op.Concat: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        [onnx.add("Concat", call.operands, [.integer("axis", try call.fact().joiningAxis(axis))])]
    }
}

extension Op.Stack: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = axis.resolvedAxis(call.results[0].rank)
        let parts = call.operands.map { onnx.add("Unsqueeze", [$0, onnx.integers([axis])]) }
        return [onnx.add("Concat", parts, [.integer("axis", axis)])]
    }
}

extension Op.Split: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().joiningAxis(axis)
        var inputs = [call.x]
        var attributes: [ExportedAttribute] = [.integer("axis", axis)]
        if sizes.isEmpty {
            if onnx.opset >= 18 { attributes.append(.integer("num_outputs", call.results.count)) }
        } else {
            inputs.append(try onnx.sizes(sizes))
        }
        return onnx.add("Split", inputs, attributes, results: call.results.count)
    }
}

extension Op.Slice: ExportedOperator {
    /// A missing bound is ONNX's farthest number; bounds that are known to fit are not clamped by it.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axis = try fact.requiredAxis(axis)
        let start = try onnx.size(from ?? (step > 0 ? 0 : -1))
        // To include position 0 when going backwards, the end lies before any position.
        let farthest = onnx.integers([step > 0 ? Int.max : Int.min + 1])
        let end = if let to { try onnx.size(to) } else { farthest }
        return [onnx.add("Slice", [call.x, start, end, onnx.integers([axis]), onnx.integers([step])])]
    }
}

extension Op.Take: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().requiredAxis(axis)
        let place: String
        if let known = index.value {
            place = onnx.scalar(Double(known), .i64)
        } else {
            place = try onnx.sizeNumber(index)
        }
        return [onnx.add("Gather", [call.x, place], [.integer("axis", axis)])]
    }
}

extension Op.OneHot: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        // ONNX leaves rows of indices out of range empty: they are looked up among the numbers of classes, which refuses
        // them.
        let numbers = try onnx.positions(count, axis: 0, rank: 1)
        var ids = onnx.add("Gather", [numbers, try onnx.places(call, 0, below: [count], keepsWidth: true)])
        let values = onnx.constant([0, 1], type, shape: [2])
        // It takes no single index without an axis.
        let isSingle = try call.fact().rank == 0
        if isSingle { ids = onnx.add("Unsqueeze", [ids, onnx.integers([0])]) }
        let rows = onnx.add("OneHot", [ids, try onnx.size(count), values], [.integer("axis", -1)])
        return [isSingle ? onnx.add("Squeeze", [rows, onnx.integers([0])]) : rows]
    }
}

extension Op.Pad: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let sizes = self.sizes.count == 1 ? [Dimension](repeating: self.sizes[0], count: fact.rank) : self.sizes
        let pads = try onnx.sizes(sizes.count == fact.rank ? sizes + sizes : sizes)
        if mode == .wrap { try onnx.require(19, "Pad with wrap") }
        let value = mode == .constant && value != 0 ? onnx.scalar(value, fact.elementType) : ""
        return [onnx.add("Pad", [call.x, pads, value], [.text("mode", mode.rawValue)])]
    }
}

extension Op.PixelShuffle: ExportedOperator {
    /// ONNX has it for rank 4 only.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let (fact, result) = (try call.fact(), call.results[0])
        let attributes: [ExportedAttribute] = [.integer("blocksize", factor), .text("mode", "CRD")]
        if fact.rank == 4 { return [onnx.add("DepthToSpace", [call.x], attributes)] }
        let planes = Array(fact.shape[(fact.rank - 3)...])
        let rows = Fact(fact.elementType, [fact.shape[..<(fact.rank - 3)].reduce(1, *)] + planes)
        let shuffled = onnx.add("DepthToSpace", [try onnx.reshape(call.x, fact, to: rows)], attributes)
        let between = Fact(fact.elementType, [rows.shape[0]] + result.shape[(result.rank - 3)...])
        return [try onnx.reshape(shuffled, between, to: result)]
    }
}

extension Op.Reverse: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let axis = try fact.requiredAxis(axis)
        guard call.has(1) else {
            return [onnx.reversed(call.x, axis: axis)]
        }
        return [try onnx.reversedRows(call.x, fact, call.operand(1), try call.fact(1), axis: axis)]
    }
}

extension ONNXEmitter {
    /// Each row reversed within its length, with zeros past it. ReverseSequence needs the rows and steps in front.
    mutating func reversedRows(
        _ x: String, _ fact: Fact, _ lengths: String, _ lengthsFact: Fact, axis: Int
    ) throws(Diagnostic) -> String {
        let order = [0, axis] + (1..<fact.rank).filter { $0 != axis }
        let isInFront = order == Array(0..<fact.rank)
        let back = (0..<fact.rank).map { place in order.firstIndex(of: place) ?? place }
        let rows = isInFront ? x : add("Transpose", [x], [.integers("perm", order)])
        let ends = try cast(lengths, from: lengthsFact.elementType, to: .i64)
        let turned = add("ReverseSequence", [rows, ends], [.integer("batch_axis", 0), .integer("time_axis", 1)])
        let result = isInFront ? turned : add("Transpose", [turned], [.integers("perm", back)])
        return try masked(result, fact, lengths, lengthsFact, axis: axis, filling: 0)
    }
}

extension Op.Mask: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        return [
            try onnx.masked(
                call.x, fact, call.operand(1), try call.fact(1), axis: try fact.axis(axis), filling: value)
        ]
    }
}

extension Op.Last: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard call.has(1) else {
            return [onnx.add("Gather", [call.x, onnx.scalar(-1, .i64)], [.integer("axis", 1)])]
        }
        // A row without a step reads a step of zeros that is put in front.
        let fact = try call.fact()
        let pads = [Int](repeating: 0, count: 2 * fact.rank).replacing(at: 1, with: 1)
        let padded = onnx.add("Pad", [call.x, onnx.integers(pads)])
        let ends = onnx.add("Unsqueeze", [try onnx.indices(call, 1), onnx.integers([1])])
        let places = try onnx.refusingNegative(ends, .i64, below: [fact.shape[1] + 1])
        return [onnx.add("GatherND", [padded, places], [.integer("batch_dims", 1)])]
    }
}
