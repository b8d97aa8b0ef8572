import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Operators that take parts of tensors, or surround them.
enum ONNXSlices {
    static let mappings: [String: ONNXMapping] = [
        "Slice": { importer, node throws(Diagnostic) in [try slice(&importer, node)] },
        "Gather": { importer, node throws(Diagnostic) in [try gather(&importer, node)] },
        "CenterCropPad": { importer, node throws(Diagnostic) in [try centerCropPad(&importer, node)] },
        "Pad": { importer, node throws(Diagnostic) in [try pad(&importer, node)] },
    ]

    private static func slice(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        var x = try importer.required(node, 0)
        let rank = importer.fact(x).rank
        let (starts, ends): ([Dimension], [Dimension])
        var (axes, steps): ([Int]?, [Int]?)
        if importer.opset < 10 {
            starts = try node.integers("starts")?.map { Dimension($0) } ?? []
            ends = try node.integers("ends")?.map { Dimension($0) } ?? []
            axes = try node.integers("axes")
        } else {
            starts = try importer.sizes(try importer.required(node, 1), "the starts of Slice")
            ends = try importer.sizes(try importer.required(node, 2), "the ends of Slice")
            axes = try importer.optional(node, 3).map { operand throws(Diagnostic) in
                try importer.integers(operand, "the axes of Slice")
            }
            steps = try importer.optional(node, 4).map { operand throws(Diagnostic) in
                try importer.integers(operand, "the steps of Slice")
            }
        }
        let places = try importer.resolved(axes ?? Array(0..<starts.count), rank)
        guard places.count == starts.count, ends.count == starts.count, steps?.count ?? starts.count == starts.count
        else { throw Diagnostic("onnx-operand", "Slice needs as many starts as ends, axes and steps") }
        for (index, axis) in places.enumerated() {
            x = try importer.sliced(x, axis, starts[index], ends[index], step: steps?[index] ?? 1)
        }
        return x
    }

    /// Negative indices count from the end. A single one that is known takes its position.
    private static func gather(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let axis = try importer.resolved(try node.integer("axis", 0), importer.fact(x).rank)
        let ids = try importer.required(node, 1)
        if importer.fact(ids).rank == 0, let index = importer.fact(ids).contents?.first?.value {
            return try importer.one(Op.Take(index: Dimension(index), axis: axis), x)
        }
        let size = importer.fact(x).shape[axis]
        if let frames = importer.frames(ids, axis, of: size) { return try importer.one(frames, x) }
        return try importer.one(Op.Gather(axis: axis), x, try importer.fromFront(ids, size))
    }

    /// Positions taken away on both sides, or put there, until an axis has its size; an odd one at the end.
    private static func centerCropPad(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        var x = try importer.required(node, 0)
        let shape = importer.fact(x).shape
        let wanted = try importer.integers(try importer.required(node, 1), "the sizes of CenterCropPad")
        let axes = try importer.resolved(try node.integers("axes") ?? Array(shape.indices), shape.count)
        guard wanted.count == axes.count else {
            throw Diagnostic("onnx-operand", "CenterCropPad needs a size for each axis")
        }
        var pads = [Dimension](repeating: 0, count: 2 * shape.count)
        for (axis, size) in zip(axes, wanted) {
            guard let own = shape[axis].value else {
                throw importer.unsupported("CenterCropPad of an axis whose size is free is not supported")
            }
            let before = abs(own - size) / 2
            if own > size {
                x = try importer.sliced(x, axis, Dimension(before), Dimension(before + size), step: 1)
            } else {
                pads[axis] = Dimension(before)
                pads[shape.count + axis] = Dimension(size - own - before)
            }
        }
        return try importer.padded(x, pads, 0, .constant)
    }

    private static func pad(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let type = importer.fact(x)
        let mode = try node.string("mode") ?? "constant"
        guard let kind = Op.Pad.Mode(rawValue: mode) else {
            throw importer.unsupported("Pad in mode \(mode) is not supported")
        }
        var value = try node.real("value", 0)
        var pads: [Dimension]
        if importer.opset < 11 {
            pads = try node.integers(node.has("pads") ? "pads" : "paddings")?.map { Dimension($0) } ?? []
        } else {
            pads = try importer.sizes(try importer.required(node, 1), "the sizes of Pad")
            if let operand = try importer.optional(node, 2) {
                value = try importer.reals(operand, "the value of Pad").first ?? 0
            }
        }
        if importer.opset >= 18, let operand = try importer.optional(node, 3) {
            let axes = try importer.resolved(try importer.integers(operand, "the axes of Pad"), type.rank)
            guard pads.count == 2 * axes.count else {
                throw Diagnostic("onnx-operand", "Pad needs two sizes for each axis")
            }
            var all = [Dimension](repeating: 0, count: 2 * type.rank)
            for (index, axis) in axes.enumerated() {
                all[axis] = pads[index]
                all[type.rank + axis] = pads[axes.count + index]
            }
            pads = all
        }
        guard pads.count == 2 * type.rank else { throw Diagnostic("onnx-operand", "Pad needs two sizes for each axis") }
        return try importer.padded(x, pads, value, kind)
    }
}

extension ONNXGraphImporter {
    /// A slice along an axis whose bounds are held at its ends.
    mutating func sliced(
        _ x: ONNXOperand, _ axis: Int, _ from: Dimension, _ to: Dimension, step: Int
    ) throws(Diagnostic) -> ONNXOperand {
        guard step != 0 else { throw Diagnostic("onnx-operand", "a step of Slice must not be 0") }
        let size = fact(x).shape[axis]
        let (low, high): (Dimension, Dimension) = step > 0 ? (0, size) : (-1, size - 1)
        let start = bound(from, size, low, high)
        let end = bound(to, size, low, high)
        if start == 0, end == size, step == 1 { return x }
        let last = step > 0 ? larger(start, end) : smaller(start, end)
        if step > 0 { return try one(Op.Slice(axis: axis, from: start, to: last, step: step), x) }
        // Ours reads −1 as the last position: a slice that goes down to the first leaves its end out.
        if step == -1, start == size - 1, last == -1 { return try one(Op.Reverse(axis: axis), x) }
        if start == -1 || start == last { return try one(Op.Slice(axis: axis, from: 0, to: 0), x) }
        return try one(Op.Slice(axis: axis, from: start, to: last == -1 ? nil : last, step: step), x)
    }

    /// A bound counted from the front and held at the ends. One that counts back from the end of an axis whose size is
    /// free is not held: that the axis is long enough becomes a condition on sizes, as in a slice of ours.
    private func bound(_ given: Dimension, _ size: Dimension, _ low: Dimension, _ high: Dimension) -> Dimension {
        if let number = given.value {
            // The largest and lowest numbers stand for the ends.
            if number >= 1 << 40 { return high }
            if number < -(1 << 40) { return low }
            if number == 0, low == 0 { return 0 }
            if number < 0 {
                guard size.value != nil else { return size + given }
                return held(size + given, low, high)
            }
        }
        if builder.assumptions.atLeast(given, 0) == .proved { return smaller(given, high) }
        if builder.assumptions.atLeast(-1, given) == .proved { return larger(given + size, low) }
        return held(given, low, high)
    }

    private func held(_ bound: Dimension, _ low: Dimension, _ high: Dimension) -> Dimension {
        // The largest numbers of 32 and of 64 bits are how exporters write the end.
        if let number = bound.value, number >= Int(Int32.max) { return high }
        return smaller(larger(bound, low), high)
    }

    private func smaller(_ a: Dimension, _ b: Dimension) -> Dimension {
        if a == b || builder.assumptions.atLeast(b, a) == .proved { return a }
        if builder.assumptions.atLeast(a, b) == .proved { return b }
        return Dimension.minimum(a, b)
    }

    private func larger(_ a: Dimension, _ b: Dimension) -> Dimension {
        if a == b || builder.assumptions.atLeast(a, b) == .proved { return a }
        if builder.assumptions.atLeast(b, a) == .proved { return b }
        return Dimension.maximum(a, b)
    }

    /// Indices of which negative ones count from the end, all counted from the front.
    mutating func fromFront(_ ids: ONNXOperand, _ size: Dimension) throws(Diagnostic) -> ONNXOperand {
        try fromFront(ids, [size], rank: 0)
    }

    /// Indices along one axis, or tuples with one for each of several axes, all counted from the front.
    ///
    /// - Parameter rank: 0 for indices, 1 for tuples along the last axis.
    mutating func fromFront(
        _ ids: ONNXOperand, _ sizes: [Dimension], rank: Int
    ) throws(Diagnostic) -> ONNXOperand {
        if let contents = fact(ids).contents, contents.allSatisfy({ builder.assumptions.atLeast($0, 0) == .proved }) {
            return ids
        }
        if let own = refused(ids, beyond: sizes) { return unwidened(own) }
        let given = unwidened(ids)
        let type = fact(given).elementType
        if !type.isSigned || isTruth(given) { return given }
        let ends = try cast(try tensor(of: sizes, rank: rank), to: type)
        let isNegative = try one(Op.Less(), given, .scalar(0, type))
        return try one(Op.Select(), isNegative, try one(Op.Add(), given, ends), given)
    }

    /// Indices before the negative ones among them were put beyond the end: those are refused, as ours refuses them.
    private func refused(_ ids: ONNXOperand, beyond sizes: [Dimension]) -> ONNXOperand? {
        guard let (condition, past, own) = choice(ids), let (compared, zero) = pair(condition, of: Op.Less.self),
            ONNXOperand.isSame(compared, own), uniform(zero) == 0, fact(own).shape == fact(ids).shape,
            let ends = fact(past).contents, ends.count == sizes.count,
            zip(ends, sizes).allSatisfy({ builder.assumptions.atLeast($0, $1) == .proved })
        else { return nil }
        return own
    }

    /// Whether an operand is cast from truth values.
    private func isTruth(_ operand: ONNXOperand) -> Bool {
        source(operand, of: Op.Cast.self).map { fact($0.operand).elementType == .bool } ?? false
    }

    /// Positions put around a tensor; a negative number takes them away.
    mutating func padded(
        _ x: ONNXOperand, _ pads: [Dimension], _ value: Double, _ mode: Op.Pad.Mode
    ) throws(Diagnostic) -> ONNXOperand {
        var result = x
        let rank = pads.count / 2
        let taken = pads.map { larger(0 - $0, 0) }
        for axis in 0..<rank where taken[axis] != 0 || taken[rank + axis] != 0 {
            let size = fact(result).shape[axis]
            result = try sliced(result, axis, taken[axis], size - taken[rank + axis], step: 1)
        }
        let added = pads.map { larger($0, 0) }
        return added.allSatisfy { $0 == 0 } ? result : try one(Op.Pad(sizes: added, value: value, mode: mode), result)
    }

    /// The windows along an axis, where indices are the places of each of them.
    fileprivate func frames(_ ids: ONNXOperand, _ axis: Int, of size: Dimension) -> Op.Frames? {
        let shape = fact(ids).shape
        guard shape.count == 2, let step = step(ids, shape), step > 0, shape[1] != 0,
            shape[0] == (size - shape[1]).floorDivided(by: Dimension(step)) + 1
        else { return nil }
        return Op.Frames(size: shape[1], step: step, axis: axis)
    }

    /// The step of windows, where indices `[windows, size]` are whole numbers from 0 on and each window begins so many
    /// after the one before it.
    private func step(_ ids: ONNXOperand, _ shape: [Dimension]) -> Int? {
        if let places = constant(ids)?.integers, let windows = shape[0].value, let size = shape[1].value {
            guard windows > 1, size > 0 else { return nil }
            let step = Int(places[size])
            let isEven = places.enumerated().allSatisfy { $1 == Int64($0 / size * step + $0 % size) }
            return isEven ? step : nil
        }
        guard let (starts, places) = pair(ids, of: Op.Add.self), isCounted(unreshaped(places), shape[1]) else {
            return nil
        }
        if isCounted(unreshaped(starts), shape[0]) { return 1 }
        guard let (numbers, step) = pair(starts, of: Op.Multiply.self), isCounted(unreshaped(numbers), shape[0]),
            let number = constant(step)?.uniform
        else { return nil }
        return Int(exactly: number)
    }
}
