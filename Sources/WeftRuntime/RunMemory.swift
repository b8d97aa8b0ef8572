import WeftDiagnostics
import WeftFiles
import WeftGraph

/// What the runs of a session share: the memory that plans work in, and what is said of the last run.
struct RunMemory {
    let threads: Int
    private var arena: PagedMemory?
    /// What kernels need besides: what a call's threads share, then each thread's own.
    private var workspace: PagedMemory?
    /// How often the arena was made anew: plans of an earlier one are no good.
    private(set) var generation = 0
    var lastPlan: (sizes: [Symbol: Int], binding: Duration, work: Int)?

    init(threads: Int) {
        self.threads = threads
    }

    var arenaBytes: Int { arena?.byteCount ?? 0 }

    /// The arena, at least so large. All plans share it: those of a smaller one go with it.
    mutating func arena(of bytes: Int) throws(Diagnostic) -> PagedMemory {
        if let arena, arena.byteCount >= bytes { return arena }
        arena = nil
        generation += 1
        let memory = try PagedMemory(byteCount: bytes)
        arena = memory
        return memory
    }

    mutating func workspace(for plan: BoundPlan) throws(Diagnostic) -> PagedMemory {
        if let workspace, workspace.byteCount >= plan.workspaceBytes { return workspace }
        let memory = try PagedMemory(byteCount: plan.workspaceBytes)
        workspace = memory
        return memory
    }
}
