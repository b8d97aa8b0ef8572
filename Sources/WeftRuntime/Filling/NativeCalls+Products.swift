import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension NativeCalls {
    func add(_ call: ProductCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_product_args()
        unsafe (arguments.batch, arguments.m, arguments.n, arguments.k) = (
            Int64(call.a.shape[0]), Int64(call.a.shape[3]), Int64(call.columns), Int64(call.a.shape[4])
        )
        unsafe arguments.groups = Int32(call.groups)
        unsafe (arguments.a_batch, arguments.a_row) = (Int64(call.a.strides[0]), Int64(call.a.strides[3]))
        unsafe arguments.b_batch = Int64(call.weightPitch)
        if let out = call.out { unsafe arguments.out = place(out) }
        unsafe arguments.out_group = Int64(call.columns)
        unsafe arguments.epilogue = try epilogue(call.epilogue)
        try unsafe add(
            WEFT_CALL_PRODUCT, arguments,
            [
                (unsafe offset(\weft_product_args.a), call.a), (unsafe offset(\weft_product_args.b), call.weight),
                (unsafe offset(\weft_product_args.out.base), call.out),
            ] + pointers(of: call.epilogue, at: unsafe offset(\weft_product_args.epilogue)))
    }

    func add(_ call: PackCall<Int>) throws(Diagnostic) {
        var arguments = unsafe weft_product_pack_args()
        unsafe (arguments.batch, arguments.b_batch) = (Int64(call.source.shape[0]), Int64(call.source.strides[0]))
        unsafe arguments.packing.k = Int64(call.source.shape[1])
        unsafe arguments.packing.n = Int64(call.source.shape[2])
        unsafe arguments.packing.groups = 1
        unsafe arguments.packing.strides = (0, Int64(call.source.strides[1]), Int64(call.source.strides[2]))
        try unsafe add(
            WEFT_CALL_PRODUCT_PACK, arguments,
            [
                (unsafe offset(\weft_product_pack_args.source), call.source),
                (unsafe offset(\weft_product_pack_args.target), call.target),
            ])
    }

    func add(_ call: ConvolutionCall<Int>) throws(Diagnostic) {
        var shape = weft_convolution_shape()
        shape.batch = Int64(call.result[0])
        shape.in_extent = three(Array(call.x.shape[1...3]))
        shape.out_extent = three(Array(call.result[1...3]))
        (shape.kernel, shape.stride) = (three(call.kernel), three(call.stride))
        (shape.dilation, shape.before) = (three(call.dilation), three(call.before))
        shape.groups = Int64(call.groups)
        (shape.in_channels, shape.out_channels) = (Int64(call.x.shape[4]), Int64(call.result[4]))
        var arguments = unsafe weft_convolution_args()
        unsafe arguments.shape = shape
        unsafe arguments.in_strides = four(call.x.strides)
        unsafe arguments.in_ring = Int64(call.ring ?? 0)
        if let out = call.out { unsafe arguments.out = place(out) }
        if let means = call.rowMeans { unsafe arguments.row_means = place(means) }
        unsafe arguments.epilogue = try epilogue(call.epilogue)
        let kind =
            switch call.algorithm {
            case .direct: WEFT_CALL_CONVOLUTION
            case .depthwise: WEFT_CALL_DEPTHWISE
            case .winograd4: WEFT_CALL_WINOGRAD4
            case .winograd6: WEFT_CALL_WINOGRAD6
            case .winograd8: WEFT_CALL_WINOGRAD8
            case .winograd10: WEFT_CALL_WINOGRAD10
            }
        try unsafe add(
            kind, arguments,
            [
                (unsafe offset(\weft_convolution_args.in), call.x),
                (unsafe offset(\weft_convolution_args.weight), call.weight),
                (unsafe offset(\weft_convolution_args.out.base), call.out),
                (unsafe offset(\weft_convolution_args.row_means.base), call.rowMeans),
            ] + pointers(of: call.epilogue, at: unsafe offset(\weft_convolution_args.epilogue)))
    }

    private func place(_ view: View<Int>) -> weft_place {
        var place = unsafe weft_place()
        unsafe place.strides = four(view.strides)
        unsafe place.column = Int64(view.strides[4])
        return unsafe place
    }

    private func epilogue(_ source: Epilogue<Int>) throws(Diagnostic) -> weft_epilogue {
        var result = unsafe weft_epilogue()
        unsafe (result.activation, result.x, result.y) = source.activation.native
        if let residual = source.residual { unsafe result.residual = place(residual) }
        guard let program = source.program else { return unsafe result }
        let types = [ElementType](repeating: .f32, count: source.sums) + source.operands.map(\.elementType)
        let memory = unsafe keep(try program.native(types))
        unsafe result.program = UnsafePointer(memory.assumingMemoryBound(to: weft_program.self))
        unsafe result.operand_count = Int32(types.count)
        unsafe withUnsafeMutableBytes(of: &result.operands) { places in
            for (index, view) in source.operands.enumerated() {
                unsafe places.storeBytes(
                    of: place(view), toByteOffset: (index + source.sums) * MemoryLayout<weft_place>.stride,
                    as: weft_place.self)
            }
        }
        return unsafe result
    }

    private func pointers(of epilogue: Epilogue<Int>, at start: Int) -> [(offset: Int, view: View<Int>?)] {
        let operands = unsafe start + offset(\weft_epilogue.operands)
        let bases = epilogue.operands.enumerated().map { index, view in
            unsafe (
                offset: operands + (index + epilogue.sums) * MemoryLayout<weft_place>.stride, view: View<Int>?(view)
            )
        }
        return unsafe [
            (start + offset(\weft_epilogue.bias), epilogue.bias),
            (start + offset(\weft_epilogue.residual.base), epilogue.residual),
        ] + bases
    }
}

extension Activation {
    fileprivate var native: (Int32, Float, Float) {
        let (kind, x, y): (weft_activation, Float, Float) =
            switch self {
            case .none: (WEFT_ACTIVATION_NONE, 0, 0)
            case .relu: (WEFT_ACTIVATION_RELU, 0, 0)
            case .sigmoid: (WEFT_ACTIVATION_SIGMOID, 0, 0)
            case .tanh: (WEFT_ACTIVATION_TANH, 0, 0)
            case .silu: (WEFT_ACTIVATION_SILU, 0, 0)
            case .gelu: (WEFT_ACTIVATION_GELU, 0, 0)
            case .hardSwish: (WEFT_ACTIVATION_HARD_SWISH, 0, 0)
            case .clamp(let low, let high): (WEFT_ACTIVATION_CLAMP, low, high)
            case .leakyRelu(let slope): (WEFT_ACTIVATION_LEAKY_RELU, slope, 0)
            case .hardSigmoid(let factor, let summand): (WEFT_ACTIVATION_HARD_SIGMOID, factor, summand)
            }
        return (Int32(kind.rawValue), x, y)
    }
}
