import WeftTensors

extension BandsCall<Int> {
    /// The calls as they take turns, where that keeps what lies between them in the cache; the buffers there become smaller.
    func cut(_ buffers: inout [Buffer<Int>]) -> BandsCall {
        var result = self
        guard let cutter = BandCutter(steps.map(\.call), buffers, limits) else {
            result.cut = .whole(because: "their rows do not lie one behind another")
            return result
        }
        if cutter.bytesBetween <= limits.bytes {
            result.cut = .whole(because: "the \(cutter.bytesBetween) bytes between them stay in the cache")
            return result
        }
        guard let bands = cutter.bands else {
            result.cut = .whole(because: "no band of a useful size stays in the cache")
            return result
        }
        for (tensor, rows) in zip(cutter.tensors, bands.kept) {
            let old = buffers[tensor.buffer.index]
            buffers[tensor.buffer.index] = Buffer(
                kind: old.kind, elementType: old.elementType,
                count: bands.lanes.count * rows * tensor.grid.width * tensor.pixel)
        }
        var loop = LoopCall<Int>(count: cutter.upper.images, body: [])
        for lane in bands.lanes.indices {
            loop.body += cutter.turns(bands, lane, steps.map(\.nodes))
            loop.lanes.append(loop.body.count)
        }
        if bands.lanes.count == 1 { loop.lanes = [] }
        result.cut = .bands(loop, count: bands.lanes.reduce(0) { $0 + $1.list.count }, rows: bands.rows)
        return result
    }
}

/// Bands of the rows of pictures: what the calls up to a window make at a time, and what can be made of it then.
struct Bands {
    /// A part of the result, with all rows above the window that it needs: one thread's work.
    struct Lane {
        let above: Range<Int>
        let below: Range<Int>
        /// Its bands: rows of the pictures that the window slides over, and rows of its result.
        var list: [(above: Range<Int>, below: Range<Int>)] = []
    }

    let lanes: [Lane]
    /// The most rows of the first kind in a band.
    let rows: Int
    /// How many rows of the tensor between each call and the next a lane has in memory.
    let kept: [Int]
}

/// Decides how calls take turns, by shapes alone.
struct BandCutter {
    /// What lies between two calls.
    struct Tensor {
        let buffer: BufferID
        let grid: PixelGrid
        /// Elements from one pixel to the next.
        let pixel: Int
    }

    let calls: [Call<Int>]
    private let limits: BandLimits
    /// The call that slides a window over what the one before it makes; the number of calls where there is none.
    let window: Int
    /// The pictures that calls before the window make, and those that it makes and the calls behind it.
    let upper: PixelGrid
    let lower: PixelGrid
    let tensors: [Tensor]

    /// Nil where the rows of the calls are not those of pictures or what lies between them is not dense.
    init?(_ calls: [Call<Int>], _ buffers: [Buffer<Int>], _ limits: BandLimits) {
        self.calls = calls
        self.limits = limits
        window = calls.indices.dropFirst().first { calls[$0].windowed != nil } ?? calls.count
        let sliding = window < calls.count ? calls[window] : nil
        guard let lower = (sliding ?? calls.first { $0.grid != nil })?.grid else { return nil }
        self.lower = lower
        upper =
            (sliding?.windowed?.x).map { PixelGrid(images: $0.shape[0], height: $0.shape[2], width: $0.shape[3]) }
            ?? lower
        var tensors: [Tensor] = []
        for index in calls.indices {
            let grid = index < window ? upper : lower
            guard calls[index].covers(grid) else { return nil }
            guard index + 1 < calls.count else { continue }
            guard let made = calls[index].writes.first,
                let read = calls[index + 1].reads.first(where: { $0.buffer == made.buffer })
            else { return nil }
            let pixel = calls[index].pixelAxes.strides(made, grid).column
            guard pixel > 0, calls[index].pixelAxes.isDense(made, grid, pixel: pixel),
                calls[index + 1].pixelAxes.isDense(read, grid, pixel: pixel),
                buffers[made.buffer.index].count == grid.pixels * pixel
            else { return nil }
            tensors.append(Tensor(buffer: made.buffer, grid: grid, pixel: pixel))
        }
        self.tensors = tensors
    }

    /// The bytes of all that lies between the calls.
    var bytesBetween: Int { tensors.reduce(0) { $0 + $1.grid.pixels * $1.pixel * MemoryLayout<Float>.size } }

    /// The highest bands that stay in the cache with the weights; nil where they would be too small.
    var bands: Bands? {
        let weights = calls.reduce(0) { $0 + $1.weightElements }
        let lanes = lanes
        let height = lanes.map(\.above.count).max() ?? 0
        for count in 1...max(height, 1) {
            let rows = (height + count - 1) / count
            if count > 1, rows * upper.width < limits.pixels { return nil }
            let bands = bands(of: rows, in: lanes)
            let elements = zip(tensors, bands.kept).reduce(weights) { $0 + $1.1 * $1.0.grid.width * $1.0.pixel }
            if elements * MemoryLayout<Float>.size <= limits.bytes { return bands }
        }
        return nil
    }

    /// One, two or four lanes, as many as make no more than a twelfth of the rows above the window twice.
    private var lanes: [Bands.Lane] {
        let call = window < calls.count ? calls[window].windowed : nil
        let shared = call.map { max($0.span - $0.stride[1], 0) } ?? 0
        let most = [4, 2].first { ($0 - 1) * shared * 12 <= upper.height && $0 <= lower.height } ?? 1
        return (0..<most).map { lane in
            let below = (lower.height * lane / most)..<(lower.height * (lane + 1) / most)
            guard let call else { return Bands.Lane(above: below, below: below) }
            let first = max(below.lowerBound * call.stride[1] - call.before[1], 0)
            let end = (below.upperBound - 1) * call.stride[1] - call.before[1] + call.span
            let last = lane == most - 1 ? upper.height : min(max(end, first), upper.height)
            return Bands.Lane(above: min(first, last)..<last, below: below)
        }
    }

    /// Bands of so many rows above the window, and after each what can be made below it.
    private func bands(of rows: Int, in lanes: [Bands.Lane]) -> Bands {
        var lanes = lanes
        for index in lanes.indices {
            let lane = lanes[index]
            var done = lane.below.lowerBound
            // Rows whose windows lie in the padding alone need nothing above.
            if lane.above.isEmpty { lanes[index].list = [(lane.above, lane.below)] }
            for start in stride(from: lane.above.lowerBound, to: lane.above.upperBound, by: rows) {
                let above = start..<min(start + rows, lane.above.upperBound)
                let isLast = above.upperBound == lane.above.upperBound
                let end =
                    isLast ? lane.below.upperBound : min(max(done, rowsBelow(above.upperBound)), lane.below.upperBound)
                lanes[index].list.append((above, done..<end))
                done = end
            }
        }
        let below = lanes.flatMap(\.list).map(\.below.count).max() ?? 0
        let height = lanes.map(\.above.count).max() ?? 0
        let kept = tensors.indices.map {
            $0 < window - 1 ? rows : $0 == window - 1 ? ring(of: rows, height) : below
        }
        return Bands(lanes: lanes, rows: rows, kept: kept)
    }

    /// How many rows of the window's result see nothing below the first rows of its operand.
    private func rowsBelow(_ rows: Int) -> Int {
        guard window < calls.count, let call = calls[window].windowed else { return rows }
        let last = rows + call.before[1] - call.span
        return last < 0 ? 0 : min(last / call.stride[1] + 1, lower.height)
    }

    /// How many rows lie between the calls and the window: those of a band, and those before that a window still sees. A multiple
    /// of a band's, so that each band lies in one piece.
    private func ring(of rows: Int, _ height: Int) -> Int {
        guard let call = calls[window].windowed, rows < height else { return height }
        return min((rows + call.span - 1 + rows - 1) / rows * rows, (height + rows - 1) / rows * rows)
    }

    /// What is run for a lane of an image.
    func turns(_ bands: Bands, _ number: Int, _ nodes: [[String]]) -> [Step<Int>] {
        let lane = bands.lanes[number]
        /// Where a row of the lane's share of a tensor's buffer begins.
        func place(_ tensor: Int, _ row: Int) -> Int {
            (number * bands.kept[tensor] + row) * tensors[tensor].grid.width * tensors[tensor].pixel
        }
        var turns: [Step<Int>] = []
        for band in lane.list {
            for (index, call) in calls.enumerated() {
                let (rows, grid) = index < window ? (band.above, upper) : (band.below, lower)
                if rows.isEmpty { continue }
                var turn = call.rows(rows, of: grid)
                if index == window {
                    turn = turn.reading(lane.above, ring: bands.kept[index - 1])
                }
                if index > 0 { turn = turn.placing(tensors[index - 1].buffer, at: place(index - 1, 0)) }
                if index < tensors.count {
                    let row = index == window - 1 ? (rows.lowerBound - lane.above.lowerBound) % bands.kept[index] : 0
                    turn = turn.placing(tensors[index].buffer, at: place(index, row))
                }
                turns.append(Step(call: turn, nodes: nodes[index], work: 0))
            }
        }
        return turns
    }
}

extension Call<Int> {
    /// The convolution whose window slides over what another call makes.
    fileprivate var windowed: ConvolutionCall<Int>? {
        if case .convolution(let call) = self, call.algorithm == .depthwise { call } else { nil }
    }
}

extension ConvolutionCall<Int> {
    /// How many rows a window sees from its first to its last.
    fileprivate var span: Int { (kernel[1] - 1) * dilation[1] + 1 }
}
