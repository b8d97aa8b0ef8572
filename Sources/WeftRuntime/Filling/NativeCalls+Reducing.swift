import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension NativeCalls {
    func add(_ call: PoolCall<Int>) throws(Diagnostic) {
        let arguments = unsafe call.native
        guard call.x.elementType == .f32 else {
            var typed = unsafe weft_typed_pooling_args()
            unsafe (typed.type, typed.pooling) = (Int32(call.x.elementType.number), arguments)
            let inner = unsafe offset(\weft_typed_pooling_args.pooling)
            return try unsafe add(
                WEFT_CALL_TYPED_POOLING, typed,
                [
                    (unsafe inner + offset(\weft_pooling_args.in), call.x),
                    (unsafe inner + offset(\weft_pooling_args.out), call.out),
                ])
        }
        try unsafe add(
            WEFT_CALL_POOLING, arguments,
            [
                (unsafe offset(\weft_pooling_args.in), call.x), (unsafe offset(\weft_pooling_args.out), call.out),
            ])
    }

    func add(_ call: PositionsCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_pool_positions_args()
        unsafe (arguments.type, arguments.pooling) = (Int32(call.pool.x.elementType.number), call.pool.native)
        unsafe arguments.steps = five(call.steps)
        let inner = unsafe offset(\weft_pool_positions_args.pooling)
        try unsafe add(
            WEFT_CALL_POOL_POSITIONS, arguments,
            [
                (unsafe inner + offset(\weft_pooling_args.in), call.pool.x),
                (unsafe inner + offset(\weft_pooling_args.out), call.pool.out),
            ])
    }

    func add(_ call: AdaptiveCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_adaptive_args()
        unsafe (arguments.batch, arguments.channels) = (Int64(call.x.shape[0]), Int64(call.x.shape[4]))
        unsafe arguments.in_extent = three(Array(call.x.shape[1...3]))
        unsafe arguments.out_extent = three(Array(call.out.shape[1...3]))
        unsafe (arguments.in_strides, arguments.out_strides) = (four(call.x.strides), four(call.out.strides))
        try unsafe add(
            WEFT_CALL_ADAPTIVE, arguments,
            [
                (unsafe offset(\weft_adaptive_args.in), call.x), (unsafe offset(\weft_adaptive_args.out), call.out),
            ])
    }

    func add(_ call: ReductionCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_reduction_args()
        unsafe (arguments.kind, arguments.rank) = (call.kind.native, Int32(call.x.rank))
        unsafe arguments.extents = eight(call.x.shape, or: 1)
        func isReduced(_ axis: Int) -> Bool { axis < call.reduced.count && call.reduced[axis] }
        unsafe arguments.reduced = (
            isReduced(0), isReduced(1), isReduced(2), isReduced(3), isReduced(4), isReduced(5), isReduced(6),
            isReduced(7)
        )
        unsafe arguments.in_strides = eight(call.x.strides)
        unsafe arguments.out_strides = eight(call.out.strides)
        guard call.x.elementType == .f32 else {
            var typed = unsafe weft_typed_reduction_args()
            unsafe (typed.type, typed.reduction) = (Int32(call.x.elementType.number), arguments)
            let inner = unsafe offset(\weft_typed_reduction_args.reduction)
            return try unsafe add(
                WEFT_CALL_TYPED_REDUCTION, typed,
                [
                    (unsafe inner + offset(\weft_reduction_args.in), call.x),
                    (unsafe inner + offset(\weft_reduction_args.out), call.out),
                    (unsafe inner + offset(\weft_reduction_args.lengths), call.lengths),
                ])
        }
        try unsafe add(
            WEFT_CALL_REDUCTION, arguments,
            [
                (unsafe offset(\weft_reduction_args.in), call.x), (unsafe offset(\weft_reduction_args.out), call.out),
                (unsafe offset(\weft_reduction_args.lengths), call.lengths),
            ])
    }

    func add(_ call: RowsCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_rows_args()
        let kind =
            switch call.kind {
            case .softmax: WEFT_ROWS_SOFTMAX
            case .logSoftmax: WEFT_ROWS_LOG_SOFTMAX
            case .normalize: WEFT_ROWS_NORMALIZE
            case .lrn: WEFT_ROWS_LRN
            }
        unsafe (arguments.kind, arguments.rank) = (Int32(kind.rawValue), Int32(call.x.rank))
        unsafe arguments.axis = Int32(call.axis)
        unsafe arguments.extents = eight(call.x.shape, or: 1)
        unsafe arguments.in_strides = eight(call.x.strides)
        unsafe arguments.out_strides = eight(call.out.strides)
        let numbers = call.numbers + [0, 0, 0]
        unsafe (arguments.x, arguments.y, arguments.z) = (numbers[0], numbers[1], numbers[2])
        unsafe arguments.size = Int64(call.size)
        try unsafe add(
            WEFT_CALL_ROWS, arguments,
            [
                (unsafe offset(\weft_rows_args.in), call.x), (unsafe offset(\weft_rows_args.out), call.out),
                (unsafe offset(\weft_rows_args.lengths), call.lengths),
                (unsafe offset(\weft_rows_args.scale), call.scale),
                (unsafe offset(\weft_rows_args.shift), call.shift),
            ])
    }

    func add(_ call: GroupNormCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_group_norm_args()
        unsafe (arguments.batch, arguments.channels) = (Int64(call.x.shape[0]), Int64(call.x.shape[4]))
        unsafe arguments.extent = three(Array(call.x.shape[1...3]))
        unsafe (arguments.groups, arguments.epsilon) = (Int64(call.groups), call.epsilon)
        unsafe (arguments.in_strides, arguments.out_strides) = (four(call.x.strides), four(call.out.strides))
        try unsafe add(
            WEFT_CALL_GROUP_NORM, arguments,
            [
                (unsafe offset(\weft_group_norm_args.in), call.x),
                (unsafe offset(\weft_group_norm_args.out), call.out),
                (unsafe offset(\weft_group_norm_args.scale), call.scale),
                (unsafe offset(\weft_group_norm_args.shift), call.shift),
            ])
    }
}

extension PoolCall<Int> {
    /// The arguments but for their pointers.
    fileprivate var native: weft_pooling_args {
        var arguments = unsafe weft_pooling_args()
        let kind =
            switch self.kind {
            case .maximum: WEFT_POOLING_MAX
            case .average: WEFT_POOLING_MEAN_PADDED
            case .averageInside: WEFT_POOLING_MEAN
            }
        unsafe arguments.kind = Int32(kind.rawValue)
        unsafe (arguments.batch, arguments.channels) = (Int64(x.shape[0]), Int64(x.shape[4]))
        unsafe arguments.in_extent = three(Array(x.shape[1...3]))
        unsafe arguments.out_extent = three(Array(out.shape[1...3]))
        unsafe (arguments.kernel, arguments.stride) = (three(kernel), three(stride))
        unsafe (arguments.dilation, arguments.before) = (three(dilation), three(before))
        unsafe arguments.after = three(after)
        unsafe (arguments.in_strides, arguments.out_strides) = (four(x.strides), four(out.strides))
        return unsafe arguments
    }
}

extension ReductionKind {
    fileprivate var native: Int32 {
        let kind =
            switch self {
            case .sum: WEFT_REDUCTION_SUM
            case .mean: WEFT_REDUCTION_MEAN
            case .product: WEFT_REDUCTION_PRODUCT
            case .l2: WEFT_REDUCTION_L2
            case .logsumexp: WEFT_REDUCTION_LOGSUMEXP
            case .max: WEFT_REDUCTION_MAX
            case .min: WEFT_REDUCTION_MIN
            case .argmax: WEFT_REDUCTION_ARGMAX
            case .argmin: WEFT_REDUCTION_ARGMIN
            }
        return Int32(kind.rawValue)
    }
}
