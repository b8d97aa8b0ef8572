import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// A plan whose buffers have addresses.
@safe
final class BoundPlan {
    let plan: Plan
    private let arena: AlignedMemory
    /// The address of each buffer.
    private let addresses: [UnsafeMutableRawPointer?]
    /// The constants, which stay alive with the plan.
    private let constants: [Tensor]

    init(_ plan: Plan, arena: AlignedMemory, constants store: inout ConstantStore) throws(Diagnostic) {
        self.plan = plan
        self.arena = arena
        var tensors: [Tensor] = []
        var addresses = unsafe [UnsafeMutableRawPointer?]()
        for index in plan.buffers.indices {
            if case .constant(let number) = plan.buffers[index].kind {
                let tensor = try store.value(number)
                tensors.append(tensor)
                unsafe addresses.append(unsafe UnsafeMutableRawPointer(mutating: tensor.unsafeBytes.baseAddress))
            } else {
                let offset = plan.offsets[index]
                unsafe addresses.append(offset.map { unsafe arena.start + $0 })
            }
        }
        unsafe self.addresses = addresses
        constants = tensors
    }

    /// Runs the plan on inputs in the order of the graph's.
    func run(_ inputs: [Tensor]) throws(Diagnostic) -> [Tensor] {
        for (face, tensor) in zip(plan.inputs, inputs) { try memory(face.view).write(tensor) }
        for step in plan.steps {
            switch step.call {
            case .reference(let call): try run(call)
            case .copy(let call):
                guard let tensor = try memory(call.source).tensor() else { continue }
                try memory(call.target).write(tensor)
            default: throw Diagnostic("no-kernel", "nothing runs a call of \(step.call.name) here")
            }
        }
        var results: [Tensor] = []
        for face in plan.outputs {
            guard let tensor = try memory(face.view).tensor() else {
                throw Diagnostic("tensor-too-large", "the output '\(face.name)' is too large", place: face.name)
            }
            results.append(tensor)
        }
        return results
    }

    private func memory(_ view: View<Int>) throws(Diagnostic) -> StridedMemory {
        guard let address = unsafe addresses[view.buffer.index] else {
            throw Diagnostic("no-memory", "the buffer \(view.buffer.index) has no place")
        }
        let bytes = max(view.elementType.bits / 8, 1)
        return unsafe StridedMemory(view: view, start: address + view.offset * bytes)
    }

    private func run(_ call: ReferenceCall<Int>) throws(Diagnostic) {
        var operands: [PlainTensor?] = []
        for view in call.operands {
            guard let view else {
                operands.append(nil)
                continue
            }
            operands.append(try memory(view).tensor().map { PlainTensor($0) })
        }
        do throws(Diagnostic) {
            let results = try call.operation.evaluate(operands, Evaluation(binding: plan.binding))
            for (view, result) in zip(call.results, results) {
                guard result.elementType == view.elementType, result.shape == view.shape else {
                    let found = TensorType(result.elementType, result.shape.map { Dimension($0) })
                    let wanted = TensorType(view.elementType, view.shape.map { Dimension($0) })
                    throw Diagnostic("result-mismatch", "the operator gave \(found), which is not the inferred \(wanted)")
                }
                try memory(view).write(result.tensor)
            }
        } catch {
            throw error.located(in: call.node)
        }
    }
}
