package import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// What a program does at one point: a call into a family of kernels, a loop around such calls, calls that
/// take turns, or a call of an operator's own evaluation where no kernel computes it.
package indirect enum Call<Size: Sendable & Hashable>: Sendable {
    case product(ProductCall<Size>)
    case pack(PackCall<Size>)
    case convolution(ConvolutionCall<Size>)
    case elementwise(ElementwiseCall<Size>)
    case pool(PoolCall<Size>)
    case copy(CopyCall<Size>)
    case convert(ConvertCall<Size>)
    case smallConvert(SmallConvertCall<Size>)
    case reduction(ReductionCall<Size>)
    case rows(RowsCall<Size>)
    case groupNorm(GroupNormCall<Size>)
    case adaptive(AdaptiveCall<Size>)
    case gather(GatherCall<Size>)
    case scatter(ScatterCall<Size>)
    case sequence(SequenceCall<Size>)
    case resample(ResampleCall<Size>)
    case sample(SampleCall<Size>)
    case region(RegionCall<Size>)
    case oneHot(OneHotCall<Size>)
    case windowLengths(WindowLengthsCall<Size>)
    case labels(LabelsCall<Size>)
    case random(RandomCall<Size>)
    case topK(TopKCall<Size>)
    case number(NumberCall<Size>)
    case positions(PositionsCall<Size>)
    case determinant(DeterminantCall<Size>)
    case typedProduct(TypedProductCall<Size>)
    case typedConvolution(TypedConvolutionCall<Size>)
    case running(RunningCall<Size>)
    case loop(LoopCall<Size>)
    case bands(BandsCall<Size>)
    case reference(ReferenceCall<Size>)

    /// What the call is called in texts.
    package var name: String {
        switch self {
        case .product: "product"
        case .pack: "pack"
        case .convolution(let call): "convolution.\(call.algorithm.rawValue)"
        case .elementwise(let call): call.type == .f32 ? "elementwise" : "elementwise.\(call.type.rawValue)"
        case .pool: "pool"
        case .copy: "copy"
        case .convert, .smallConvert: "convert"
        case .reduction(let call):
            call.x.elementType == .f32
                ? "reduction.\(call.kind.rawValue)" : "reduction.\(call.kind.rawValue).\(call.x.elementType.rawValue)"
        case .rows(let call): "rows.\(call.kind.rawValue)"
        case .groupNorm: "group_norm"
        case .adaptive: "adaptive"
        case .gather: "gather"
        case .scatter: "scatter"
        case .sequence(let call): "sequence.\(call.kind.rawValue)"
        case .resample(let call): "resample.\(call.resize.mode.rawValue)"
        case .sample(let call): "sample.\(call.mode.rawValue)"
        case .region(let call): "region.\(call.form.name)"
        case .oneHot: "one_hot"
        case .windowLengths: "window_lengths"
        case .labels: "labels"
        case .random: "random"
        case .topK(let call): call.isOfSmallest ? "top_k.smallest" : "top_k"
        case .number: "number"
        case .positions: "positions"
        case .determinant: "determinant"
        case .typedProduct(let call): "product.\(call.out.elementType.rawValue)"
        case .typedConvolution: "convolution.f64"
        case .running(let call): call.multiplies ? "running.product" : "running.sum"
        case .loop: "loop"
        case .bands: "bands"
        case .reference(let call): "reference.\(call.operation.name)"
        }
    }

    /// The views that are read.
    package var reads: [View<Size>] {
        switch self {
        case .product(let call): [call.a, call.weight] + call.epilogue.reads
        case .pack(let call): [call.source]
        case .convolution(let call): [call.x, call.weight] + call.epilogue.reads
        case .elementwise(let call): call.reads
        case .pool(let call): [call.x]
        case .copy(let call): [call.source]
        case .convert(let call): [call.source]
        case .smallConvert(let call): [call.source]
        case .reduction(let call): [call.x] + [call.lengths].compactMap { $0 }
        case .rows(let call): [call.x] + [call.lengths, call.scale, call.shift].compactMap { $0 }
        case .groupNorm(let call): [call.x] + [call.scale, call.shift].compactMap { $0 }
        case .adaptive(let call): [call.x]
        case .gather(let call): [call.source, call.indices]
        case .scatter(let call): [call.source, call.indices, call.target]
        case .sequence(let call): [call.source, call.lengths]
        case .resample(let call): [call.source]
        case .sample(let call): [call.source, call.numbers] + [call.factors].compactMap { $0 }
        case .region(let call): [call.source, call.numbers] + (call.ids.map { [$0] } ?? [])
        case .oneHot(let call): [call.indices]
        case .windowLengths(let call): [call.source]
        case .labels(let call): [call.labels] + [call.lengths].compactMap { $0 }
        case .random(let call): [call.key, call.counter]
        case .topK(let call): [call.source]
        case .number: []
        case .positions(let call): [call.pool.x]
        case .determinant(let call): [call.x]
        case .typedProduct(let call): [call.a, call.b]
        case .typedConvolution(let call): [call.x, call.weight] + [call.bias].compactMap { $0 }
        case .running(let call): [call.x]
        case .loop(let call): call.body.flatMap { $0.call.reads }
        case .bands(let call): call.steps.flatMap { $0.call.reads }
        case .reference(let call): call.operands.compactMap { $0 }
        }
    }

    /// The views that are written.
    package var writes: [View<Size>] {
        switch self {
        case .product(let call): call.epilogue.writes(call.out)
        case .pack(let call): [call.target]
        case .convolution(let call): call.epilogue.writes(call.out) + [call.rowMeans].compactMap { $0 }
        case .elementwise(let call): call.writes
        case .pool(let call): [call.out]
        case .copy(let call): [call.target]
        case .convert(let call): [call.target]
        case .smallConvert(let call): [call.target]
        case .reduction(let call): [call.out]
        case .rows(let call): [call.out]
        case .groupNorm(let call): [call.out]
        case .adaptive(let call): [call.out]
        case .gather(let call): [call.target]
        case .scatter(let call): [call.target]
        case .sequence(let call): [call.target]
        case .resample(let call): [call.target]
        case .sample(let call): [call.target]
        case .region(let call): [call.target]
        case .oneHot(let call): [call.target]
        case .windowLengths(let call): [call.target]
        case .labels(let call): [call.ids, call.counts]
        case .random(let call): [call.target]
        case .topK(let call): [call.values, call.positions]
        case .number(let call): [call.target]
        case .positions(let call): [call.pool.out]
        case .determinant(let call): [call.out]
        case .typedProduct(let call): [call.out]
        case .typedConvolution(let call): [call.out]
        case .running(let call): [call.out]
        case .loop(let call): call.body.flatMap { $0.call.writes }
        case .bands(let call): call.steps.flatMap { $0.call.writes }
        case .reference(let call): call.results
        }
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> Call<Other> {
        switch self {
        case .product(let call): .product(try call.map(transform))
        case .pack(let call): .pack(try call.map(transform))
        case .convolution(let call): .convolution(try call.map(transform))
        case .elementwise(let call): .elementwise(try call.map(transform))
        case .pool(let call): .pool(try call.map(transform))
        case .copy(let call): .copy(try call.map(transform))
        case .convert(let call): .convert(try call.map(transform))
        case .smallConvert(let call): .smallConvert(try call.map(transform))
        case .reduction(let call): .reduction(try call.map(transform))
        case .rows(let call): .rows(try call.map(transform))
        case .groupNorm(let call): .groupNorm(try call.map(transform))
        case .adaptive(let call): .adaptive(try call.map(transform))
        case .gather(let call): .gather(try call.map(transform))
        case .scatter(let call): .scatter(try call.map(transform))
        case .sequence(let call): .sequence(try call.map(transform))
        case .resample(let call): .resample(try call.map(transform))
        case .sample(let call): .sample(try call.map(transform))
        case .region(let call): .region(try call.map(transform))
        case .oneHot(let call): .oneHot(try call.map(transform))
        case .windowLengths(let call): .windowLengths(try call.map(transform))
        case .labels(let call): .labels(try call.map(transform))
        case .random(let call): .random(try call.map(transform))
        case .topK(let call): .topK(try call.map(transform))
        case .number(let call): .number(try call.map(transform))
        case .positions(let call): .positions(try call.map(transform))
        case .determinant(let call): .determinant(try call.map(transform))
        case .typedProduct(let call): .typedProduct(try call.map(transform))
        case .typedConvolution(let call): .typedConvolution(try call.map(transform))
        case .running(let call): .running(try call.map(transform))
        case .loop(let call): .loop(try call.map(transform))
        case .bands(let call): .bands(try call.map(transform))
        case .reference(let call): .reference(try call.map(transform))
        }
    }
}

/// A call, and what it stands for.
package struct Step<Size: Sendable & Hashable>: Sendable {
    package let call: Call<Size>
    /// The operators that it computes, with the labels they stand in.
    package let nodes: [String]
    /// Multiply-accumulates.
    package let work: Size
    /// Why it is a call of its own and not part of the one that makes what it reads, where that might be asked.
    package let apart: String?

    package init(call: Call<Size>, nodes: [String], work: Size, apart: String? = nil) {
        self.call = call
        self.nodes = nodes
        self.work = work
        self.apart = apart
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> Step<Other> {
        Step<Other>(call: try call.map(transform), nodes: nodes, work: try transform(work), apart: apart)
    }
}
