import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// A plan whose buffers have addresses and whose calls are filled in.
@safe
final class BoundPlan {
    /// What is run without a return in between.
    private enum Part {
        /// Calls of kernels; the number of the first step among them.
        case native(NativeCalls, firstStep: Int)
        case reference(ReferenceCall<Int>)
    }

    let plan: Plan
    /// The memory that kernels need besides the buffers.
    private(set) var workspaceBytes = 0
    private let addresses: BufferAddresses
    private let isa: weft_isa
    private let threads: Int32
    private var parts: [Part] = []

    init(
        _ plan: Plan, arena: PagedMemory, constants: inout ConstantStore, isa: weft_isa, threads: Int
    ) throws(Diagnostic) {
        self.plan = plan
        self.isa = isa
        self.threads = Int32(threads)
        addresses = try BufferAddresses(plan, arena: arena, constants: &constants)
        for (index, step) in plan.steps.enumerated() {
            if case .reference(let call) = step.call {
                parts.append(.reference(call))
                continue
            }
            if case .native(let calls, _)? = parts.last {
                _ = try calls.add(step.call)
            } else {
                let calls = NativeCalls(addresses)
                _ = try calls.add(step.call)
                parts.append(.native(calls, firstStep: index))
            }
        }
        for case .native(let calls, _) in parts {
            try calls.check(isa)
            let bytes = unsafe weft_plan_memory(isa, calls.calls, Int32(calls.calls.count), self.threads)
            workspaceBytes = max(workspaceBytes, Int(bytes))
        }
    }

    /// Runs the plan on inputs in the order of the graph's.
    func run(_ inputs: [Tensor], workspace: PagedMemory) throws(Diagnostic) -> [Tensor] {
        for (face, tensor) in zip(plan.inputs, inputs) { try addresses.memory(face.view).write(tensor) }
        for part in parts {
            switch part {
            case .reference(let call): try run(call)
            case .native(let calls, let firstStep): try run(calls, firstStep, workspace)
            }
        }
        var results: [Tensor] = []
        for face in plan.outputs {
            guard let tensor = try addresses.memory(face.view).tensor() else {
                throw Diagnostic("tensor-too-large", "the output '\(face.name)' is too large", place: face.name)
            }
            results.append(tensor)
        }
        return results
    }

    /// Runs the plan call by call and says what each took at least.
    func profile(
        _ inputs: [Tensor], workspace: PagedMemory, runs: Int
    ) throws(Diagnostic) -> [Session.CallTime] {
        let clock = ContinuousClock()
        var least = [Duration](repeating: .seconds(1000), count: plan.steps.count)
        for _ in 0..<runs {
            for (face, tensor) in zip(plan.inputs, inputs) { try addresses.memory(face.view).write(tensor) }
            for part in parts {
                guard case .native(let calls, let firstStep) = part else {
                    if case .reference(let call) = part { try run(call) }
                    continue
                }
                for index in unsafe calls.calls.indices {
                    var status = weft_status()
                    let before = clock.now
                    unsafe withUnsafePointer(to: calls.calls[index]) { call in
                        unsafe weft_plan_run(
                            isa, call, 1, weft_pool_shared(), threads, workspace.start, &status)
                    }
                    least[firstStep + index] = min(least[firstStep + index], before.duration(to: clock.now))
                }
            }
        }
        return plan.steps.enumerated().map { index, step in
            let time = least[index] == .seconds(1000) ? .zero : least[index]
            return Session.CallTime(
                name: step.call.name, nodes: step.nodes.joined(separator: ", "),
                milliseconds: Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3,
                work: step.work, bytes: step.call.traffic { constantBytes($0) }, cut: step.call.cut)
        }
    }

    private func constantBytes(_ buffer: BufferID) -> Int? {
        if case .constant = plan.buffers[buffer.index].kind { addresses.byteCount(of: buffer) } else { nil }
    }

    private func run(
        _ calls: NativeCalls, _ firstStep: Int, _ workspace: PagedMemory
    ) throws(Diagnostic) {
        var status = weft_status()
        unsafe weft_plan_run(
            isa, calls.calls, Int32(calls.calls.count), weft_pool_shared(), threads, workspace.start, &status)
        guard status.code != Int32(WEFT_FAILURE_NONE.rawValue) else { return }
        let numbered = plan.steps[firstStep...].lazy.flatMap(\.nodesDepthFirst)
        throw status.diagnostic(numbered.dropFirst(Int(status.call)).first?.first ?? "")
    }

    private func run(_ call: ReferenceCall<Int>) throws(Diagnostic) {
        var operands: [PlainTensor?] = []
        for view in call.operands {
            guard let view else {
                operands.append(nil)
                continue
            }
            operands.append(try addresses.memory(view).tensor().map { PlainTensor($0) })
        }
        do throws(Diagnostic) {
            let results = try call.operation.evaluate(operands, Evaluation(binding: plan.binding))
            for (view, result) in zip(call.results, results) {
                guard result.elementType == view.elementType, result.shape == view.shape else {
                    let found = TensorType(result.elementType, result.shape.map { Dimension($0) })
                    let wanted = TensorType(view.elementType, view.shape.map { Dimension($0) })
                    throw Diagnostic(
                        "result-mismatch", "the operator gave \(found), which is not the inferred \(wanted)")
                }
                try addresses.memory(view).write(result.tensor)
            }
        } catch {
            throw error.located(in: call.node)
        }
    }
}
