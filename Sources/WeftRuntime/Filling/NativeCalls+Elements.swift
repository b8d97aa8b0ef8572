import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension NativeCalls {
    func add(_ call: ElementwiseCall<Int>) throws(Diagnostic) {
        guard call.type == .f32 else { return try addTyped(call) }
        var arguments = unsafe weft_elementwise_args()
        let shape = call.operands.first?.shape ?? []
        unsafe arguments.rank = Int32(shape.count)
        unsafe arguments.extents = eight(shape, or: 1)
        unsafe arguments.operand_count = Int32(call.operands.count)
        let program = unsafe keep(try call.program.native(call.operands.map(\.elementType)))
        unsafe arguments.program = UnsafePointer(program.assumingMemoryBound(to: weft_program.self))
        let stride = unsafe MemoryLayout<weft_elementwise_operand>.stride
        unsafe withUnsafeMutableBytes(of: &arguments.operands) { operands in
            for (index, view) in call.operands.enumerated() {
                var operand = unsafe weft_elementwise_operand()
                unsafe operand.strides = eight(view.strides)
                unsafe operands.storeBytes(of: operand, toByteOffset: index * stride, as: weft_elementwise_operand.self)
            }
        }
        unsafe weft_elementwise_simplify(&arguments)
        let first = unsafe offset(\weft_elementwise_args.operands) + offset(\weft_elementwise_operand.base)
        try unsafe add(
            WEFT_CALL_ELEMENTWISE, arguments,
            call.operands.enumerated().map { (first + $0.offset * stride, $0.element) })
    }

    func add(_ call: CopyCall<Int>) throws(Diagnostic) {
        var call = call
        (call.source, call.target) = try call.source.joiningAxes(with: call.target)
        var arguments = unsafe weft_copy_args()
        unsafe (arguments.rank, arguments.bytes) = (Int32(call.target.rank), Int32(call.target.elementBytes))
        unsafe arguments.extents = eight(call.target.shape, or: 1)
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        unsafe weft_copy_simplify(&arguments)
        try unsafe add(
            WEFT_CALL_COPY, arguments,
            [
                (unsafe offset(\weft_copy_args.from), call.source), (unsafe offset(\weft_copy_args.to), call.target),
            ])
    }

    func add(_ call: ConvertCall<Int>) throws(Diagnostic) {
        var call = call
        (call.source, call.target) = try call.source.joiningAxes(with: call.target)
        var arguments = unsafe weft_convert_args()
        unsafe arguments.rank = Int32(call.target.rank)
        unsafe arguments.from_type = Int32(call.source.elementType.number)
        unsafe arguments.to_type = Int32(call.target.elementType.number)
        unsafe arguments.extents = eight(call.target.shape, or: 1)
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        unsafe weft_convert_simplify(&arguments)
        try unsafe add(
            WEFT_CALL_CONVERT, arguments,
            [
                (unsafe offset(\weft_convert_args.from), call.source),
                (unsafe offset(\weft_convert_args.to), call.target),
            ])
    }

    func add(_ call: SequenceCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_sequence_args()
        let kind =
            switch call.kind {
            case .mask: WEFT_SEQUENCE_MASK
            case .reverse: WEFT_SEQUENCE_REVERSE
            case .last: WEFT_SEQUENCE_LAST
            }
        unsafe arguments.kind = Int32(kind.rawValue)
        unsafe (arguments.rank, arguments.bytes) = (Int32(call.source.rank), Int32(call.source.elementBytes))
        unsafe (arguments.axis, arguments.row_axis) = (Int32(call.axis), 0)
        unsafe arguments.extents = eight(call.source.shape, or: 1)
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        unsafe arguments.pattern = UInt64(Float(call.filling).bitPattern)
        try unsafe add(
            WEFT_CALL_SEQUENCE, arguments,
            [
                (unsafe offset(\weft_sequence_args.from), call.source),
                (unsafe offset(\weft_sequence_args.to), call.target),
                (unsafe offset(\weft_sequence_args.lengths), call.lengths),
            ])
    }
}

extension View<Int> {
    /// The view and another of its shape with as many axes as kernels have room for: without those of size 1, and those
    /// that lie together in both joined.
    ///
    /// - Throws: `rank-too-high` where that is not enough.
    fileprivate func joiningAxes(with other: View) throws(Diagnostic) -> (View, View) {
        let most = Int(WEFT_MAX_RANK)
        guard rank > most else { return (self, other) }
        var (own, its) = (self, other)
        (own.shape, own.strides, its.strides) = ([], [], [])
        for axis in shape.indices where shape[axis] != 1 {
            if let last = own.shape.indices.last, own.strides[last] == strides[axis] * shape[axis],
                its.strides[last] == other.strides[axis] * shape[axis]
            {
                own.shape[last] *= shape[axis]
                (own.strides[last], its.strides[last]) = (strides[axis], other.strides[axis])
            } else {
                own.shape.append(shape[axis])
                own.strides.append(strides[axis])
                its.strides.append(other.strides[axis])
            }
        }
        guard own.rank <= most else {
            throw Diagnostic("rank-too-high", "kernels copy along \(most) axes, not along \(own.rank)")
        }
        its.shape = own.shape
        return (own, its)
    }
}
