import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftOperators
import WeftTensors

extension NativeCalls {
    func add(_ call: GatherCall<Int>) throws(Diagnostic) {
        let arguments = unsafe call.axes.native(call.source, call.indices, call.target)
        try unsafe add(WEFT_CALL_GATHER, arguments, pointers(call.source, call.indices, call.target, at: 0))
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
        unsafe arguments.move = call.axes.native(call.source, call.indices, call.target)
        let move = unsafe offset(\weft_scatter_args.move)
        try unsafe add(WEFT_CALL_SCATTER, arguments, pointers(call.source, call.indices, call.target, at: move))
    }

    /// The pointers of what indices direct, whose struct stands at an offset.
    private func pointers(
        _ source: View<Int>, _ indices: View<Int>, _ target: View<Int>, at start: Int
    ) -> [(offset: Int, view: View<Int>?)] {
        [
            (unsafe start + offset(\weft_indexed.from), source), (unsafe start + offset(\weft_indexed.ids), indices),
            (unsafe start + offset(\weft_indexed.to), target),
        ]
    }
}

extension IndexedAxes<Int> {
    /// The arguments of a movement between views of one shape, but for their pointers.
    fileprivate func native(_ source: View<Int>, _ indices: View<Int>, _ target: View<Int>) -> weft_indexed {
        var arguments = unsafe weft_indexed()
        unsafe (arguments.rank, arguments.bytes) = (Int32(target.rank), Int32(target.elementBytes))
        unsafe arguments.extents = eight(target.shape, or: 1)
        unsafe arguments.from_strides = eight(source.strides)
        unsafe arguments.id_strides = eight(indices.strides)
        unsafe arguments.to_strides = eight(target.strides)
        var tuple = weft_tuple()
        (tuple.count, tuple.id_type) = (Int32(sizes.count), Int32(indices.elementType.number))
        tuple.sizes = eight(sizes)
        tuple.strides = eight(pitches)
        tuple.pitch = Int64(step)
        unsafe arguments.tuple = tuple
        return unsafe arguments
    }
}
