import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// A region's program, its constants, and the plans that were used last.
struct RegionState {
    /// How a plan is run on inputs, with the memory that kernels need besides.
    typealias Execution = (BoundPlan, [Tensor], PagedMemory) throws(Diagnostic) -> [Tensor]

    /// Runs a plan once.
    static func run(
        _ plan: BoundPlan, _ inputs: [Tensor], _ workspace: PagedMemory
    ) throws(Diagnostic) -> [Tensor] {
        try plan.run(inputs, workspace: workspace)
    }

    private let program: Program
    private(set) var constants: ConstantStore
    /// The sizes found before it that its plans hang on.
    private let named: Set<Symbol>
    /// The last one first.
    private var plans: [BoundPlan] = []
    /// Of the arena that the plans are for.
    private var generation = 0

    private static let mostPlans = 16

    init(_ region: GraphRegions.Region, _ program: Program, _ constants: ConstantStore) {
        self.program = program
        self.constants = constants
        named = region.namedSizes
    }

    /// The plan for sizes, the last one where it was for the same.
    mutating func plan(_ sizes: [Symbol: Int], _ memory: inout RunMemory) throws(Diagnostic) -> BoundPlan {
        let named = sizes.filter { symbol, _ in symbol.kind == .input || self.named.contains(symbol) }
        forgetPlans(before: memory.generation)
        let found = kept(named)
        let plan = if let found { found } else { try bound(named, &memory) }
        memory.lastPlan?.work += plan.plan.work
        return plan
    }

    /// The plan for sizes, if it is kept.
    private mutating func kept(_ sizes: [Symbol: Int]) -> BoundPlan? {
        guard let index = plans.firstIndex(where: { $0.plan.binding == sizes }) else { return nil }
        let plan = plans.remove(at: index)
        plans.insert(plan, at: 0)
        return plan
    }

    private mutating func bound(_ sizes: [Symbol: Int], _ memory: inout RunMemory) throws(Diagnostic) -> BoundPlan {
        let clock = ContinuousClock()
        let before = clock.now
        let plan = try Plan(program, binding: sizes)
        memory.lastPlan?.binding = before.duration(to: clock.now)
        let arena = try memory.arena(of: plan.arenaBytes)
        forgetPlans(before: memory.generation)
        let bound = try BoundPlan(
            plan, arena: arena, constants: &constants, isa: constants.isa, threads: memory.threads)
        constants.finish()
        plans.insert(bound, at: 0)
        if plans.count > Self.mostPlans { plans.removeLast() }
        return bound
    }

    /// Forgets the plans of an arena that is no more.
    mutating func forgetPlans(before generation: Int) {
        if self.generation != generation { plans = [] }
        self.generation = generation
    }
}
