import Testing
import Weft
import WeftDiagnostics
import WeftGraph
import WeftInspection
import WeftTensors

/// What the zoo costs, against counts that others published, and against running it.
@Suite("Costs of the zoo")
struct CostTests {
    private func summary(_ reference: String, _ sizes: [String: Int]) throws -> Summary {
        var options = LoadingOptions()
        options.dimensions = sizes
        return Summary(try Model.load("zoo:\(reference)", options: options).graph)
    }

    /// A model, the size of its picture, and the count of torchvision's `_ops`, in units of 10⁹: at the size that the
    /// weights are evaluated with, one multiply-add counted once, convolutions and matrix products only.
    private static let counts: [(String, Int, Double)] = [
        ("alexnet", 224, 0.714), ("convnext_tiny", 224, 4.456),
        ("deeplabv3_resnet50#DeepLabV3ResNet50Training", 520, 178.722),
        ("densenet121", 224, 2.834), ("densenet201", 224, 4.291), ("efficientnet_b0", 224, 0.386),
        ("efficientnet_b1", 240, 0.687), ("efficientnet_b2", 288, 1.088), ("efficientnet_b3", 300, 1.827),
        ("fcn_resnet50#FCNResNet50Training", 520, 152.717), ("googlenet", 224, 1.498), ("inception_v3", 299, 5.713),
        ("mnasnet1_0", 224, 0.314), ("mobilenet_v2", 224, 0.301), ("mobilenet_v3_large", 224, 0.217),
        ("mobilenet_v3_small", 224, 0.057), ("regnet_y_400mf", 224, 0.402), ("resnet18", 224, 1.814),
        ("resnet34", 224, 3.664), ("resnet50", 224, 4.089), ("resnet101", 224, 7.801), ("resnet152", 224, 11.514),
        ("resnext50_32x4d", 224, 4.23), ("shufflenet_v2_x1_0", 224, 0.145), ("squeezenet1_0", 224, 0.819),
        ("squeezenet1_1", 224, 0.349), ("vgg11", 224, 7.609), ("vgg16", 224, 15.47), ("vgg16_bn", 224, 15.47),
        ("vgg19", 224, 19.632), ("wide_resnet50_2", 224, 11.398),
    ]

    @Test("multiply-accumulates are torchvision's", arguments: counts)
    func torchvision(_ name: String, _ size: Int, _ count: Double) throws {
        let macs = try #require(try summary(name, ["N": 1, "H": size, "W": size]).multiplyAccumulates.value)
        #expect(abs(Double(macs) / 1e9 - count) <= 0.00051, "\(macs)")
    }

    @Test("R3D-18 and SSD300 too")
    func others() throws {
        let video = try summary("r3d_18", ["N": 1, "T": 16, "H": 112, "W": 112]).multiplyAccumulates.value
        #expect(abs(Double(video ?? 0) / 1e9 - 40.697) <= 0.00051)
        let boxes = try summary("ssd300_vgg16", ["N": 1]).multiplyAccumulates.value
        #expect(abs(Double(boxes ?? 0) / 1e9 - 34.858) <= 0.00051)
    }

    /// Convolutions as output channels, input channels, taps and positions; dense layers as units and inputs.
    @Test("exact counts, from the layers' shapes")
    func exact() throws {
        var vgg = 0
        var (channels, size) = (3, 224)
        for (width, layers) in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)] {
            for _ in 0..<layers {
                vgg += width * channels * 9 * size * size
                channels = width
            }
            size /= 2
        }
        vgg += 4096 * 512 * 49 + 4096 * 4096 + 1000 * 4096
        #expect(vgg == 15_470_264_320)
        #expect(try summary("vgg16", ["N": 1, "H": 224, "W": 224]).multiplyAccumulates.value == vgg)
        let convolutions =
            64 * 3 * 121 * 55 * 55 + 192 * 64 * 25 * 27 * 27 + (384 * 192 + 256 * 384 + 256 * 256) * 9 * 13 * 13
        let alexnet = convolutions + 4096 * 9216 + 4096 * 4096 + 1000 * 4096
        #expect(alexnet == 714_188_480)
        #expect(try summary("alexnet", ["N": 1, "H": 224, "W": 224]).multiplyAccumulates.value == alexnet)
        var resnet = 64 * 3 * 49 * 112 * 112 + 1000 * 2048
        channels = 64
        size = 56
        for (stage, blocks) in [3, 4, 6, 3].enumerated() {
            let width = 64 << stage
            for block in 0..<blocks {
                let strided = stage > 0 && block == 0
                let output = strided ? size / 2 : size
                resnet += width * channels * size * size
                resnet += (width * width * 9 + 4 * width * width) * output * output
                if block == 0 { resnet += 4 * width * channels * output * output }
                (channels, size) = (4 * width, output)
            }
        }
        #expect(resnet == 4_089_184_256)
        #expect(try summary("resnet50", ["N": 1, "H": 224, "W": 224]).multiplyAccumulates.value == resnet)
    }

    /// The last feature map: what the first operator after which the whole plane is seen reads.
    private func featureMap(_ name: String) throws -> FieldWindow {
        var graph = try Model.load("zoo:\(name)").graph
        let pools = ["global_avg_pool", "adaptive_avg_pool"]
        let pool = try #require(graph.nodes.last { pools.contains($0.operation.name) })
        graph.outputs = [.init("features", try #require(pool.inputs[0]))]
        let fields = try #require(graph.receptiveFields)
        guard case .window(let window)? = fields[0][0]?[2] else {
            throw Diagnostic("no-window", "the last feature map of \(name) sees everything")
        }
        return window
    }

    /// Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, table 1, for
    /// the networks that are the same here.
    @Test(
        "receptive fields are those of Araujo et al.",
        arguments: [
            ("alexnet", 195, 32), ("vgg16", 212, 32), ("inception_v3", 1311, 32),
        ])
    func araujo(_ name: String, _ size: Int, _ stride: Int) throws {
        let window = try featureMap(name)
        #expect(window.size == size)
        #expect(window.stride == (stride, 1))
    }

    /// Those of the paper have the stride in the last block of a stage, these in the first, as torchvision has.
    @Test("receptive fields of ResNets", arguments: [("resnet50", [3, 4, 6, 3]), ("resnet152", [3, 8, 36, 3])])
    func residual(_ name: String, _ stages: [Int]) throws {
        var (size, jump) = (1, 1)
        func window(_ kernel: Int, _ stride: Int) {
            size += (kernel - 1) * jump
            jump *= stride
        }
        window(7, 2)
        window(3, 2)
        for (stage, blocks) in stages.enumerated() {
            for block in 0..<blocks { window(3, stage > 0 && block == 0 ? 2 : 1) }
        }
        let found = try featureMap(name)
        #expect(found.size == size && found.stride == (jump, 1))
    }

    /// Models whose outputs keep an axis of an input, the axis, and small sizes.
    @Test(
        "no output depends on what its receptive field does not hold",
        arguments: [
            ("tcn", 1, ["N": 1, "T": 12]), ("qrnn", 1, ["N": 1, "T": 9]), ("char_lstm", 1, ["N": 1, "T": 7]),
            ("espcn", 2, ["N": 1, "H": 14, "W": 4]), ("fsrcnn", 2, ["N": 1, "H": 9, "W": 3]),
            ("sru", 1, ["N": 1, "T": 6]), ("stacked_birnn", 1, ["N": 1, "T": 5]), ("wavenet", 1, ["N": 1, "T": 8]),
        ])
    func running(_ name: String, _ axis: Int, _ sizes: [String: Int]) throws {
        var model = try Model.load("zoo:\(name)")
        try model.initializeParameters(seed: 3)
        let samples = SampleInputs(sizes: sizes)
        let inputs = try samples.inputs(of: model)
        let fields = try #require(model.graph.receptiveFields)
        let input = model.graph.inputs[0]
        let plain = PlainTensor(try #require(inputs[input.name]))
        let base = try model.interpret(inputs)
        for place in 0..<plain.shape[axis] {
            var changed = inputs
            changed[input.name] = plain.changed(at: place, along: axis).tensor
            let outputs = try model.interpret(changed)
            for (index, output) in model.graph.outputs.enumerated() {
                guard case .window(let window)? = fields[index][0]?[axis] else { continue }
                let before = PlainTensor(try #require(base[output.name]))
                let after = PlainTensor(try #require(outputs[output.name]))
                for position in before.positions(along: window.axis, differingFrom: after) {
                    let span = try #require(window.span(at: position))
                    #expect(span.low ?? place <= place && place <= span.high ?? place, "\(output.name) at \(position)")
                }
            }
        }
    }

    @Test("the peak of a formula is that of the model with its sizes bound")
    func peaks() throws {
        for name in ["lenet5", "char_lstm", "conv_lstm", "unet", "seq2seq_attention", "mobilenet_v2", "densenet121"] {
            let graph = try Model.load("zoo:\(name)").graph
            let peak = Summary(graph).activations
            for size in [32, 64, 96] {
                let binding = Dictionary(
                    uniqueKeysWithValues: graph.inputSymbols.map { ($0, Dimension($0.name == "N" ? 2 : size)) })
                var bound = graph
                bound.substitute(binding)
                #expect(peak.substituting(binding).value == ActivationPeak(bound).value, "\(name) at \(size)")
            }
        }
    }
}

extension PlainTensor {
    /// The tensor with all elements at one place along an axis changed: floats by 1, integers from 0 to 1 and back.
    fileprivate func changed(at place: Int, along axis: Int) -> PlainTensor {
        let inner = shape[(axis + 1)...].reduce(1, *)
        func isThere(_ index: Int) -> Bool { index / inner % shape[axis] == place }
        switch elements {
        case .reals(let values):
            let changed = values.enumerated().map { isThere($0.offset) ? $0.element + 1 : $0.element }
            return PlainTensor(rounding: changed, elementType, shape: shape)
        case .integers(let values):
            let changed = values.enumerated().map {
                isThere($0.offset) ? ($0.element == 0 ? 1 : $0.element - 1) : $0.element
            }
            return PlainTensor(wrapping: changed, elementType, shape: shape)
        }
    }

    /// The places along an axis at which two tensors are not the same.
    fileprivate func positions(along axis: Int, differingFrom other: PlainTensor) -> Set<Int> {
        let inner = shape[(axis + 1)...].reduce(1, *)
        let (first, second) = (reals, other.reals)
        return Set(first.indices.filter { first[$0] != second[$0] }.map { $0 / inner % shape[axis] })
    }
}
