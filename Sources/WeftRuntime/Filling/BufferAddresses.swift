import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftTensors

/// Where the buffers of a plan are.
@safe
final class BufferAddresses {
    private let arena: PagedMemory?
    /// The constants, which stay alive with the plan.
    private let constants: [Tensor?]
    private let starts: [UnsafeMutableRawPointer?]
    private let sizes: [Int]

    init(_ plan: Plan, arena: PagedMemory, constants store: inout ConstantStore) throws(Diagnostic) {
        self.arena = arena
        var tensors: [Tensor?] = []
        var starts = unsafe [UnsafeMutableRawPointer?]()
        var sizes: [Int] = []
        for index in plan.buffers.indices {
            if case .constant(let number) = plan.buffers[index].kind {
                let tensor = try store.value(number)
                tensors.append(tensor)
                sizes.append(tensor.byteCount)
                unsafe starts.append(unsafe UnsafeMutableRawPointer(mutating: tensor.unsafeBytes.baseAddress))
            } else {
                tensors.append(nil)
                sizes.append(plan.buffers[index].bytes)
                let offset = plan.offsets[index]
                unsafe starts.append(offset.map { unsafe arena.start + $0 })
            }
        }
        constants = tensors
        unsafe self.starts = starts
        self.sizes = sizes
    }

    /// Memory outside of a plan: tensors that are read, then one that is written and that the caller keeps.
    @unsafe
    init(reading tensors: [Tensor], writing target: UnsafeMutableRawBufferPointer) {
        arena = nil
        constants = tensors
        unsafe starts =
            tensors.map { unsafe UnsafeMutableRawPointer(mutating: $0.unsafeBytes.baseAddress) } + [target.baseAddress]
        sizes = tensors.map(\.byteCount) + [target.count]
    }

    /// The address of a view's first element.
    func address(of view: View<Int>) throws(Diagnostic) -> UnsafeMutableRawPointer {
        guard let start = unsafe starts[view.buffer.index] else {
            throw Diagnostic("no-memory", "the buffer \(view.buffer.index) has no place")
        }
        return unsafe start + view.offset * view.elementBytes
    }

    func byteCount(of buffer: BufferID) -> Int { sizes[buffer.index] }

    /// The memory of a view.
    func memory(_ view: View<Int>) throws(Diagnostic) -> StridedMemory {
        unsafe StridedMemory(view: view, start: try address(of: view))
    }
}
