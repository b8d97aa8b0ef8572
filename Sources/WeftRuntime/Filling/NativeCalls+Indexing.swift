import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftOperators
import WeftTensors

extension NativeCalls {
    func add(_ call: GatherCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_gather_args()
        unsafe (arguments.rank, arguments.bytes) = (Int32(call.target.rank), Int32(call.target.elementBytes))
        unsafe arguments.extents = eight(call.target.shape, or: 1)
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.tuple = call.axes.native(of: call.indices)
        unsafe arguments.id_strides = eight(call.indices.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        try unsafe add(
            WEFT_CALL_GATHER, arguments,
            [
                (unsafe offset(\weft_gather_args.from), call.source),
                (unsafe offset(\weft_gather_args.ids), call.indices),
                (unsafe offset(\weft_gather_args.to), call.target),
            ])
    }

    func add(_ call: ScatterCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_scatter_args()
        let kind =
            switch call.reduction {
            case .none: WEFT_SCATTER_REPLACE
            case .add: WEFT_SCATTER_ADD
            case .multiply: WEFT_SCATTER_MULTIPLY
            case .max: WEFT_SCATTER_MAX
            case .min: WEFT_SCATTER_MIN
            }
        let type = call.source.elementType
        unsafe (arguments.kind, arguments.type) = (Int32(kind.rawValue), type.computes ? Int32(type.number) : 0)
        unsafe (arguments.rank, arguments.bytes) = (Int32(call.source.rank), Int32(call.source.elementBytes))
        unsafe arguments.extents = eight(call.source.shape, or: 1)
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.tuple = call.axes.native(of: call.indices)
        unsafe arguments.id_strides = eight(call.indices.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        try unsafe add(
            WEFT_CALL_SCATTER, arguments,
            [
                (unsafe offset(\weft_scatter_args.from), call.source),
                (unsafe offset(\weft_scatter_args.ids), call.indices),
                (unsafe offset(\weft_scatter_args.to), call.target),
            ])
    }
}

extension IndexedAxes<Int> {
    fileprivate func native(of indices: View<Int>) -> weft_tuple {
        var tuple = weft_tuple()
        (tuple.count, tuple.id_type) = (Int32(sizes.count), Int32(indices.elementType.number))
        tuple.sizes = eight(sizes)
        tuple.strides = eight(pitches)
        tuple.pitch = Int64(step)
        return tuple
    }
}
