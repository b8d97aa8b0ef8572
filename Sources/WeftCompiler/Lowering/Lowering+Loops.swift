import WeftDiagnostics
import WeftGraph
import WeftOperators

// A scan is a loop around the calls of its body. States are kept twice: a step reads the one and writes the other.
extension Lowering {
    /// Lowers a scan; where that cannot be, says why.
    mutating func lowerLoop(_ node: Graph.Node, _ scan: Op.Scan) throws(Diagnostic) -> String? {
        guard !scan.hasLengths, !scan.hasStop else { return "its lengths or its stop could not be made masks" }
        guard let (steps, symbols) = scan.sizes(node.inputs.map { $0.map { graph[$0].fact } }) else {
            return "its sizes do not fit its body"
        }
        var body = scan.body
        body.substitute(symbols)
        var inner = LoopBody(body, scan, steps: steps, depth: depth)
        var initial: [View<Dimension>] = []
        for (index, input) in node.inputs.enumerated() {
            guard let input else { return "an operand is missing" }
            if index < scan.carried {
                initial.append(try view(of: input))
            } else if index < scan.carried + scan.scanned {
                inner.sequences.append(inner.step(of: try view(of: input)))
            } else if isConstant[input.index], !isRepeated(input) {
                inner.constants[body.inputs[index].value] = try constant(of: input)
            } else {
                inner.invariants[body.inputs[index].value] = try view(of: input)
            }
        }
        for (index, output) in node.outputs.prefix(scan.stacked).enumerated() {
            inner.results[scan.carried + index] = inner.step(of: place(output))
        }
        // What follows is taken back where the body needs the interpreter; a copy of all so far would cost too much for each loop.
        let mark = program.mark
        for (input, view) in zip(body.inputs, initial) {
            inner.states.append(state(body.type(input.value), from: view))
        }
        let calls = try lowerBody(inner)
        let without = calls.compactMap { step in
            if case .reference(let call) = step.call { call.operation.name } else { nil }
        }
        guard without.isEmpty else {
            program.takeBack(to: mark)
            return "no kernel computes \(Set(without).sorted().joined(separator: ", ")) in it"
        }
        program.steps.append(
            Step(
                call: .loop(LoopCall(count: steps, body: calls)),
                nodes: [(node.path + [node.operation.name]).joined(separator: ".")],
                work: calls.reduce(Dimension(0)) { $0 + $1.work } * steps))
        for (output, state) in zip(node.outputs.dropFirst(scan.stacked), inner.states) {
            views[output.index] = state.last(after: steps)
        }
        return nil
    }

    /// Whether a value is one number seen many times, which has no dense form to point to.
    private func isRepeated(_ value: ValueID) -> Bool { producer(of: value)?.node.operation is Op.Full }

    /// Memory for a state, twice, with its initial value in the first half.
    private mutating func state(_ type: TensorType, from initial: View<Dimension>) -> LoopState {
        let count = type.elementCount
        let buffer = addBuffer(.arena, type.elementType, count * 2)
        let first = View(dense: type.shape, type.elementType, order: Array(type.shape.indices), in: buffer)
        add(.copy(CopyCall(source: initial, target: first)), [])
        return LoopState(first: first, count: count, depth: depth)
    }

    /// The calls of a body.
    private mutating func lowerBody(_ body: LoopBody) throws(Diagnostic) -> [Step<Dimension>] {
        let start = program.steps.count
        // The program moves there and back: a second holder would make each change a copy of it.
        var inner = Lowering(body: body, program, options)
        program = Program(graph: graph)
        for index in body.graph.nodes.indices { try inner.lowerNode(index) }
        for (index, output) in body.graph.outputs.enumerated() where inner.pending.contains(index) {
            guard let target = body.target(of: index) else { continue }
            inner.add(.copy(CopyCall(source: try inner.view(of: output.value), target: target)), [])
        }
        swap(&program, &inner.program)
        let calls = Array(program.steps[start...])
        program.steps.removeSubrange(start...)
        return calls
    }
}

extension Program {
    /// How much of a program there is.
    fileprivate struct Mark {
        let buffers, constants, steps: Int
    }

    fileprivate var mark: Mark { Mark(buffers: buffers.count, constants: constants.count, steps: steps.count) }

    fileprivate mutating func takeBack(to mark: Mark) {
        buffers.removeSubrange(mark.buffers...)
        constants.removeSubrange(mark.constants...)
        steps.removeSubrange(mark.steps...)
    }
}

extension Operator {
    /// Whether a result is the last state of a loop, which lies where the loop keeps its state.
    func leavesState(_ result: Int) -> Bool { (self as? Op.Scan).map { result >= $0.stacked } ?? false }
}

/// A state of a loop: two places one behind the other.
struct LoopState {
    /// The first place, as it lies before the loop.
    let first: View<Dimension>
    let count: Dimension
    /// How many loops are around the one whose state it is.
    let depth: Int

    /// Where a step finds the state.
    var read: View<Dimension> {
        first.moving(.alternating(count), inLoop: depth)
    }

    /// Where a step leaves the next one.
    var written: View<Dimension> {
        var view = first
        view.offset = first.offset + count
        return view.moving(.alternating(count * -1), inLoop: depth)
    }

    /// Where the state is after so many steps.
    func last(after steps: Dimension) -> View<Dimension> {
        var view = first
        view.offset = first.offset + count * steps.remainder(by: 2)
        return view
    }
}

/// What a body is given, and where its results go.
struct LoopBody {
    let graph: Graph
    let scan: Op.Scan
    let steps: Dimension
    /// How many loops are around this one.
    let depth: Int
    var states: [LoopState] = []
    var sequences: [View<Dimension>] = []
    var constants: [ValueID: Int] = [:]
    var invariants: [ValueID: View<Dimension>] = [:]
    /// Where the results of the steps go, by the output's index.
    var results: [Int: View<Dimension>] = [:]

    init(_ graph: Graph, _ scan: Op.Scan, steps: Dimension, depth: Int) {
        self.graph = graph
        self.scan = scan
        self.steps = steps
        self.depth = depth
    }

    /// Where an output of the body goes.
    func target(of output: Int) -> View<Dimension>? {
        output < states.count ? states[output].written : results[output]
    }

    /// A step of a sequence: the view without the axis of the steps, moving along it.
    func step(of whole: View<Dimension>) -> View<Dimension> {
        let axis = scan.axis.resolvedAxis(whole.rank)
        var view = whole
        let pitch = view.strides.remove(at: axis)
        view.shape.remove(at: axis)
        if scan.reverse { view.offset = view.offset + (steps - 1) * pitch }
        return view.moving(.onward(scan.reverse ? pitch * -1 : pitch), inLoop: depth)
    }
}
