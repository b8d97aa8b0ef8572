import CWeftKernels
import Synchronization
public import WeftCompiler
public import WeftDiagnostics
public import WeftGraph
import WeftOperators
public import WeftTensors

/// A model made ready to run: its program, its weights laid out for the kernels, and memory that is used again.
///
/// Runs from several tasks wait for one another. The plans of the last sixteen sizes are kept; a run at one of these
/// sizes allocates nothing but its outputs.
public final class Session: Sendable {
    /// The program that is run.
    public let program: Program
    private let state: Mutex<State>
    /// The most threads that a run uses.
    package let threadCount: Int

    /// Makes a session; weights are laid out when they are first needed.
    ///
    /// - Throws: what is wrong with the graph.
    public convenience init(_ model: Model) throws(Diagnostic) {
        try self.init(model, options: LoweringOptions())
    }

    /// - Parameter passes: how many passes are made; all where nothing is said.
    package init(
        _ model: Model, options: LoweringOptions, threads: Int? = nil, isa: InstructionSet = .best,
        passes: Int = Pipeline.passes.count
    ) throws(Diagnostic) {
        guard !model.graph.findsSizes else {
            throw Diagnostic(
                "sizes-from-data",
                "sizes in this model are found while it runs, and a compiled run knows all beforehand",
                help: "run it with the interpreter")
        }
        program = try Program.lowering(model.graph, options: options, isa: isa, passes: passes)
        threadCount = threads ?? Int(weft_pool_allowed_cpus())
        state = Mutex(State(ConstantStore(program, model, isa: isa)))
    }

    /// What is to be said of the packed weights that the model came with: those that could not be used.
    package var notes: [Diagnostic] { state.withLock { $0.notes } }

    /// What the weights that are laid out take, and the arena, in bytes.
    package var memory: (weights: Int, arena: Int) { state.withLock { $0.memory } }

    /// The sizes of the last run, what it took to bind them, without laying out weights, and the multiply-accumulates.
    package var lastPlan: (sizes: [Symbol: Int], binding: Duration, work: Int)? { state.withLock { $0.lastPlan } }

    /// The outputs for inputs by name.
    ///
    /// - Throws: `unknown-input`, `missing-input`, `input-mismatch`, `value-out-of-range` for what is wrong with the
    ///   inputs; `condition-not-met` for sizes that the model does not take; or what an operator finds wrong with the data,
    ///   such as an index out of range.
    public func run(_ inputs: [String: Tensor]) throws(Diagnostic) -> [String: Tensor] {
        let (sizes, tensors) = try bound(inputs)
        let result = state.withLock { state in
            Result { () throws(Diagnostic) in try state.run(program, sizes, tensors, threads: threadCount) }
        }
        let outputs = try result.get()
        return Dictionary(zip(program.outputs.map(\.name), outputs), uniquingKeysWith: { first, _ in first })
    }

    /// How long the calls of a run take.
    package struct CallTime: Sendable {
        package let name: String
        package let nodes: String
        package let milliseconds: Double
        /// Multiply-accumulates.
        package let work: Int
    }

    /// The shortest time of each call in so many runs, in which calls do not follow one another at once.
    package func profile(_ inputs: [String: Tensor], runs: Int) throws(Diagnostic) -> [CallTime] {
        let (sizes, tensors) = try bound(inputs)
        let result = state.withLock { state in
            Result { () throws(Diagnostic) in
                try state.profile(program, sizes, tensors, threads: threadCount, runs: runs)
            }
        }
        return try result.get()
    }

    /// The sizes and the tensors of inputs, checked, in the order of the graph's.
    private func bound(_ inputs: [String: Tensor]) throws(Diagnostic) -> ([Symbol: Int], [Tensor]) {
        let graph = program.graph
        let binding = try InputBinding(graph, inputs.mapValues { InputShape($0.elementType, $0.shape) })
        var tensors: [Tensor] = []
        for input in graph.inputs {
            guard let tensor = inputs[input.name] else { continue }
            if input.range != nil { try binding.checkRange(input, PlainTensor(tensor)) }
            tensors.append(tensor)
        }
        return (binding.sizes, tensors)
    }
}

extension Session {
    /// What runs change: the memory and the plans.
    private struct State {
        private var constants: ConstantStore
        private var arena = AlignedMemory(byteCount: 0)
        /// What kernels need besides: what a call's threads share, then each thread's own.
        private var workspace = AlignedMemory(byteCount: 0)
        /// The plans that were used last, the last one first.
        private var plans: [BoundPlan] = []

        private var binding = Duration.zero

        private static let mostPlans = 16

        init(_ constants: ConstantStore) {
            self.constants = constants
        }

        var notes: [Diagnostic] { constants.notes }
        var lastPlan: (sizes: [Symbol: Int], binding: Duration, work: Int)? {
            plans.first.map { ($0.plan.binding, binding, $0.plan.steps.reduce(0) { $0 + $1.work }) }
        }
        var memory: (weights: Int, arena: Int) { (constants.keptBytes, arena.byteCount) }

        mutating func run(
            _ program: Program, _ sizes: [Symbol: Int], _ inputs: [Tensor], threads: Int
        ) throws(Diagnostic) -> [Tensor] {
            let plan = try plan(program, sizes)
            let bytes = plan.sharedBytes + plan.scratchBytes * threads
            if bytes > workspace.byteCount { workspace = AlignedMemory(byteCount: bytes) }
            return try plan.run(inputs, workspace: workspace, threads: threads)
        }

        mutating func profile(
            _ program: Program, _ sizes: [Symbol: Int], _ inputs: [Tensor], threads: Int, runs: Int
        ) throws(Diagnostic) -> [CallTime] {
            _ = try run(program, sizes, inputs, threads: threads)
            let plan = try plan(program, sizes)
            return try plan.profile(inputs, workspace: workspace, threads: threads, runs: runs)
        }

        private mutating func plan(_ program: Program, _ sizes: [Symbol: Int]) throws(Diagnostic) -> BoundPlan {
            if let index = plans.firstIndex(where: { $0.plan.binding == sizes }) {
                let plan = plans.remove(at: index)
                plans.insert(plan, at: 0)
                return plan
            }
            let clock = ContinuousClock()
            let before = clock.now
            let plan = try Plan(program, binding: sizes)
            binding = before.duration(to: clock.now)
            if plan.arenaBytes > arena.byteCount {
                // All plans share the arena: those of the smaller one go with it.
                plans = []
                arena = AlignedMemory(byteCount: plan.arenaBytes)
            }
            let bound = try BoundPlan(plan, arena: arena, constants: &constants, isa: constants.isa)
            plans.insert(bound, at: 0)
            if plans.count > Self.mostPlans { plans.removeLast() }
            return bound
        }
    }
}
