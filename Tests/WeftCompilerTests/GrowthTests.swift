import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// What grows with the number of layers and of steps grows no faster than they do.
@Suite("Growth", .serialized)
struct GrowthTests {
    /// The least time of a few runs, on one thread.
    private func time(_ count: Int = 3, _ work: () throws -> Void) rethrows -> Duration {
        var least = Duration.seconds(1000)
        for _ in 0..<count { least = min(least, try threadTime(work)) }
        return least
    }

    /// What ten times as much may take more: a square would be a hundred times.
    private static let factor = 30.0

    /// Layers of all kinds one behind the other: dense layers with residuals and normalisations.
    private func chain(_ layers: Int) throws -> Model {
        var builder = GraphBuilder(name: "chain")
        let batch = Dimension(Symbol("N"))
        var value = builder.addInput("x", Fact(.f32, [batch, 16]))
        for layer in 0..<layers {
            let weight = builder.addParameter(
                "w\(layer)", TensorType(.f32, [16, 16]), isTrained: true, initializer: .uniform(low: -0.2, high: 0.2),
                origin: .none)
            let product = try builder.add(Op.Dense(), [value, weight, nil])[0]
            let active = try builder.add(layer % 3 == 0 ? Op.Relu() : Op.Tanh(), [product])[0]
            value = try builder.add(Op.Add(), [active, value])[0]
        }
        builder.addOutput("y", value)
        var model = Model(graph: builder.graph)
        try model.initializeParameters(seed: 1)
        return model
    }

    @Test("with the layers is linear, up to ten thousand")
    func layers() throws {
        var times: [Int: (compiled: Duration, run: Duration)] = [:]
        var arenas: [Int] = []
        for layers in [100, 1000, 10_000] {
            let model = try chain(layers)
            let x = try #require(Tensor([Float](repeating: 0.25, count: 32), shape: [2, 16]))
            let compiled = try time(layers > 1000 ? 1 : 3) { _ = try model.session(threads: 1).run(["x": x]) }
            let session = try model.session(threads: 1)
            _ = try session.run(["x": x])
            times[layers] = (compiled, try time { _ = try session.run(["x": x]) })
            arenas.append(session.memory.arena)
        }
        for (few, many) in [(100, 1000), (1000, 10_000)] {
            let (less, more) = (try #require(times[few]), try #require(times[many]))
            #expect(more.compiled / less.compiled < Self.factor, "\(few) to \(many) layers are compiled")
            #expect(more.run / less.run < Self.factor, "\(few) to \(many) layers are run")
        }
        #expect(Set(arenas).count == 1, "all layers share memory: \(arenas)")
    }

    @Test("with the steps is linear, up to ten thousand")
    func steps() throws {
        let text = """
            model Long(x: f32[N, T, 8], lengths: i32[N] in 0...T) -> (y) {
                y = x |> r: lstm(16, lengths=lengths) |> last(lengths=lengths) |> out: dense(2)
            }
            """
        let result = Elaborator.elaborate(SourceFile(name: "long.weft", text: text))
        var model = try #require(result.model, "\(result.diagnostics.map(\.message))")
        try model.initializeParameters(seed: 1)
        var runs: [(time: Duration, arena: Int)] = []
        for steps in [10, 100, 1000, 10_000] {
            let session = try model.session(threads: 1)
            let inputs = [
                "x": try #require(Tensor([Float](repeating: 0.1, count: 16 * steps), shape: [2, steps, 8])),
                "lengths": try #require(Tensor([Int32(steps), Int32(steps / 2)], shape: [2])),
            ]
            _ = try session.run(inputs)
            runs.append((try time { _ = try session.run(inputs) }, session.memory.arena))
        }
        for (few, many) in zip(runs, runs.dropFirst()) {
            #expect(many.time / few.time < Self.factor)
            #expect(Double(many.arena) / Double(few.arena) < 11)
        }
    }
}
