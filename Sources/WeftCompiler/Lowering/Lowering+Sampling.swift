import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// Elements of planes at places that numbers name.
extension Lowering {
    /// Lowers an operator that looks between elements; false for any other, or where no kernel takes its operands.
    mutating func lowerSampling(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard node.inputs.count > 1, let x = node.inputs[0], let numbers = node.inputs[1],
            let output = node.outputs.first, [.f32, .f64].contains(graph.type(x).elementType)
        else { return false }
        switch node.operation {
        case let sample as Op.GridSample where graph.type(x).rank <= 8 && isReadable(numbers, with: x):
            try lower(sample, node, x, numbers, output)
        case let taps as Op.DeformTaps where graph.type(x).rank <= 5: try lower(taps, node, x, numbers, output)
        case let align as Op.RoiAlign where isReadable(numbers, with: x):
            guard let ids = node.inputs[2] else { return false }
            try lower(.aligned(align), node, x, numbers, ids: ids)
        case let pool as Op.MaxRoiPool where isReadable(numbers, with: x):
            try lower(.pooled(pool), node, x, numbers, ids: nil)
        default: return false
        }
        return true
    }

    /// Whether numbers are as exact in the type of the elements.
    private func isReadable(_ numbers: ValueID, with x: ValueID) -> Bool {
        let (own, wanted) = (graph.type(numbers).elementType, graph.type(x).elementType)
        return own == wanted || wanted == .f64 && own.computes
    }

    private mutating func numbers(_ value: ValueID, like x: ValueID) throws(Diagnostic) -> View<Dimension> {
        let (view, type) = (try view(of: value), graph.type(x).elementType)
        return view.elementType == type ? view : converted(view, to: type, order: Array(view.shape.indices))
    }

    private mutating func lower(
        _ form: RegionForm, _ node: Graph.Node, _ x: ValueID, _ numbers: ValueID, ids: ValueID?
    ) throws(Diagnostic) {
        let source = innermost(try view(of: x), axis: 1).permuted([0, 2, 3, 1])
        let (result, target) = channelTarget(node.outputs[0], axis: 1)
        let call = RegionCall(
            form: form, source: source, numbers: try self.numbers(numbers, like: x),
            ids: try ids.map { value throws(Diagnostic) in try view(of: value) }, target: target.permuted([0, 2, 3, 1]))
        add(.region(call), [node])
        finish(target, result)
    }

    private mutating func lower(
        _ sample: Op.GridSample, _ node: Graph.Node, _ x: ValueID, _ grid: ValueID, _ output: ValueID
    ) throws(Diagnostic) {
        let source = innermost(try view(of: x), axis: 1)
        let numbers = try self.numbers(grid, like: x)
        let (result, target) = channelTarget(output, axis: 1)
        let points = numbers.rank - 1
        let axes = source.rank - 2
        let planes = (0..<axes).map { axis in
            SampledAxis<Dimension>(
                size: source.shape[axis + 2], pitch: source.strides[axis + 2], before: 0,
                steps: [Int](repeating: 0, count: points))
        }
        let still = [Dimension](repeating: 0, count: points - 1)
        let call = SampleCall(
            mode: sample.mode, beyond: sample.padding, isGrid: true, align: sample.align, planes: planes,
            source: source.seen(
                at: Array(numbers.shape.dropLast()) + [source.shape[1]], [source.strides[0]] + still + [1]),
            // The last axis comes first.
            numbers: numbers.sliced(
                axis: points, from: Dimension(axes - 1), count: Dimension(axes), step: -1),
            factors: nil, target: target.permuted([0] + (2..<target.rank) + [1]))
        add(.sample(call), [node])
        finish(target, result)
    }

    private mutating func lower(
        _ taps: Op.DeformTaps, _ node: Graph.Node, _ x: ValueID, _ offset: ValueID, _ output: ValueID
    ) throws(Diagnostic) {
        let source = innermost(try view(of: x), axis: 1)
        let (result, target) = channelTarget(output, axis: 2)
        let axes = source.rank - 2
        let windows = try taps.windows(axes: axes)
        let kernel = windows.kernel
        let each = source.shape[1].floorDivided(by: Dimension(taps.parts))
        let all = kernel.reduce(1, *)
        // The points: image, part, tap along each axis, window along each axis.
        let points = [source.shape[0], Dimension(taps.parts)] + kernel + target.shape[3...]
        let planes = (0..<axes).map { axis in
            var steps = [Int](repeating: 0, count: points.count)
            (steps[2 + axis], steps[2 + axes + axis]) = (windows.dilation[axis], windows.stride[axis])
            return SampledAxis<Dimension>(
                size: source.shape[axis + 2], pitch: source.strides[axis + 2],
                before: windows.padding(axis, source.shape[axis + 2]).before, steps: steps)
        }
        // From tap to tap along each axis, where one tap is so far from the next.
        func tapStrides(_ pitch: Dimension) -> [Dimension] {
            (0..<axes).map { kernel[($0 + 1)...].reduce(pitch, *) }
        }
        func numbers(_ view: View<Dimension>, each count: Int) -> View<Dimension> {
            let pitch = view.strides[1] * Dimension(count)
            let strides = [view.strides[0], pitch * all] + tapStrides(pitch) + view.strides[2...]
            return view.seen(at: points + [Dimension(count)], strides + [view.strides[1]])
        }
        let still = [Dimension](repeating: 0, count: 2 * axes)
        let mask = node.inputs.count > 2 ? node.inputs[2] : nil
        let call = SampleCall(
            mode: .linear, beyond: .zeros, isGrid: false, align: false, planes: planes,
            source: source.seen(at: points + [each], [source.strides[0], each] + still + [1]),
            numbers: numbers(try view(of: offset), each: axes),
            factors: try mask.map { value throws(Diagnostic) in numbers(try view(of: value), each: 1) },
            target: target.seen(
                at: points + [each],
                [target.strides[0], each] + tapStrides(target.strides[1]) + target.strides[3...] + [1]))
        add(.sample(call), [node])
        finish(target, result)
    }
}

extension View where Size == Dimension {
    /// The same memory under another shape.
    fileprivate func seen(at shape: [Dimension], _ strides: [Dimension]) -> View {
        var view = self
        (view.shape, view.strides) = (shape, strides)
        return view
    }
}
