import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension NativeCalls {
    /// Elementwise work on other numbers than `f32`.
    func addTyped(_ call: ElementwiseCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_typed_args()
        let shape = call.operands.first?.shape ?? []
        unsafe (arguments.type, arguments.rank) = (Int32(call.type.number), Int32(shape.count))
        unsafe arguments.extents = eight(shape, or: 1)
        unsafe arguments.operand_count = Int32(call.operands.count)
        var numbers: [Double] = []
        let program = unsafe keep(
            try call.program.native(call.operands.map(\.elementType), registers: call.type, numbers: &numbers))
        unsafe arguments.program = UnsafePointer(program.assumingMemoryBound(to: weft_program.self))
        guard numbers.count <= Int(WEFT_MAX_CONSTANTS) else {
            throw Diagnostic("program-too-large", "a scalar program has too many numbers for the kernels")
        }
        unsafe withUnsafeMutableBytes(of: &arguments.constants) { constants in
            for (index, number) in numbers.enumerated() {
                var constant = weft_constant()
                if call.type.isFloat {
                    unsafe constant.real = number
                } else {
                    unsafe constant.whole = Int64(clampingReal: number)
                }
                unsafe constants.storeBytes(
                    of: constant, toByteOffset: index * MemoryLayout<weft_constant>.stride, as: weft_constant.self)
            }
        }
        let stride = unsafe MemoryLayout<weft_elementwise_operand>.stride
        unsafe withUnsafeMutableBytes(of: &arguments.operands) { operands in
            for (index, view) in call.operands.enumerated() {
                var operand = unsafe weft_elementwise_operand()
                unsafe operand.strides = eight(view.strides)
                unsafe operands.storeBytes(of: operand, toByteOffset: index * stride, as: weft_elementwise_operand.self)
            }
        }
        let first = unsafe offset(\weft_typed_args.operands) + offset(\weft_elementwise_operand.base)
        try unsafe add(
            WEFT_CALL_TYPED, arguments, call.operands.enumerated().map { (first + $0.offset * stride, $0.element) })
    }

    func add(_ call: OneHotCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_one_hot_args()
        unsafe (arguments.count, arguments.size) = (
            Int64(call.indices.shape.reduce(1, *)), Int64(call.target.shape.last ?? 0)
        )
        unsafe (arguments.row, arguments.column) = (arguments.size, 1)
        let type = call.target.elementType
        unsafe (arguments.id_type, arguments.bytes) = (
            Int32(call.indices.elementType.number), Int32(call.target.elementBytes)
        )
        unsafe arguments.one = type.pattern(1)
        try unsafe add(
            WEFT_CALL_ONE_HOT, arguments,
            [
                (unsafe offset(\weft_one_hot_args.ids), call.indices),
                (unsafe offset(\weft_one_hot_args.to), call.target),
            ])
    }

    func add(_ call: WindowLengthsCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_window_lengths_args()
        unsafe (arguments.count, arguments.type) = (
            Int64(call.source.shape[0]), Int32(call.source.elementType.number)
        )
        unsafe (arguments.kernel, arguments.stride) = (Int64(call.windows.kernel), Int64(call.windows.stride))
        unsafe (arguments.before, arguments.after) = (Int64(call.windows.before), Int64(call.windows.after))
        unsafe (arguments.dilation, arguments.ceil) = (Int64(call.windows.dilation), call.windows.ceil)
        try unsafe add(
            WEFT_CALL_WINDOW_LENGTHS, arguments,
            [
                (unsafe offset(\weft_window_lengths_args.from), call.source),
                (unsafe offset(\weft_window_lengths_args.to), call.target),
            ])
    }

    func add(_ call: LabelsCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_ctc_args()
        unsafe (arguments.rows, arguments.steps) = (Int64(call.labels.shape[0]), Int64(call.labels.shape[1]))
        unsafe arguments.blank = Int32(call.blank)
        try unsafe add(
            WEFT_CALL_CTC, arguments,
            [
                (unsafe offset(\weft_ctc_args.labels), call.labels),
                (unsafe offset(\weft_ctc_args.lengths), call.lengths),
                (unsafe offset(\weft_ctc_args.ids), call.ids), (unsafe offset(\weft_ctc_args.counts), call.counts),
            ])
    }

    func add(_ call: RandomCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_random_uniform_args()
        unsafe arguments.count = Int64(call.target.shape.reduce(1, *))
        unsafe arguments.type = Int32(call.target.elementType.number)
        try unsafe add(
            WEFT_CALL_RANDOM_UNIFORM, arguments,
            [
                (unsafe offset(\weft_random_uniform_args.key), call.key),
                (unsafe offset(\weft_random_uniform_args.counter), call.counter),
                (unsafe offset(\weft_random_uniform_args.to), call.target),
            ])
    }

    func add(_ call: TopKCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_top_k_args()
        unsafe (arguments.type, arguments.rank) = (
            Int32(call.source.elementType.number), Int32(call.source.rank)
        )
        unsafe (arguments.axis, arguments.k) = (Int32(call.axis), Int64(call.values.shape[call.axis]))
        unsafe arguments.smallest = call.isOfSmallest
        unsafe arguments.extents = eight(call.source.shape, or: 1)
        unsafe arguments.in_strides = eight(call.source.strides)
        unsafe arguments.out_strides = eight(call.values.strides)
        try unsafe add(
            WEFT_CALL_TOP_K, arguments,
            [
                (unsafe offset(\weft_top_k_args.in), call.source),
                (unsafe offset(\weft_top_k_args.values), call.values),
                (unsafe offset(\weft_top_k_args.positions), call.positions),
            ])
    }

    func add(_ call: NumberCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_fill_args()
        unsafe arguments.bytes = Int32(call.target.elementBytes)
        unsafe arguments.pattern = try Op.Size(Dimension(call.value), type: call.target.elementType).tensor().pattern
        try unsafe add(WEFT_CALL_FILL, arguments, [(unsafe offset(\weft_fill_args.to), call.target)])
    }

    func add(_ call: DeterminantCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_determinant_args()
        unsafe arguments.type = Int32(call.x.elementType.number)
        unsafe (arguments.batch, arguments.n) = (Int64(call.x.shape[0]), Int64(call.x.shape[1]))
        unsafe (arguments.in_strides, arguments.out_stride) = (three(call.x.strides), Int64(call.out.strides[0]))
        try unsafe add(
            WEFT_CALL_DETERMINANT, arguments,
            [
                (unsafe offset(\weft_determinant_args.in), call.x),
                (unsafe offset(\weft_determinant_args.out), call.out),
            ])
    }

    func add(_ call: SmallConvertCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_small_convert_args()
        unsafe (arguments.from_type, arguments.to_type) = (
            Int32(call.source.elementType.number), Int32(call.target.elementType.number)
        )
        let toward: Int32 =
            switch call.rounding {
            case .nearest: 0
            case .up: 1
            case .down: -1
            }
        unsafe (arguments.saturate, arguments.toward) = (call.saturates, toward)
        unsafe arguments.count = Int64(call.target.shape.reduce(1, *))
        try unsafe add(
            WEFT_CALL_SMALL_CONVERT, arguments,
            [
                (unsafe offset(\weft_small_convert_args.from), call.source),
                (unsafe offset(\weft_small_convert_args.to), call.target),
            ])
    }

    func add(_ call: TypedProductCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_typed_product_args()
        unsafe arguments.type = Int32(call.out.elementType.number)
        unsafe (arguments.batch, arguments.m) = (Int64(call.out.shape[0]), Int64(call.out.shape[1]))
        unsafe (arguments.n, arguments.k) = (Int64(call.out.shape[2]), Int64(call.a.shape[2]))
        unsafe (arguments.a_strides, arguments.b_strides) = (three(call.a.strides), three(call.b.strides))
        unsafe arguments.out_strides = three(call.out.strides)
        try unsafe add(
            WEFT_CALL_TYPED_PRODUCT, arguments,
            [
                (unsafe offset(\weft_typed_product_args.a), call.a),
                (unsafe offset(\weft_typed_product_args.b), call.b),
                (unsafe offset(\weft_typed_product_args.out), call.out),
            ])
    }

    func add(_ call: TypedConvolutionCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_typed_convolution_args()
        var shape = weft_convolution_shape()
        (shape.batch, shape.groups) = (Int64(call.out.shape[0]), Int64(call.groups))
        (shape.in_channels, shape.out_channels) = (Int64(call.x.shape[4]), Int64(call.out.shape[4]))
        shape.in_extent = three(Array(call.x.shape[1...3]))
        shape.out_extent = three(Array(call.out.shape[1...3]))
        shape.kernel = three(Array(call.weight.shape[2...4]))
        (shape.stride, shape.dilation, shape.before) = (three(call.stride), three(call.dilation), three(call.before))
        unsafe arguments.shape = shape
        unsafe (arguments.in_strides, arguments.out_strides) = (four(call.x.strides), four(call.out.strides))
        let weight = call.weight.strides.map { Int64($0) }
        unsafe arguments.weight_strides = (weight[0], weight[1], weight[2], weight[3], weight[4])
        try unsafe add(
            WEFT_CALL_TYPED_CONVOLUTION, arguments,
            [
                (unsafe offset(\weft_typed_convolution_args.in), call.x),
                (unsafe offset(\weft_typed_convolution_args.weight), call.weight),
                (unsafe offset(\weft_typed_convolution_args.bias), call.bias),
                (unsafe offset(\weft_typed_convolution_args.out), call.out),
            ])
    }

    func add(_ call: RunningCall<Int>) throws(Diagnostic) {
        let (rank, axis) = (Int32(call.x.rank), Int32(call.axis))
        let (extents, from, to) = (eight(call.x.shape, or: 1), eight(call.x.strides), eight(call.out.strides))
        guard call.x.elementType != .f32 else {
            var arguments = unsafe weft_rows_args()
            unsafe arguments.kind = Int32(WEFT_ROWS_CUMSUM.rawValue)
            unsafe (arguments.rank, arguments.axis, arguments.extents) = (rank, axis, extents)
            unsafe (arguments.in_strides, arguments.out_strides) = (from, to)
            return try unsafe add(
                WEFT_CALL_ROWS, arguments,
                [(unsafe offset(\weft_rows_args.in), call.x), (unsafe offset(\weft_rows_args.out), call.out)])
        }
        var arguments = unsafe weft_typed_cumsum_args()
        unsafe (arguments.type, arguments.multiplies) = (Int32(call.x.elementType.number), call.multiplies)
        unsafe (arguments.rank, arguments.axis, arguments.extents) = (rank, axis, extents)
        unsafe (arguments.in_strides, arguments.out_strides) = (from, to)
        try unsafe add(
            WEFT_CALL_TYPED_CUMSUM, arguments,
            [
                (unsafe offset(\weft_typed_cumsum_args.in), call.x),
                (unsafe offset(\weft_typed_cumsum_args.out), call.out),
            ])
    }
}
