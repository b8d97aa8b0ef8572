import WeftGraph
import WeftTensors

extension Program {
    /// Joins calls into bands where each makes what the next one alone reads.
    ///
    /// Whether they take turns, the sizes decide. Between a call and one that slides a window over its result some rows are kept;
    /// bands have one such place. Where neighbours have more they are parted at the narrowest tensor between two windows.
    mutating func joinBands(within limits: BandLimits) {
        let uses = usesOfBuffers
        var joined: [Step<Dimension>] = []
        var run: [Step<Dimension>] = []
        for step in steps {
            if let last = run.last, !isOnlyLink(last.call, step.call, uses) {
                joined += Self.parted(run, limits)
                run = []
            }
            run.append(step)
        }
        steps = joined + Self.parted(run, limits)
    }

    /// How often each buffer is read or written.
    private var usesOfBuffers: [Int] {
        var uses = [Int](repeating: 0, count: buffers.count)
        for step in steps {
            for view in step.call.reads + step.call.writes { uses[view.buffer.index] += 1 }
        }
        for output in outputs { uses[output.view.buffer.index] += 1 }
        return uses
    }

    /// Whether the second call makes its rows of the first one's, which nothing else uses.
    private func isOnlyLink(_ first: Call<Dimension>, _ second: Call<Dimension>, _ uses: [Int]) -> Bool {
        guard let made = first.madeByRows, case .arena = buffers[made.buffer.index].kind, made.elementType == .f32
        else {
            return false
        }
        return uses[made.buffer.index] == 2 && second.makesRows(of: made.buffer)
    }

    /// A run of linked calls as bands with at most one window that slides over what another call of them makes.
    private static func parted(_ run: [Step<Dimension>], _ limits: BandLimits) -> [Step<Dimension>] {
        var result: [Step<Dimension>] = []
        var (start, window) = (0, 0)
        for index in run.indices.dropFirst() where run[index].call.slides {
            if window > start {
                let narrowest = (window..<index).min { run[$0].call.channels < run[$1].call.channels }
                let end = (narrowest ?? window) + 1
                result += bands(run[start..<end], limits)
                start = end
            }
            window = index
        }
        return result + bands(run[start...], limits)
    }

    private static func bands(_ steps: ArraySlice<Step<Dimension>>, _ limits: BandLimits) -> [Step<Dimension>] {
        guard steps.count > 1, steps.contains(where: { $0.call.knowsRows }) else { return Array(steps) }
        return [
            Step(
                call: .bands(BandsCall(steps: Array(steps), limits: limits)), nodes: steps.flatMap(\.nodes),
                work: steps.reduce(0) { $0 + $1.work }, apart: steps.first?.apart)
        ]
    }
}

extension Call<Dimension> {
    /// What the call makes, where it can make some rows at a time.
    fileprivate var madeByRows: View<Dimension>? {
        let written = writes
        guard written.count == 1 else { return nil }
        switch self {
        case .product: return written[0]
        case .convolution(let call): return call.isOfRows ? written[0] : nil
        case .elementwise(let call): return call.isOfPictures ? written[0] : nil
        default: return nil
        }
    }

    /// Whether the call makes its rows of rows of what is in a buffer.
    fileprivate func makesRows(of buffer: BufferID) -> Bool {
        switch self {
        case .product(let call): return call.a.buffer == buffer
        case .convolution(let call): return slides && call.isOfRows && call.x.buffer == buffer
        case .elementwise(let call):
            return call.isOfPictures && call.reads.contains { $0.buffer == buffer && !$0.repeats }
        default: return false
        }
    }

    /// Whether a window slides over the operand, whose rows may lie in a ring.
    fileprivate var slides: Bool {
        if case .convolution(let call) = self { call.algorithm == .depthwise } else { false }
    }

    /// Whether rows and columns of the result are told apart.
    fileprivate var knowsRows: Bool {
        if case .product = self { false } else { true }
    }

    /// The channels of the result; many where they are not known.
    fileprivate var channels: Int {
        switch self {
        case .product(let call): call.columns.value ?? .max
        case .convolution(let call): call.result[4].value ?? .max
        case .elementwise(let call): call.operands.first?.shape[1].value ?? .max
        default: .max
        }
    }
}

extension ConvolutionCall<Dimension> {
    /// Whether it is over a picture's height and width, and of a kind that computes any rows alone.
    fileprivate var isOfRows: Bool {
        (algorithm == .direct || algorithm == .depthwise) && kernel[0] == 1 && result[1] == 1 && x.shape[1] == 1
    }
}

extension ElementwiseCall<Dimension> {
    /// Whether it is over `[N, C, H, W]`.
    fileprivate var isOfPictures: Bool { type == .f32 && operands.first?.rank == 4 }
}

extension View<Dimension> {
    /// Whether an axis repeats one element.
    fileprivate var repeats: Bool { zip(shape, strides).contains { $0 != 1 && $1 == 0 } }
}
