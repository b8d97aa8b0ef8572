import WeftDiagnostics
import WeftGraph
import WeftOperators

/// The numbers of a convolution, brought to three spatial axes.
struct ConvolutionShape {
    let inputs: Int
    let outputs: Int
    let groups: Int
    let kernel: [Int]
    let stride: [Int]
    let dilation: [Int]
    let before: [Dimension]
    private let spatial: Int
    private let isPadded: Bool

    init?(_ conv: Op.Conv, x: [Dimension], weight: [Dimension]) {
        let sizes = weight.compactMap(\.value)
        guard sizes.count == weight.count,
            let windows = try? Windows(
                kernel: Array(weight[2...]), stride: conv.stride, padding: conv.pad, dilation: conv.dilation)
        else { return nil }
        outputs = sizes[0]
        inputs = sizes[1] * conv.groups
        groups = conv.groups
        spatial = sizes.count - 2
        let missing = [Int](repeating: 1, count: 3 - spatial)
        kernel = missing + sizes[2...]
        stride = missing + windows.stride
        dilation = missing + windows.dilation
        let paddings = (0..<spatial).map { windows.padding($0, x[$0 + 2]) }
        before = missing.map { _ in 0 } + paddings.map(\.before)
        isPadded = paddings.contains { $0.before != 0 || $0.after != 0 }
    }

    /// Whether each result is a product of one pixel.
    var isPlainProduct: Bool {
        groups == 1 && !isPadded && kernel.allSatisfy { $0 == 1 } && stride.allSatisfy { $0 == 1 }
    }

    /// How it is computed: the cheapest of what there is for its kernel.
    func algorithm(_ options: LoweringOptions, _ result: [Dimension]) -> ConvolutionAlgorithm {
        if groups > 1, groups == inputs, groups == outputs { return .depthwise }
        guard groups == 1, spatial == 2, stride == [1, 1, 1], dilation == [1, 1, 1], inputs >= 16, outputs >= 16 else {
            return .direct
        }
        let known = result.map { $0.evaluated(options.hints) }
        let extent = (height: known[2] ?? Self.largeExtent, width: known[3] ?? Self.largeExtent)
        var best = ConvolutionAlgorithm.direct
        var least = cost(of: best, extent, batch: known[0] ?? 1)
        for algorithm in filtering(options.accuracy) {
            let cost = cost(of: algorithm, extent, batch: known[0] ?? 1)
            if cost < least { (best, least) = (algorithm, cost) }
        }
        return best
    }

    /// The height or width that is taken for one that is not known.
    private static let largeExtent = 224

    /// Winograd's algorithms that there are transforms for.
    private func filtering(_ accuracy: LoweringOptions.Accuracy) -> [ConvolutionAlgorithm] {
        switch (kernel[1], kernel[2]) {
        case (3, 3): accuracy == .strict ? [.winograd4] : [.winograd4, .winograd6]
        case _ where accuracy == .strict: []
        case (1, 3), (3, 1): [.winograd6]
        case (5, 5): [.winograd8]
        case (1, 7), (7, 1): [.winograd10]
        default: []
        }
    }

    /// What a way of computing takes for each image, in the time of one multiply-add of the products.
    ///
    /// Weights come from far away, once for a call. A transform reads or writes its numbers in the second cache.
    private func cost(
        of algorithm: ConvolutionAlgorithm, _ extent: (height: Int, width: Int), batch: Int
    ) -> Double {
        let weight = 8.0
        let transformedInput = 15.0
        let sum = 12.0
        var tiles = 1.0
        var components = 1.0
        for (size, taps) in [(extent.height, kernel[1]), (extent.width, kernel[2])] {
            guard let points = algorithm.points, taps > 1 else {
                tiles *= Double(size)
                components *= algorithm.points == nil ? Double(taps) : 1
                continue
            }
            let outputs = points - taps + 1
            tiles *= Double((size + outputs - 1) / outputs)
            components *= Double(points)
        }
        let weights = Double(inputs) * Double(outputs) * components
        var cost = weights * (tiles + weight / Double(max(batch, 1)))
        if algorithm.points != nil {
            cost += components * tiles * (Double(inputs) * transformedInput + Double(outputs) * sum)
        }
        return cost
    }
}
