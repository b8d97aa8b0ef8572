import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// Reductions, softmax and normalisations: work on lines of elements.
extension Lowering {
    /// Lowers a reduction; false for any other operator, or where no kernel takes the tensor.
    mutating func lowerReduction(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first, graph.type(x).rank <= 8 else {
            return false
        }
        let type = graph.type(x).elementType
        let kind: ReductionKind
        let axes: [Int]
        switch node.operation {
        case let argmax as Op.Argmax where !argmax.last: (kind, axes) = (.argmax, [argmax.axis])
        case let argmin as Op.Argmin where !argmin.last: (kind, axes) = (.argmin, [argmin.axis])
        case let reduction as any Reduction:
            guard let known = ReductionKind(rawValue: reduction.name), graph.type(output).elementType == type else {
                return false
            }
            (kind, axes) = (known, reduction.axis)
        default: return false
        }
        guard kind.takes(type) else { return false }
        let means = isMeanOfPictures(node) ? rowMeans[x] : nil
        let source = if let means { means } else { try view(of: x) }
        let all = Array(0..<source.rank)
        let reduced = axes.isEmpty ? all : axes.map { $0.resolvedAxis(source.rank) }
        let lengths =
            node.inputs.count > 1
            ? try node.inputs[1].map { value throws(Diagnostic) in try self.lengths(value) } : nil
        var target = place(output)
        if target.rank < source.rank {
            for axis in reduced.sorted() {
                target.shape.insert(1, at: axis)
                target.strides.insert(0, at: axis)
            }
        }
        let call = ReductionCall(
            kind: kind, x: source, out: target, reduced: all.map { reduced.contains($0) }, lengths: lengths)
        add(.reduction(call), [node])
        return true
    }

    /// Lowers a softmax or a normalisation; false for any other operator, or where no kernel takes the tensor.
    mutating func lowerRows(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first, isPlain(x) else { return false }
        let rank = graph.type(x).rank
        switch node.operation {
        case let softmax as Op.Softmax: try lowerLines(node, .softmax, softmax.axis, [])
        case let softmax as Op.LogSoftmax: try lowerLines(node, .logSoftmax, softmax.axis, [])
        case let norm as Op.Lrn where !norm.moreAfter || norm.size % 2 == 1:
            try lowerLines(node, .lrn, 1, [norm.alpha, norm.beta, norm.k], size: norm.size)
        case let norm as Op.LayerNorm: return try lowerLayerNorm(node, norm, x, output)
        case let norm as Op.GroupNorm where rank <= 5:
            let call = GroupNormCall(
                x: innermost(try view(of: x), axis: 1).channelsLast(),
                out: place(output, dense: 1).channelsLast(), groups: norm.groups,
                scale: try numbers(node, 1), shift: try numbers(node, 2), epsilon: norm.eps)
            add(.groupNorm(call), [node])
        case is Op.AdaptiveAvgPool where rank <= 5:
            let call = AdaptiveCall(
                x: innermost(try view(of: x), axis: 1).channelsLast(), out: place(output, dense: 1).channelsLast())
            add(.adaptive(call), [node])
        default: return false
        }
        return true
    }

    private mutating func lowerLines(
        _ node: Graph.Node, _ kind: RowsKind, _ axis: Int, _ numbers: [Double], size: Int = 0
    ) throws(Diagnostic) {
        guard let x = node.inputs[0] else { return }
        let source = try view(of: x)
        let lengths =
            node.inputs.count > 1
            ? try node.inputs[1].map { value throws(Diagnostic) in try self.lengths(value) } : nil
        let call = RowsCall(
            kind: kind, x: source, out: place(node.outputs[0]), axis: axis.resolvedAxis(source.rank),
            lengths: lengths, scale: nil, shift: nil, numbers: numbers, size: size)
        add(.rows(call), [node])
    }

    private mutating func lowerLayerNorm(
        _ node: Graph.Node, _ norm: Op.LayerNorm, _ x: ValueID, _ output: ValueID
    ) throws(Diagnostic) -> Bool {
        let shape = graph.type(x).shape
        let joined = Array(shape.dropLast(norm.axes)) + [shape.suffix(norm.axes).reduce(1, *)]
        let source = try view(of: x)
        let plain = source.reshaped(joined) ?? copied(source, order: Array(shape.indices)).reshaped(joined)
        guard let plain, let target = place(output).reshaped(joined) else { return false }
        let call = RowsCall(
            kind: .normalize, x: plain, out: target, axis: joined.count - 1, lengths: nil,
            scale: try numbers(node, 1), shift: try numbers(node, 2), numbers: [norm.eps], size: 0)
        add(.rows(call), [node])
        return true
    }

    /// An optional operand as numbers one behind the other.
    private mutating func numbers(_ node: Graph.Node, _ index: Int) throws(Diagnostic) -> View<Dimension>? {
        guard node.inputs.count > index, let value = node.inputs[index] else { return nil }
        let view = try view(of: value)
        return view.isRowMajor ? view : copied(view, order: Array(view.shape.indices))
    }

    /// Whether a value is a tensor of numbers that all kernels take.
    func isPlain(_ value: ValueID) -> Bool {
        let type = graph.type(value)
        return type.elementType == .f32 && type.rank <= 8
    }

    /// Lengths of rows as the kernels read them.
    mutating func lengths(_ value: ValueID) throws(Diagnostic) -> View<Dimension> {
        let source = try view(of: value)
        if source.elementType == .i64, source.isRowMajor { return source }
        let target = allocate(source.shape, .i64, order: [0])
        add(.convert(ConvertCall(source: source, target: target)), [])
        return target
    }
}

extension ReductionKind {
    /// Whether kernels reduce elements of a type so.
    fileprivate func takes(_ type: ElementType) -> Bool {
        switch self {
        case .mean, .l2, .logsumexp: type == .f32 || type == .f64
        default: type == .f32 || type == .f64 || type.isInteger && type.computes
        }
    }
}
