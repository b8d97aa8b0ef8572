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

    /// How its weights are laid out for a way of computing.
    func packing(_ algorithm: ConvolutionAlgorithm) -> Packing {
        .convolution(algorithm, groups: groups, inputs: inputs, outputs: outputs, kernel: kernel)
    }

    /// The ways to compute it, the cheapest first.
    func algorithms(_ options: LoweringOptions, _ result: [Dimension]) -> [ConvolutionAlgorithm] {
        if groups > 1, groups == inputs, groups == outputs { return [.depthwise] }
        guard groups == 1, spatial == 2, stride == [1, 1, 1], dilation == [1, 1, 1], inputs >= 16, outputs >= 16 else {
            return [.direct]
        }
        let extent = (height: options.likely(result[2]), width: options.likely(result[3]))
        let costs = ([.direct] + filtering(options.accuracy)).map {
            (algorithm: $0, cost: cost(of: $0, extent, batch: result[0].value ?? 1))
        }
        return costs.sorted { $0.cost < $1.cost }.map(\.algorithm)
    }

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
