import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// What the runs of a session change: the memory, and each region's plans.
struct SessionState {
    private let parts: GraphRegions
    private var regions: [RegionState]
    private let threads: Int
    private var arena: PagedMemory?
    /// What kernels need besides: what a call's threads share, then each thread's own.
    private var workspace: PagedMemory?
    private(set) var lastPlan: (sizes: [Symbol: Int], binding: Duration, work: Int)?

    init(_ compiled: CompiledGraph, _ model: Model, isa: InstructionSet, threads: Int) {
        parts = compiled.parts
        regions = zip(parts.regions, compiled.programs).map { region, program in
            RegionState(region, program, ConstantStore(program, model, isa: isa))
        }
        self.threads = threads
    }

    var notes: [Diagnostic] { ConstantStore.notes(regions.map(\.constants)) }

    var memory: (weights: Int, arena: Int) {
        (regions.reduce(0) { $0 + $1.constants.keptBytes }, arena?.byteCount ?? 0)
    }

    /// Runs all regions; inputs and outputs are in the order of the graph's.
    mutating func run(_ sizes: [Symbol: Int], _ inputs: [Tensor]) throws(Diagnostic) -> [Tensor] {
        try run(sizes, inputs) { plan, tensors, workspace, threads throws(Diagnostic) in
            try plan.run(tensors, workspace: workspace, threads: threads)
        }
    }

    /// The shortest time of each call in so many runs.
    mutating func profile(
        _ sizes: [Symbol: Int], _ inputs: [Tensor], runs: Int
    ) throws(Diagnostic) -> [Session.CallTime] {
        var times: [Session.CallTime] = []
        _ = try run(sizes, inputs) { plan, tensors, workspace, threads throws(Diagnostic) in
            times += try plan.profile(tensors, workspace: workspace, threads: threads, runs: runs)
            return try plan.run(tensors, workspace: workspace, threads: threads)
        }
        return times
    }

    /// Runs the regions one after another, and between them the nodes that find the sizes of the next.
    private mutating func run(
        _ sizes: [Symbol: Int], _ inputs: [Tensor],
        _ execute: (BoundPlan, [Tensor], PagedMemory, Int) throws(Diagnostic) -> [Tensor]
    ) throws(Diagnostic) -> [Tensor] {
        lastPlan = (sizes, lastPlan?.binding ?? .zero, 0)
        guard parts.regions.count > 1 else {
            let plan = try plan(0, sizes)
            return try execute(plan, inputs, try workspace(for: plan), threads)
        }
        let graph = parts.graph
        var values = [Tensor?](repeating: nil, count: graph.values.count)
        for (input, tensor) in zip(graph.inputs, inputs) { values[input.value.index] = tensor }
        var runner = try NodeRunner(graph, binding: sizes)
        for (index, region) in parts.regions.enumerated() {
            let plan = try plan(index, runner.binding)
            let given = try region.reads.map { value throws(Diagnostic) in try Self.found(value, values) }
            let made = try execute(plan, given, try workspace(for: plan), threads)
            for (value, tensor) in zip(region.makes, made) { values[value.index] = tensor }
            for number in region.finders { try run(number, graph, &runner, &values) }
            for value in region.leaves { values[value.index] = nil }
        }
        lastPlan?.sizes = runner.binding
        return try graph.outputs.map { output throws(Diagnostic) in try Self.found(output.value, values) }
    }

    /// Evaluates a node that finds sizes.
    private func run(
        _ number: Int, _ graph: Graph, _ runner: inout NodeRunner, _ values: inout [Tensor?]
    ) throws(Diagnostic) {
        let node = graph.nodes[number]
        let operands = node.inputs.compactMap { $0 }
        for value in operands { runner.values[value.index] = PlainTensor(try Self.found(value, values)) }
        try runner.run(number)
        for value in node.outputs { values[value.index] = try runner.value(value).tensor }
        for value in operands + node.outputs { runner.values[value.index] = nil }
    }

    private static func found(_ value: ValueID, _ values: [Tensor?]) throws(Diagnostic) -> Tensor {
        guard let tensor = values[value.index] else {
            throw Diagnostic("value-not-computed", "the value \(value.index) is read before it is computed")
        }
        return tensor
    }

    private mutating func workspace(for plan: BoundPlan) throws(Diagnostic) -> PagedMemory {
        let bytes = plan.sharedBytes + plan.scratchBytes * threads
        if let workspace, workspace.byteCount >= bytes { return workspace }
        let memory = try PagedMemory(byteCount: bytes)
        workspace = memory
        return memory
    }

    /// The plan of a region for sizes, the last one where it was for the same.
    private mutating func plan(_ index: Int, _ sizes: [Symbol: Int]) throws(Diagnostic) -> BoundPlan {
        let named = regions[index].sizes(sizes)
        if let plan = regions[index].kept(named) {
            lastPlan?.work += plan.plan.work
            return plan
        }
        let clock = ContinuousClock()
        let before = clock.now
        let plan = try Plan(regions[index].program, binding: named)
        lastPlan?.binding = before.duration(to: clock.now)
        lastPlan?.work += plan.work
        let memory = try arena(of: plan.arenaBytes)
        return try regions[index].bind(plan, in: memory)
    }

    /// The arena, at least so large. All plans share it: those of a smaller one go with it.
    private mutating func arena(of bytes: Int) throws(Diagnostic) -> PagedMemory {
        if let arena, arena.byteCount >= bytes { return arena }
        for index in regions.indices { regions[index].forgetPlans() }
        arena = nil
        let memory = try PagedMemory(byteCount: bytes)
        arena = memory
        return memory
    }
}

/// A region's program, its constants, and the plans that were used last.
struct RegionState {
    let program: Program
    private(set) var constants: ConstantStore
    /// The sizes found before it that its plans hang on.
    private let named: Set<Symbol>
    /// The last one first.
    private var plans: [BoundPlan] = []

    private static let mostPlans = 16

    init(_ region: GraphRegions.Region, _ program: Program, _ constants: ConstantStore) {
        self.program = program
        self.constants = constants
        named = region.namedSizes
    }

    /// Those of the sizes that plans hang on.
    func sizes(_ sizes: [Symbol: Int]) -> [Symbol: Int] {
        sizes.filter { symbol, _ in symbol.kind == .input || named.contains(symbol) }
    }

    /// The plan for sizes, if it is kept.
    mutating func kept(_ sizes: [Symbol: Int]) -> BoundPlan? {
        guard let index = plans.firstIndex(where: { $0.plan.binding == sizes }) else { return nil }
        let plan = plans.remove(at: index)
        plans.insert(plan, at: 0)
        return plan
    }

    mutating func bind(_ plan: Plan, in arena: PagedMemory) throws(Diagnostic) -> BoundPlan {
        let bound = try BoundPlan(plan, arena: arena, constants: &constants, isa: constants.isa)
        plans.insert(bound, at: 0)
        if plans.count > Self.mostPlans { plans.removeLast() }
        return bound
    }

    mutating func forgetPlans() { plans = [] }
}
