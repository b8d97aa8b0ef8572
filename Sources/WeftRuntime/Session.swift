import CWeftKernels
import Synchronization
public import WeftCompiler
public import WeftDiagnostics
public import WeftGraph
import WeftOperators
public import WeftTensors

/// A model made ready to run: its programs, its weights laid out for the kernels, and memory that is used again.
///
/// Runs from several tasks wait for one another. The plans of the last sixteen sizes are kept; a run at one of these
/// sizes allocates nothing but its outputs.
public final class Session: Sendable {
    /// The programs that are run: one for each region, so a single one where all sizes are known before the run.
    public var programs: [Program] { compiled.programs }
    /// The programs, and what runs between them.
    package let compiled: CompiledGraph
    private let state: Mutex<SessionState>
    /// The shapes of the last inputs, in the order of the graph's, and the sizes that they gave: those of the same shapes are
    /// not solved again.
    private let lastBinding = Mutex<(shapes: [InputShape], sizes: [Symbol: Int])?>(nil)
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
        compiled = try CompiledGraph(model, options: options, isa: isa, passes: passes)
        threadCount = threads ?? Int(weft_pool_allowed_cpus())
        state = Mutex(SessionState(compiled, model, isa: isa, threads: threadCount))
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
            Result { () throws(Diagnostic) in try state.run(sizes, tensors) }
        }
        let names = compiled.parts.graph.outputs.map(\.name)
        return Dictionary(zip(names, try result.get()), uniquingKeysWith: { first, _ in first })
    }

    /// How long the calls of a run take.
    package struct CallTime: Sendable {
        package let name: String
        package let nodes: String
        package let milliseconds: Double
        /// Multiply-accumulates.
        package let work: Int
        /// The bytes that it reads and writes, each once.
        package let bytes: Int
        /// Of calls that can take turns, how they were cut.
        package let cut: BandCut?
    }

    /// The shortest time of each call in so many runs, in which calls do not follow one another at once.
    package func profile(_ inputs: [String: Tensor], runs: Int) throws(Diagnostic) -> [CallTime] {
        let (sizes, tensors) = try bound(inputs)
        let result = state.withLock { state in
            Result { () throws(Diagnostic) in try state.profile(sizes, tensors, runs: runs) }
        }
        return try result.get()
    }

    /// The sizes and the tensors of inputs, checked, in the order of the graph's.
    private func bound(_ inputs: [String: Tensor]) throws(Diagnostic) -> ([Symbol: Int], [Tensor]) {
        let graph = compiled.parts.graph
        if let known = known(inputs) { return known }
        let binding = try InputBinding(graph, inputs.mapValues { InputShape($0.elementType, $0.shape) })
        var tensors: [Tensor] = []
        for input in graph.inputs {
            guard let tensor = inputs[input.name] else { continue }
            if input.range != nil { try binding.checkRange(input, PlainTensor(tensor)) }
            tensors.append(tensor)
        }
        if tensors.count == graph.inputs.count, graph.inputs.allSatisfy({ $0.range == nil }) {
            let shapes = tensors.map { InputShape($0.elementType, $0.shape) }
            lastBinding.withLock { $0 = (shapes, binding.sizes) }
        }
        return (binding.sizes, tensors)
    }

    /// The same for inputs that have the shapes of the last ones; nil for all others.
    private func known(_ inputs: [String: Tensor]) -> ([Symbol: Int], [Tensor])? {
        guard let last = lastBinding.withLock({ $0 }), inputs.count == last.shapes.count else { return nil }
        var tensors: [Tensor] = []
        for (input, shape) in zip(compiled.parts.graph.inputs, last.shapes) {
            guard let tensor = inputs[input.name], tensor.elementType == shape.elementType, tensor.shape == shape.shape
            else { return nil }
            tensors.append(tensor)
        }
        return (last.sizes, tensors)
    }
}
