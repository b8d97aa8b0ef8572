import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Calls that take turns: bands of rows through an expansion, a depthwise convolution, a gate, a projection.
@Suite("Bands of rows")
struct BandTests {
    /// A kernel, its stride, its padding and its dilation.
    static let windows: [[Int]] = [
        [3, 1, 1, 1], [3, 2, 1, 1], [5, 1, 2, 1], [5, 2, 2, 1], [3, 1, 0, 1], [3, 1, 2, 2], [7, 3, 1, 1], [2, 2, 0, 1],
        [1, 1, 0, 1], [3, 3, 4, 1], [4, 1, 3, 1],
    ]

    private static func expanded(_ window: [Int]) -> String {
        let (kernel, stride, pad, dilation) = (window[0], window[1], window[2], window[3])
        return """
            model Block(x: f32[N, 6, H, W]) -> (y) {
                wide = x |> expand: conv(21, 1) |> clamp(min=0, max=6)
                    |> d: conv(21, \(kernel), stride=\(stride), pad=\(pad), dilation=\(dilation), groups=21) |> silu
                y = wide |> project: conv(6, 1)
            }
            """
    }

    private static let chains = [
        // A convolution of few channels before the window, and a second window behind the narrowest tensor.
        """
        model Stem(x: f32[N, 3, H, W]) -> (y) {
            y = x |> stem: conv(16, 3, stride=2, pad=1) |> relu |> d1: conv(16, 3, pad=1, groups=16) |> relu
                |> narrow: conv(5, 1) |> wide: conv(24, 1) |> relu |> d2: conv(24, 5, pad=2, groups=24) |> relu
                |> out: conv(7, 1)
        }
        """,
        // Residuals, of which one is read within the band.
        """
        model Residual(x: f32[N, 8, H, W]) -> (y) {
            a = x + (x |> e: conv(20, 1) |> relu |> d: conv(20, 3, pad=1, groups=20) |> relu |> p: conv(8, 1))
            y = a + (a |> e2: conv(20, 1) |> relu |> d2: conv(20, 3, pad=1, groups=20) |> relu |> p2: conv(8, 1) |> tanh)
        }
        """,
        // A gate by the mean of the whole picture.
        """
        model Gated(x: f32[N, 4, H, W]) -> (y) {
            wide = x |> e: conv(18, 1) |> silu |> d: conv(18, 3, pad=1, groups=18) |> silu
            gate = wide |> global_avg_pool |> s: conv(4, 1) |> relu |> g: conv(18, 1) |> sigmoid
            y = wide * gate |> p: conv(9, 1)
        }
        """,
        // Work on its own between two calls, and a product behind a depthwise convolution that reads an input.
        """
        model Alone(x: f32[N, 12, H, W]) -> (y, z) {
            y = x |> d: conv(12, 3, pad=1, groups=12) |> b: conv(10, 1) |> c: conv(17, 1)
            z = relu(x) * 2 |> q: conv(5, 1)
        }
        """,
    ]

    private func model(_ text: String) throws -> Model { try specifiedModel(text, seed: 4) }

    private func cuts(_ model: Model, _ options: LoweringOptions, _ shape: [Int]) throws -> [BandCut] {
        let program = try Program.lowering(try Pipeline.simplify(model.graph), options: options)
        let binding = try InputBinding(model.graph, ["x": InputShape(.f32, shape)]).sizes
        return try Plan(program, binding: binding).steps.compactMap(\.call.cut)
    }

    /// Compares with the interpreter for every instruction set and several heights of bands; how many plans were cut.
    private func compare(_ text: String, _ shapes: [[Int]]) throws -> Int {
        let model = try model(text)
        var count = 0
        for shape in shapes {
            var numbers = Numbers(state: 3)
            let values = (0..<shape.reduce(1, *)).map { _ in Float(numbers.int(-1000...1000)) / 700 }
            let inputs = ["x": try #require(Tensor(values, shape: shape))]
            let wanted = try model.interpret(inputs)
            for bytes in [3000, 6000, 12000, 40000] {
                var options = LoweringOptions()
                options.bands = BandLimits(bytes: bytes, pixels: 1)
                let cuts = try cuts(model, options, shape)
                count += cuts.contains { if case .bands = $0 { true } else { false } } ? 1 : 0
                for isa in InstructionSet.available {
                    let found = try Session(model, options: options, threads: 1, isa: isa).run(inputs)
                    let agreement = try Agreement(found, wanted)
                    #expect(
                        agreement.worst < 1e-5,
                        "\(isa), \(shape), \(cuts.map(\.text)): \(agreement.place) is \(agreement.worst) off\n\(text)")
                    let two = try Session(model, options: options, threads: 2, isa: isa).run(inputs)
                    #expect(two == found, "two threads give other bits\n\(text)")
                }
            }
        }
        return count
    }

    @Test("through any window give what the interpreter gives", arguments: windows)
    func anyWindow(_ window: [Int]) throws {
        let count = try compare(Self.expanded(window), [[1, 6, 13, 11], [3, 6, 17, 9], [2, 6, 70, 6]])
        #expect(count > 3)
    }

    @Test("through chains of calls give what the interpreter gives", arguments: 0..<4)
    func anyChain(_ index: Int) throws {
        let channels = [3, 8, 4, 12][index]
        let count = try compare(Self.chains[index], [[1, channels, 31, 21], [3, channels, 19, 23]])
        #expect(count > 2)
    }

    @Test("have at most one window each, and are parted at the narrowest tensor")
    func parts() throws {
        let program = try Program.lowering(try Pipeline.simplify(try model(Self.chains[0]).graph))
        let bands = program.steps.compactMap { step -> [String]? in
            if case .bands(let bands) = step.call { bands.steps.map { $0.nodes[0] } } else { nil }
        }
        #expect(bands == [["stem.conv", "d1.conv", "narrow.conv"], ["wide.conv", "d2.conv", "out.conv"]])
    }

    @Test("take less memory, and none are made of what stays in the cache")
    func memory() throws {
        let model = try model(Self.expanded([3, 1, 1, 1]))
        let program = try Program.lowering(try Pipeline.simplify(model.graph))
        func plan(_ size: Int) throws -> Plan {
            try Plan(program, binding: InputBinding(model.graph, ["x": InputShape(.f32, [1, 6, size, size])]).sizes)
        }
        let (small, large) = (try plan(30), try plan(200))
        #expect(small.text.contains("bands one after another, as the 151200 bytes between them stay in the cache {"))
        #expect(large.text.contains("bands in turns, "))
        // The input and the result, and less than one wide tensor.
        #expect(large.arenaBytes < (6 + 6 + 21) * 200 * 200 * 4)
        let explained = Explanation(program).text
        #expect(explained.contains("    convolution.depthwise: d.conv, silu"), "\(explained)")
    }
}
