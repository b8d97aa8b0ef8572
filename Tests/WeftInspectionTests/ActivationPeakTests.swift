import Testing
import WeftDiagnostics
import WeftGraph
import WeftInspection
import WeftTensors
import WeftTestSupport

@Suite("Activation memory")
struct ActivationPeakTests {
    /// A stand-in that gives a tensor of a shape of its own.
    private struct Make: Operator {
        static let signature = Signature("make", [.variadic("x")])
        static let examples: [OperatorExample] = []
        var shape: [Dimension] = []
        func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] { [Fact(.f32, shape)] }
        func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] { [] }
    }

    /// A stand-in that gives its operand another shape.
    private struct View: Operator {
        static let signature = Signature("view", [.required("x")], traits: [.sharesMemory])
        static let examples: [OperatorExample] = []
        func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] { [try inference.operand(0)] }
        func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] { [] }
    }

    private static let (n, h) = (Dimension(Symbol("N")), Dimension(Symbol("H")))

    /// A chain from `[N, H]` through tensors of the shapes given.
    private func chain(_ shapes: [[Dimension]], where conditions: [Condition] = []) throws -> Graph {
        var builder = GraphBuilder(name: "Chain")
        var value = builder.addInput("x", Fact(.f32, [Self.n, Self.h]))
        for condition in conditions { builder.addCondition(condition) }
        for shape in shapes { value = try builder.add(Make(shape: shape), [value])[0] }
        builder.addOutput("y", value)
        return builder.graph
    }

    private func formula(_ shapes: [[Dimension]], where conditions: [Condition] = []) throws -> String? {
        ActivationPeak(try chain(shapes, where: conditions)).formula
    }

    @Test("operands and results of a node are there together; the largest pair is the peak")
    func chains() throws {
        let (n, h) = (Self.n, Self.h)
        #expect(try formula([]) == "4 * H * N")
        #expect(try formula([[n, 3]]) == "N * (4 * H + 12)")
        #expect(try formula([[n, h, 8], [n, h], [n, 1]]) == "36 * H * N")
        // Where H is 1 its half is nothing.
        let half = [n, h.floorDivided(by: 2), 8]
        #expect(try formula([[n, h, 8], half]) == "max(N * (32 * H + 32 * floor(H / 2)), 36 * H * N)")
        let more = Condition(h, .atLeast, 2, isPromise: true)
        #expect(try formula([[n, h, 8], half, half], where: [more]) == "N * (32 * H + 32 * floor(H / 2))")
        // Which is larger depends on H.
        #expect(try formula([[n, 100]]) == "N * (4 * H + 400)")
        #expect(try formula([[n, 10], [n, 100]]) == "max(N * (4 * H + 40), 440 * N)")
        let promise = Condition(h, .atLeast, 100, isPromise: true)
        #expect(try formula([[n, 10], [n, 100]], where: [promise]) == "N * (4 * H + 40)")
    }

    @Test("a difference in a size is kept as a factor")
    func differences() throws {
        let (n, h) = (Self.n, Self.h)
        let atLeast = Condition(h, .atLeast, 9, isPromise: true)
        #expect(
            try formula([[n, h - 2, h - 2], [n, h - 4, h - 4]], where: [atLeast])
                == "N * (4 * (H - 4) * (H - 4) + 4 * (H - 2) * (H - 2))")
    }

    @Test("views are no memory of their own, and keep that of their operand")
    func views() throws {
        var builder = GraphBuilder(name: "Views")
        let x = builder.addInput("x", Fact(.f32, [10]))
        let weight = builder.addParameter(
            "w", TensorType(.f32, [1_000]), isTrained: true, initializer: .constant(0), origin: .none)
        let first = try builder.add(Make(shape: [20]), [x, weight])[0]
        let view = try builder.add(View(), [first])[0]
        let other = try builder.add(Make(shape: [3]), [x])[0]
        let again = try builder.add(View(), [view])[0]
        builder.addOutput("y", try builder.add(Make(shape: [1]), [again, other])[0])
        builder.addOutput("v", try builder.add(View(), [weight])[0])
        #expect(ActivationPeak(builder.graph).value == 4 * (10 + 20 + 3))
    }

    @Test("what nobody reads is there while it is made; an output stays to the end")
    func ends() throws {
        var builder = GraphBuilder(name: "Ends")
        let x = builder.addInput("x", Fact(.f32, [10]))
        _ = builder.addInput("unused", Fact(.f32, [7]))
        let kept = try builder.add(Make(shape: [5]), [x])[0]
        _ = try builder.add(Make(shape: [100]), [])
        let last = try builder.add(Make(shape: [2]), [x])[0]
        builder.addOutput("kept", kept)
        builder.addOutput("last", last)
        #expect(ActivationPeak(builder.graph).value == 4 * (10 + 5 + 100))
    }

    @Test("random graphs: for any sizes, the peak is what adding up the living values gives", arguments: 0..<60)
    func random(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let (n, h) = (Self.n, Self.h)
        let sizes: [Dimension] = [
            1, 3, n, h, h * 2, h.floorDivided(by: 2), h.ceilDivided(by: 2), h.floorDivided(by: 4), h + 3, n * h, 17,
        ]
        var builder = GraphBuilder(name: "Random")
        var values = [builder.addInput("a", Fact(.f32, [n, h])), builder.addInput("b", Fact(.f32, [h]))]
        for _ in 0..<numbers.int(1...12) {
            let operands = (0..<numbers.int(0...2)).map { _ in values[numbers.int(0...(values.count - 1))] }
            let shape = (0..<numbers.int(1...3)).map { _ in sizes[numbers.int(0...(sizes.count - 1))] }
            values.append(try builder.add(Make(shape: shape), operands)[0])
        }
        builder.addOutput("y", values[values.count - 1])
        builder.addOutput("z", values[numbers.int(0...(values.count - 1))])
        let peak = ActivationPeak(builder.graph)
        let formulas = try #require(peak.formulas)
        for (rows, height) in [(1, 1), (1, 2), (2, 3), (5, 1), (3, 7), (1, 40), (16, 33)] {
            let binding = [Symbol("N"): rows, Symbol("H"): height]
            let found = formulas.compactMap { $0.evaluated(binding) }.max()
            #expect(found == Self.largest(builder.graph, binding))
            let bound = binding.mapValues { Dimension($0) }
            #expect(peak.substituting(bound).value == found)
            // With the sizes known beforehand the answer is the same.
            var known = builder.graph
            known.substitute(bound)
            #expect(ActivationPeak(known).value == found)
        }
    }

    /// The peak by its definition: at each node the values made so far that are still wanted.
    private static func largest(_ graph: Graph, _ binding: [Symbol: Int]) -> Int {
        func bytes(_ value: ValueID) -> Int { (graph.type(value).elementCount.evaluated(binding) ?? 0) * 4 }
        var most = graph.inputs.reduce(0) { $0 + bytes($1.value) }
        for index in graph.nodes.indices {
            let made = graph.inputs.map(\.value) + graph.nodes[...index].flatMap(\.outputs)
            let wanted = graph.nodes[index...].flatMap { $0.inputs.compactMap { $0 } } + graph.outputs.map(\.value)
            let alive = made.filter { wanted.contains($0) || graph.nodes[index].outputs.contains($0) }
            most = max(most, alive.reduce(0) { $0 + bytes($1) })
        }
        return most
    }

    @Test("mebibytes have two digits")
    func mebibytes() {
        #expect(1_048_576.mebibytes == "1.00" && 0.mebibytes == "0.00" && 9_633_792.mebibytes == "9.19")
        #expect((1_234_567 * 1_048_576).mebibytes == "1,234,567.00")
    }

    @Test("ten times as many layers take about ten times the time")
    func long() throws {
        let (n, h) = (Self.n, Self.h)
        let shapes = (0..<10_000).map { [n, $0 % 2 == 0 ? h : h.floorDivided(by: Dimension($0 % 7 + 2)), 16] }
        let graph = try chain(shapes)
        let few = try chain(Array(shapes.prefix(1_000)))
        // The square would be a hundred times as much.
        let (short, long) = (threadTime { _ = ActivationPeak(few) }, threadTime { _ = ActivationPeak(graph) })
        #expect(long < short * 30 + .milliseconds(50))
    }
}
