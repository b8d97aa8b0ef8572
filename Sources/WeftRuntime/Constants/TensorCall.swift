import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// What kernels make of tensors outside of a plan: the operators that recipes apply to large weights.
struct TensorCall {
    let isa: weft_isa

    /// As many axes as the kernels' views have.
    static let mostAxes = Int(WEFT_MAX_RANK)
    /// Smaller results are left to the interpreter.
    private static let fewest = 4096

    /// The result of an operator that is worth a kernel; nil where there is none for it.
    func result(
        of operation: any Operator, _ operands: [Tensor?], _ type: TensorType
    ) throws(Diagnostic) -> Tensor? {
        guard let shape = type.sizes([:]), let count = shape.elementCount, count >= Self.fewest,
            shape.count <= Self.mostAxes, let first = operands.first.flatMap({ $0 })
        else { return nil }
        if let operation = operation as? any ViewOperator, first.elementType.bits >= 8 {
            let view = try operation.view(first.shape, Evaluation())
            if view.result != view.shape, view.shape == [first.count], view.strides == [1], view.offset == 0 {
                return first.reshaped(view.result)
            }
            return view.shape.count <= Self.mostAxes ? try viewed(first, view) : nil
        }
        guard type.elementType == .f32, operands.count > 1, let second = operands[1] else { return nil }
        if operation is Op.Dense, first.shape.count == 2 {
            return try product(first, second, bias: operands.count > 2 ? operands[2] : nil)
        }
        guard let join = ScalarProgram.Operation(arithmetic: operation), operands.count == 2 else { return nil }
        return try joined(join, first, second, shape)
    }

    /// The product of rows with a weight of `[units, depth]`, whose pages are given back.
    private func product(_ rows: Tensor, _ weight: Tensor, bias: Tensor?) throws(Diagnostic) -> Tensor {
        let (count, units, depth) = (rows.shape[0], weight.shape[0], weight.shape[1])
        let packing = Packing.product(groups: 1, columns: units, depth: depth)
        var room = try PackedRoom([packing.count(isa)])
        let packed = try packing.packed(for: isa, in: &room) { range throws(Diagnostic) in
            guard let part = weight.rows(range) else {
                throw Diagnostic("missing-constant", "a weight has not the rows \(range)")
            }
            return part
        }
        let tensors = [rows, packed] + (bias.map { [$0] } ?? [])
        var epilogue = Epilogue<Int>()
        epilogue.bias = bias.map { View<Int>(dense: $0.shape, .f32, in: BufferID(2)) }
        let call = ProductCall(
            a: View<Int>(dense: [1, 1, 1, count, depth], .f32, in: BufferID(0)),
            weight: View<Int>(dense: packed.shape, .f32, in: BufferID(1)), weightPitch: 0, groups: 1, columns: units,
            out: View<Int>(dense: [1, 1, 1, count, units], .f32, in: BufferID(tensors.count)), epilogue: epilogue)
        defer { rows.release() }
        return try run(.product(call), tensors, .f32, [count, units])
    }

    /// A tensor as a view shows it.
    func viewed(_ tensor: Tensor, _ view: StridedView) throws(Diagnostic) -> Tensor {
        let type = tensor.elementType
        let source = View<Int>(
            buffer: BufferID(0), elementType: type, shape: view.shape, strides: view.strides, offset: view.offset)
        let target = View<Int>(dense: view.shape, type, in: BufferID(1))
        return try run(.copy(CopyCall(source: source, target: target)), [tensor], type, view.result)
    }

    /// Two tensors joined by an operation in `f32`, stretched to a shape by the rules of broadcasting.
    func joined(
        _ operation: ScalarProgram.Operation, _ a: Tensor, _ b: Tensor, _ shape: [Int]
    ) throws(Diagnostic) -> Tensor {
        var program = ScalarProgram()
        let values = [program.add(.load(operand: 0)), program.add(.load(operand: 1))]
        program.stores = [ScalarProgram.Store(value: program.apply(operation, values), operand: 2)]
        let operands = [a, b].enumerated().map { index, tensor in
            let view = StridedView(broadcasting: tensor.shape, to: shape)
            return View<Int>(
                buffer: BufferID(index), elementType: .f32, shape: view.shape, strides: view.strides, offset: 0)
        }
        let target = View<Int>(dense: shape, .f32, in: BufferID(2))
        let call = ElementwiseCall(program: program, operands: operands + [target])
        return try run(.elementwise(call), [a, b], .f32, shape)
    }

    /// A new tensor that a call writes all of, as the buffer behind those that it reads.
    private func run(
        _ call: Call<Int>, _ tensors: [Tensor], _ type: ElementType, _ shape: [Int]
    ) throws(Diagnostic) -> Tensor {
        var failure: Diagnostic?
        let result = unsafe Tensor(
            type, shape: shape,
            writing: { memory in
                do throws(Diagnostic) {
                    let calls = NativeCalls(unsafe BufferAddresses(reading: tensors, writing: memory))
                    _ = try calls.add(call)
                    try calls.check(isa)
                    let count = unsafe Int32(calls.calls.count)
                    let workspace = try PagedMemory(
                        byteCount: Int(unsafe weft_plan_memory(isa, calls.calls, count, 1)))
                    var status = weft_status()
                    unsafe weft_plan_run(isa, calls.calls, count, nil, 1, workspace.start, &status)
                } catch {
                    failure = error
                }
            })
        if let failure { throw failure }
        guard let result else { throw Diagnostic("tensor-too-large", "a constant is too large") }
        return result
    }
}

extension View where Size == Int {
    /// A dense tensor in C order at the start of a buffer.
    fileprivate init(dense shape: [Int], _ type: ElementType, in buffer: BufferID) {
        self.init(buffer: buffer, elementType: type, shape: shape, strides: shape.denseStrides, offset: 0)
    }
}

extension ScalarProgram.Operation {
    /// The operation that an arithmetic operator is; each is rounded as the interpreter's in double, rounded once, is.
    init?(arithmetic operation: any Operator) {
        switch operation {
        case is Op.Add: self = .add
        case is Op.Subtract: self = .subtract
        case is Op.Multiply: self = .multiply
        case is Op.Divide: self = .divide
        default: return nil
        }
    }
}
