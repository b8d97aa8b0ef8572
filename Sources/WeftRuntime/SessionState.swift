import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftTensors

/// What the runs of a session change: the memory, and the plans of the graph and its bodies.
struct SessionState {
    private var graph: GraphState
    private var shared: RunMemory

    init(_ compiled: CompiledGraph, _ model: Model, isa: InstructionSet, threads: Int) {
        graph = GraphState(compiled, model, isa: isa)
        shared = RunMemory(threads: threads)
    }

    var notes: [Diagnostic] { ConstantStore.notes(graph.stores) }

    var memory: (weights: Int, arena: Int) {
        (graph.stores.reduce(0) { $0 + $1.keptBytes }, shared.arenaBytes)
    }

    var lastPlan: (sizes: [Symbol: Int], binding: Duration, work: Int)? { shared.lastPlan }

    /// Runs all regions; inputs and outputs are in the order of the graph's.
    mutating func run(_ sizes: [Symbol: Int], _ inputs: [Tensor]) throws(Diagnostic) -> [Tensor] {
        try run(sizes, inputs, RegionState.run)
    }

    /// The shortest time of each call outside of bodies in so many runs.
    mutating func profile(
        _ sizes: [Symbol: Int], _ inputs: [Tensor], runs: Int
    ) throws(Diagnostic) -> [Session.CallTime] {
        var times: [Session.CallTime] = []
        _ = try run(sizes, inputs) { plan, tensors, workspace throws(Diagnostic) in
            times += try plan.profile(tensors, workspace: workspace, runs: runs)
            return try RegionState.run(plan, tensors, workspace)
        }
        return times
    }

    private mutating func run(
        _ sizes: [Symbol: Int], _ inputs: [Tensor], _ execute: RegionState.Execution
    ) throws(Diagnostic) -> [Tensor] {
        let generation = shared.generation
        shared.lastPlan = (sizes, shared.lastPlan?.binding ?? .zero, 0)
        defer { if shared.generation != generation { graph.forgetPlans(before: shared.generation) } }
        let (outputs, found) = try graph.run(sizes, inputs, &shared, execute)
        shared.lastPlan?.sizes = found
        return outputs
    }
}
