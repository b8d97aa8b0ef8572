import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// What is not numbers of f32, and small operators with kernels of their own.
extension Lowering {
    /// Lowers an elementwise operator on other numbers; false where plain loops do not have it.
    mutating func lowerTyped(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard node.outputs.count == 1, type(of: node.operation).signature.traits.contains(.elementwise),
            let type = registers(for: node)
        else { return false }
        let output = node.outputs[0]
        let shape = graph.type(output).shape
        guard shape.count <= 8 else { return false }
        var program = ScalarProgram()
        var operands: [View<Dimension>] = []
        var lines: [Int] = []
        for case let input? in node.inputs {
            lines.append(program.add(.load(operand: operands.count)))
            operands.append(try view(of: input).broadcast(to: shape))
        }
        guard let line = ScalarLowering.lowerTyped(node.operation, lines, into: &program),
            program.lines.allSatisfy({ type.isFloat ? $0.isReal : $0.isWhole })
        else { return false }
        program.stores = [ScalarProgram.Store(value: line, operand: operands.count)]
        operands.append(place(output))
        add(.elementwise(ElementwiseCall(program: program, operands: operands, type: type)), [node])
        return true
    }

    /// What registers hold for an operator: the type of its numbers, doubles for floats of any width.
    private func registers(for node: Graph.Node) -> ElementType? {
        let types = (node.inputs.compactMap { $0 } + node.outputs).map { graph.type($0).elementType }
        let numbers = Set(types.filter { $0 != .bool })
        guard numbers.count <= 1 else { return nil }
        let type = numbers.first ?? .bool
        guard type.computes else { return nil }
        return type.isFloat ? .f64 : type
    }

    /// Lowers an operator that has a kernel of its own; false for any other.
    mutating func lowerSmall(_ node: Graph.Node) throws(Diagnostic) -> Bool {
        guard let x = node.inputs.first ?? nil, let output = node.outputs.first else { return false }
        switch node.operation {
        case is Op.OneHot where graph.type(output).elementType.bits >= 8:
            add(.oneHot(OneHotCall(indices: try dense(x), target: try denseTarget(output))), [node])
        case let windows as Op.WindowLengths:
            add(
                .windowLengths(
                    WindowLengthsCall(source: try dense(x), target: try denseTarget(output), windows: windows)), [node])
        case let greedy as Op.CTCGreedy where isPlain(x):
            let scores = try view(of: x)
            let best = allocate(Array(scores.shape.dropLast()), .i32, order: [0, 1])
            var wide = best
            wide.shape.append(1)
            wide.strides.append(0)
            add(
                .reduction(
                    ReductionCall(kind: .argmax, x: scores, out: wide, reduced: [false, false, true], lengths: nil)), []
            )
            let lengths =
                node.inputs.count > 1
                ? try node.inputs[1].map { value throws(Diagnostic) in try self.lengths(value) } : nil
            add(
                .labels(
                    LabelsCall(
                        labels: best, lengths: lengths, ids: try denseTarget(output),
                        counts: try denseTarget(node.outputs[1]), blank: greedy.blank)), [node])
        case is Op.RandomUniform:
            guard let counter = node.inputs[1] else { return false }
            add(
                .random(
                    RandomCall(key: try view(of: x), counter: try view(of: counter), target: try denseTarget(output))),
                [node])
        case let top as Op.TopK where graph.type(x).elementType.computes && graph.type(x).rank <= 8:
            let call = TopKCall(
                source: try view(of: x), values: try denseTarget(output), positions: try denseTarget(node.outputs[1]),
                axis: top.axis.resolvedAxis(graph.type(x).rank), isOfSmallest: !top.largest)
            add(.topK(call), [node])
        default: return false
        }
        return true
    }

    /// A value with its elements side by side, copied where they are not.
    mutating func dense(_ value: ValueID) throws(Diagnostic) -> View<Dimension> {
        let view = try view(of: value)
        return view.isRowMajor ? view : copied(view, order: Array(view.shape.indices))
    }

    /// Memory of a result's own, its elements side by side.
    mutating func denseTarget(_ value: ValueID) throws(Diagnostic) -> View<Dimension> {
        let view = place(value)
        if view.isRowMajor { return view }
        homes[value.index] = nil
        let own = allocate(view.shape, view.elementType, order: Array(view.shape.indices))
        views[value.index] = own
        return own
    }
}

extension ScalarProgram.Line {
    /// Whether whole numbers and truth values have it.
    fileprivate var isWhole: Bool {
        guard case .apply(let operation, _, _, _) = self else { return true }
        return [
            .copy, .add, .subtract, .multiply, .divide, .power, .remainder, .maximum, .minimum, .equal, .notEqual,
            .less, .lessEqual, .fma, .select, .clamp, .negate, .abs, .sign, .relu, .fmod,
        ].contains(operation) || operation.isBitwise
    }

    /// Whether reals have it.
    fileprivate var isReal: Bool {
        guard case .apply(let operation, _, _, _) = self else { return true }
        return !operation.isBitwise
    }
}
