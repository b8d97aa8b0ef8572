import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftOperators
import WeftTensors

extension NativeCalls {
    func add(_ call: SampleCall<Int>) throws(Diagnostic) {
        let points = call.target.rank - 1
        var arguments = unsafe weft_sample_args()
        unsafe arguments.type = Int32(call.source.elementType.number)
        unsafe (arguments.mode, arguments.beyond) = (call.mode.native, call.beyond.native(align: call.align))
        unsafe (arguments.rank, arguments.axis_count) = (Int32(points), Int32(call.planes.count))
        // Numbers from −1 on begin at 0 when 1 is added.
        unsafe arguments.origin = call.isGrid ? 1 : 0
        let stride = MemoryLayout<weft_sampled_axis>.stride
        unsafe withUnsafeMutableBytes(of: &arguments.axes) { axes in
            for (index, axis) in call.planes.enumerated() {
                unsafe axes.storeBytes(
                    of: axis.native(isGrid: call.isGrid, align: call.align), toByteOffset: index * stride,
                    as: weft_sampled_axis.self)
            }
        }
        unsafe arguments.extents = eight(Array(call.target.shape.dropLast()), or: 1)
        unsafe arguments.channels = Int64(call.target.shape[points])
        unsafe arguments.from_strides = eight(Array(call.source.strides.dropLast()))
        unsafe arguments.number_strides = eight(Array(call.numbers.strides.dropLast()))
        unsafe arguments.number_step = Int64(call.numbers.strides[points])
        unsafe arguments.factor_strides = eight(Array((call.factors?.strides ?? []).dropLast()))
        unsafe arguments.to_strides = eight(Array(call.target.strides.dropLast()))
        try unsafe add(
            WEFT_CALL_SAMPLE, arguments,
            [
                (unsafe offset(\weft_sample_args.from), call.source),
                (unsafe offset(\weft_sample_args.numbers), call.numbers),
                (unsafe offset(\weft_sample_args.factors), call.factors),
                (unsafe offset(\weft_sample_args.to), call.target),
            ])
    }

    func add(_ call: ResampleCall<Int>) throws(Diagnostic) {
        let (axis, type) = (call.axis, call.source.elementType)
        let picks = call.resize.mode == .nearest
        let table = call.resize.taps(from: call.source.shape[axis], to: call.target.shape[axis], axis: call.place)
            .equallyMany
        var arguments = unsafe weft_resample_args()
        unsafe (arguments.rank, arguments.axis) = (Int32(call.target.rank), Int32(axis))
        unsafe (arguments.type, arguments.bytes) = (picks ? 0 : Int32(type.number), Int32(call.target.elementBytes))
        unsafe arguments.extents = eight(call.target.shape, or: 1)
        unsafe arguments.size = Int64(call.source.shape[axis])
        unsafe arguments.from_strides = eight(call.source.strides)
        unsafe arguments.to_strides = eight(call.target.strides)
        unsafe arguments.taps = Int64(table.first?.count ?? 1)
        unsafe arguments.positions = UnsafePointer(
            keepAll(table.flatMap { taps in taps.map { Int64($0.position ?? -1) } }))
        if !picks { unsafe arguments.weights = UnsafePointer(keepAll(table.flatMap { $0.map(\.weight) })) }
        unsafe arguments.outside = call.resize.outside
        unsafe arguments.pattern = type.pattern(call.resize.outside)
        try unsafe add(
            WEFT_CALL_RESAMPLE, arguments,
            [
                (unsafe offset(\weft_resample_args.from), call.source),
                (unsafe offset(\weft_resample_args.to), call.target),
            ])
    }

    func add(_ call: RegionCall<Int>) throws(Diagnostic) {
        switch call.form {
        case .aligned(let align): try add(call, align)
        case .pooled(let pool): try add(call, pool)
        }
    }

    private func add(_ call: RegionCall<Int>, _ align: Op.RoiAlign) throws(Diagnostic) {
        var arguments = unsafe weft_region_args()
        unsafe arguments.regions = call.native
        unsafe (arguments.largest, arguments.samples) = (align.mode == .max, Int64(align.samples))
        unsafe (arguments.scale, arguments.shift) = (align.scale, align.halfPixel ? -0.5 : 0)
        // By middles a region has at least the size of an element.
        unsafe arguments.least = align.halfPixel ? -Double.infinity : 1
        unsafe arguments.id_stride = Int64(call.ids?.strides[0] ?? 0)
        unsafe arguments.id_type = Int32(call.ids?.elementType.number ?? 0)
        let start = unsafe offset(\weft_region_args.regions)
        try unsafe add(
            WEFT_CALL_REGION, arguments,
            pointers(call, at: start) + [(unsafe offset(\weft_region_args.ids), call.ids)])
    }

    private func add(_ call: RegionCall<Int>, _ pool: Op.MaxRoiPool) throws(Diagnostic) {
        var arguments = unsafe weft_region_pool_args()
        unsafe arguments.regions = call.native
        unsafe arguments.scale = pool.scale
        try unsafe add(
            WEFT_CALL_REGION_POOL, arguments, pointers(call, at: offset(\weft_region_pool_args.regions)))
    }

    /// The pointers of regions, whose struct stands at an offset.
    private func pointers(_ call: RegionCall<Int>, at start: Int) -> [(offset: Int, view: View<Int>?)] {
        [
            (unsafe start + offset(\weft_regions.from), call.source),
            (unsafe start + offset(\weft_regions.numbers), call.numbers),
            (unsafe start + offset(\weft_regions.to), call.target),
        ]
    }
}

extension RegionCall<Int> {
    /// What all regions are described by, but for pointers.
    fileprivate var native: weft_regions {
        var regions = unsafe weft_regions()
        unsafe regions.type = Int32(source.elementType.number)
        unsafe (regions.count, regions.images) = (Int64(target.shape[0]), Int64(source.shape[0]))
        unsafe regions.size = (Int64(source.shape[1]), Int64(source.shape[2]))
        unsafe regions.cells = (Int64(target.shape[1]), Int64(target.shape[2]))
        unsafe regions.channels = Int64(target.shape[3])
        unsafe regions.from_strides = three(source.strides)
        unsafe regions.number_strides = (Int64(numbers.strides[0]), Int64(numbers.strides[1]))
        unsafe regions.to_strides = three(target.strides)
        return unsafe regions
    }
}

extension ResizeTaps {
    /// The taps of each element, as many for all: what is missing is one that is there, with the weight 0.
    fileprivate var equallyMany: [[Tap]] {
        let most = taps.map(\.count).max() ?? 1
        return taps.map { own in
            own + [Tap](repeating: (own.first?.position, 0), count: most - own.count)
        }
    }
}

extension ElementType {
    /// The bits of a number as an element, lowest first.
    func pattern(_ number: Double) -> UInt64 {
        let element =
            isFloat
            ? PlainTensor(rounding: [number], self, shape: [])
            : PlainTensor(wrapping: [Int64(clampingReal: number)], self, shape: [])
        return element.pattern
    }
}

extension PlainTensor {
    /// The bits of its one element, lowest first.
    var pattern: UInt64 { tensor.bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

extension SampledAxis<Int> {
    /// A number of a grid is from 0 to 2 between the outer edges of the first and the last element, or their middles.
    fileprivate func native(isGrid: Bool, align: Bool) -> weft_sampled_axis {
        var axis = weft_sampled_axis()
        (axis.size, axis.stride) = (Int64(size), Int64(pitch))
        axis.scale = isGrid ? Double(align ? size - 1 : size) / 2 : 1
        axis.shift = isGrid ? (align ? 0 : -0.5) : -Double(before)
        let moves = steps.map(Double.init) + [Double](repeating: 0, count: 8 - steps.count)
        axis.steps = (moves[0], moves[1], moves[2], moves[3], moves[4], moves[5], moves[6], moves[7])
        return axis
    }
}

extension Op.GridSample.Mode {
    fileprivate var native: Int32 {
        let mode =
            switch self {
            case .nearest: WEFT_SAMPLE_NEAREST
            case .linear: WEFT_SAMPLE_LINEAR
            case .cubic: WEFT_SAMPLE_CUBIC
            }
        return Int32(mode.rawValue)
    }
}

extension Op.GridSample.Beyond {
    fileprivate func native(align: Bool) -> Int32 {
        let beyond =
            switch self {
            case .zeros: WEFT_SAMPLE_ZEROS
            case .border: WEFT_SAMPLE_BORDER
            case .reflection: align ? WEFT_SAMPLE_MIDDLES : WEFT_SAMPLE_MIRRORS
            }
        return Int32(beyond.rawValue)
    }
}
