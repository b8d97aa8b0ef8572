import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A graph ready to run: its regions, and the bodies that run between them.
struct GraphState {
    private let parts: GraphRegions
    private var regions: [RegionState]
    private var bodies: [Int: [BodyState]]

    init(_ compiled: CompiledGraph, _ model: Model, isa: InstructionSet) {
        parts = compiled.parts
        regions = zip(parts.regions, compiled.programs).map { region, program in
            RegionState(region, program, ConstantStore(program, model, isa: isa))
        }
        // Bodies are nested as deep as a graph may be, which bounds the recursion, here and below.
        bodies = compiled.bodies.mapValues { bodies in bodies.map { BodyState($0, model, isa: isa) } }
    }

    /// The constants of all regions, those of bodies too.
    var stores: [ConstantStore] {
        regions.map(\.constants)
            + bodies.sorted { $0.key < $1.key }.flatMap { $0.value.flatMap(\.state.stores) }
    }

    mutating func forgetPlans(before generation: Int) {
        for index in regions.indices { regions[index].forgetPlans(before: generation) }
        bodies = bodies.mapValues { bodies in
            bodies.map { body in
                var body = body
                body.state.forgetPlans(before: generation)
                return body
            }
        }
    }

    /// Runs the regions one after another, and between them the nodes that find the sizes of the next or run bodies;
    /// inputs and outputs are in the order of the graph's. Gives the outputs and all sizes.
    mutating func run(
        _ sizes: [Symbol: Int], _ inputs: [Tensor], _ memory: inout RunMemory,
        _ execute: RegionState.Execution = RegionState.run
    ) throws(Diagnostic) -> (outputs: [Tensor], sizes: [Symbol: Int]) {
        guard parts.regions.count > 1 else { return (try run(0, sizes, inputs, &memory, execute), sizes) }
        let graph = parts.graph
        var values = [Tensor?](repeating: nil, count: graph.values.count)
        for (input, tensor) in zip(graph.inputs, inputs) { values[input.value.index] = tensor }
        var runner = try NodeRunner(graph, binding: sizes)
        for (index, region) in parts.regions.enumerated() {
            let given = try region.reads.map { value throws(Diagnostic) in try Self.found(value, values) }
            let made = try run(index, runner.binding, given, &memory, execute)
            for (value, tensor) in zip(region.makes, made) { values[value.index] = tensor }
            for number in region.between {
                let results =
                    bodies[number] == nil
                    ? try evaluate(number, &runner, values) : try runBodies(number, &runner, values, &memory)
                for (value, tensor) in zip(graph.nodes[number].outputs, results) { values[value.index] = tensor }
            }
            for value in region.leaves { values[value.index] = nil }
        }
        let outputs = try graph.outputs.map { output throws(Diagnostic) in try Self.found(output.value, values) }
        return (outputs, runner.binding)
    }

    private mutating func run(
        _ region: Int, _ sizes: [Symbol: Int], _ inputs: [Tensor], _ memory: inout RunMemory,
        _ execute: RegionState.Execution
    ) throws(Diagnostic) -> [Tensor] {
        let plan = try regions[region].plan(sizes, &memory)
        return try execute(plan, inputs, try memory.workspace(for: plan))
    }

    /// Evaluates a node that finds sizes.
    private func evaluate(
        _ number: Int, _ runner: inout NodeRunner, _ values: [Tensor?]
    ) throws(Diagnostic) -> [Tensor] {
        let node = parts.graph.nodes[number]
        let operands = node.inputs.compactMap { $0 }
        for value in operands { runner.values[value.index] = PlainTensor(try Self.found(value, values)) }
        try runner.run(number)
        let results = try node.outputs.map { value throws(Diagnostic) in try runner.value(value).tensor }
        for value in operands + node.outputs { runner.values[value.index] = nil }
        return results
    }

    /// Runs the bodies of a node as often as it says.
    private mutating func runBodies(
        _ number: Int, _ runner: inout NodeRunner, _ values: [Tensor?], _ memory: inout RunMemory
    ) throws(Diagnostic) -> [Tensor] {
        let node = parts.graph.nodes[number]
        let given = node.inputs.map { $0.flatMap { values[$0.index] } }
        do throws(Diagnostic) {
            let results: [Tensor]
            if let loop = node.operation as? Op.Loop {
                results = try run(loop, bodies: number, given, runner.binding, &memory)
            } else {
                let chosen = try Self.number(given[0]) != 0 ? 0 : 1
                results =
                    try bodies[number]?[chosen].run(
                        Array(given.dropFirst()), runner.binding, code: "branch-type-mismatch", &memory) ?? []
            }
            try runner.accept(results, of: number)
            return results
        } catch {
            throw error.located(in: node)
        }
    }

    private mutating func run(
        _ loop: Op.Loop, bodies number: Int, _ given: [Tensor?], _ binding: [Symbol: Int], _ memory: inout RunMemory
    ) throws(Diagnostic) -> [Tensor] {
        let states = try (2..<(2 + loop.carried)).map { index throws(Diagnostic) in try Self.found(given[index]) }
        let invariants = Array(given.dropFirst(2 + loop.carried))
        return try loop.run(
            trips: try given[0].map { tensor throws(Diagnostic) in try Self.number(tensor) },
            condition: try given[1].map { tensor throws(Diagnostic) in try Self.number(tensor) != 0 },
            states: states, binding
        ) { trip, goesOn, states throws(Diagnostic) in
            let head = [PlainTensor.i64([trip], []), .bools([goesOn], [])].map(\.tensor)
            let outputs =
                try bodies[number]?[0].run(head + states + invariants, binding, code: "loop-type-mismatch", &memory)
                ?? []
            return (try Self.number(outputs.first) != 0, Array(outputs.dropFirst()))
        }
    }

    /// The one number of a tensor.
    private static func number(_ tensor: Tensor?) throws(Diagnostic) -> Int64 {
        guard let number = PlainTensor(try found(tensor)).integers.first else {
            throw Diagnostic("result-mismatch", "a number was to be found, and there is none")
        }
        return number
    }

    private static func found(_ tensor: Tensor?) throws(Diagnostic) -> Tensor {
        guard let tensor else {
            throw Diagnostic("value-not-computed", "an operand is read before it is computed")
        }
        return tensor
    }

    private static func found(_ value: ValueID, _ values: [Tensor?]) throws(Diagnostic) -> Tensor {
        guard let tensor = values[value.index] else {
            throw Diagnostic("value-not-computed", "the value \(value.index) is read before it is computed")
        }
        return tensor
    }
}

/// A body ready to run.
struct BodyState {
    private let body: CompiledBody
    fileprivate var state: GraphState

    init(_ body: CompiledBody, _ model: Model, isa: InstructionSet) {
        self.body = body
        state = GraphState(body.compiled, model, isa: isa)
    }

    /// The outputs for what the inputs are given, which may be nothing for those that are constants.
    ///
    /// - Parameter code: of the diagnostic where that does not fit.
    fileprivate mutating func run(
        _ given: [Tensor?], _ outer: [Symbol: Int], code: String, _ memory: inout RunMemory
    ) throws(Diagnostic) -> [Tensor] {
        var (shapes, inputs): ([[Int]], [Tensor]) = ([], [])
        for (tensor, constant) in zip(given, body.constants) {
            if let constant {
                shapes.append(constant)
                continue
            }
            guard let tensor else {
                throw Diagnostic("value-not-computed", "an input of a body is read before it is computed")
            }
            shapes.append(tensor.shape)
            inputs.append(tensor)
        }
        let binding = try body.graph.bodyBinding(shapes, outer, code: code)
        for condition in body.graph.conditions where condition.holds(binding) == false {
            throw condition.failure(binding)
        }
        return try state.run(binding, inputs, &memory).outputs
    }
}
