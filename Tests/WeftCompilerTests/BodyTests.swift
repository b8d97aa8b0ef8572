import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// Branches and loops in the bodies of scans, and loops of known length.
@Suite("Bodies in bodies")
struct BodyTests {
    private static let rows = Dimension(Symbol("N"))
    private static let row = Fact(.f32, [rows, 4])

    private static func body(
        _ inputs: [(String, Fact)], _ make: (inout GraphBuilder, [ValueID]) throws -> [ValueID]
    ) throws -> Graph {
        var builder = GraphBuilder(name: "body")
        let values = inputs.map { builder.addInput($0.0, $0.1) }
        for (index, value) in try make(&builder, values).enumerated() { builder.addOutput("y\(index)", value) }
        return builder.graph
    }

    /// `tanh(h · wᵀ + x)` where the sum of the step is above 0, half of the state elsewhere.
    private static func branch(_ then: any Operator = Op.Tanh()) throws -> Op.Branch {
        let inputs = [("h", row), ("x", row), ("w", Fact(.f32, [4, 4]))]
        return Op.Branch(
            then: try body(inputs) { builder, values in
                let product = try builder.add(Op.Dense(), [values[0], values[2]])[0]
                let sum = try builder.add(Op.Add(), [product, values[1]])[0]
                return try builder.add(then, [sum])
            },
            else: try body(inputs) { builder, values in
                let half = try builder.add(Op.Full(.f32, [], 0.5), [])[0]
                return try builder.add(Op.Multiply(), [values[0], half])
            })
    }

    /// Steps through `x [N, T, 4]` with a state, whose next value the body makes of it, the step and a weight.
    private static func model(
        _ step: (inout GraphBuilder, [ValueID]) throws -> ValueID
    ) throws -> Model {
        let inner = try body([("h", row), ("x", row), ("w", Fact(.f32, [4, 4]))]) { builder, values in
            let next = try step(&builder, values)
            return [next, next]
        }
        var builder = GraphBuilder(name: "steps")
        let x = builder.addInput("x", Fact(.f32, [rows, Dimension(Symbol("T")), 4]))
        let start = builder.addInput("start", row)
        let weight = builder.addParameter(
            "w", TensorType(.f32, [4, 4]), isTrained: true, initializer: .uniform(low: -0.5, high: 0.5), origin: .none)
        let results = try builder.add(Op.Scan(body: inner, carried: 1, scanned: 1), [start, x, weight])
        builder.addOutput("y", results[0])
        builder.addOutput("h", results[1])
        var model = Model(graph: builder.graph)
        try model.initializeParameters(seed: 3)
        return model
    }

    /// Compares with the interpreter on every instruction set, and gives what became of the operators.
    private func explain(_ model: Model) throws -> String {
        _ = try Pipeline.simplify(model.graph, verifies: true)
        for (rows, steps) in [(2, 7), (1, 1), (3, 12)] {
            var numbers = Numbers(state: UInt64(steps))
            func tensor(_ shape: [Int]) throws -> Tensor {
                try #require(Tensor((0..<shape.reduce(1, *)).map { _ in numbers.real(-1, 1) }, shape: shape))
            }
            let inputs = ["x": try tensor([rows, steps, 4]), "start": try tensor([rows, 4])]
            let wanted = try model.interpret(inputs)
            for isa in InstructionSet.available {
                let found = try Session(model, options: LoweringOptions(), threads: 2, isa: isa).run(inputs)
                let agreement = try Agreement(found, wanted)
                #expect(agreement.worst < 1e-5, "\(isa): \(agreement.place) is \(agreement.worst) off")
            }
        }
        return try CompiledGraph(model.graph).explanation()
    }

    private static func isPositive(_ builder: inout GraphBuilder, _ x: ValueID) throws -> ValueID {
        let sum = try builder.add(Op.Sum(axis: [0, 1]), [x])[0]
        let zero = try builder.add(Op.Full(.f32, [], 0), [])[0]
        return try builder.add(Op.Greater(), [sum, zero])[0]
    }

    @Test("a branch in a step runs in kernels")
    func branch() throws {
        let model = try Self.model { builder, values in
            let condition = try Self.isPositive(&builder, values[1])
            return try builder.add(try Self.branch(), [condition] + values)[0]
        }
        #expect(try explain(model).contains("every operator is computed by kernels"))
    }

    @Test("a branch that might fail where it was not meant is left to the interpreter, which the explanation says")
    func unsafeBranch() throws {
        let inputs = [("h", Self.row), ("i", Fact(.i64, [1]))]
        let picks = Op.Branch(
            then: try Self.body(inputs) { builder, values in
                let picked = try builder.add(Op.Gather(axis: 1), [values[0], values[1]])[0]
                return try builder.add(Op.Add(), [picked, values[0]])
            }, else: try Self.body(inputs) { _, values in [values[0]] })
        let model = try Self.model { builder, values in
            let condition = try Self.isPositive(&builder, values[1])
            // 9 where the sum is not positive: out of range, were it read.
            let index = try builder.add(Op.Cast(type: .i64), [condition])[0]
            let one = try builder.add(Op.Constant(PlainTensor.i64([1], []).tensor), [])[0]
            let nine = try builder.add(Op.Constant(PlainTensor.i64([9], []).tensor), [])[0]
            let other = try builder.add(Op.Subtract(), [one, index])[0]
            let far = try builder.add(Op.Multiply(), [other, nine])[0]
            let list = try builder.add(Op.Reshape(sizes: [1]), [far])[0]
            return try builder.add(picks, [condition, values[0], list])[0]
        }
        let text = try explain(model)
        #expect(text.contains("by its own evaluation: scan (1), because no kernel computes branch in it"), "\(text)")
    }

    /// A loop of some trips that adds the number of the trip, and what else is asked for, to its state.
    private static func loop(
        _ next: (inout GraphBuilder, _ trip: ValueID, _ state: ValueID) throws -> ValueID
    ) throws -> Op.Loop {
        let head = [("trip", Fact(.i64, [])), ("condition", Fact(.bool, [])), ("state", row)]
        return Op.Loop(
            body: try body(head) { builder, values in
                let number = try builder.add(Op.Cast(type: .f32), [values[0]])[0]
                let sum = try builder.add(Op.Add(), [values[2], number])[0]
                let result = try next(&builder, values[0], sum)
                return [values[1], result, try builder.add(Op.Sum(axis: [0, 1]), [result])[0]]
            }, carried: 1)
    }

    private static func trips(_ count: Int64, _ builder: inout GraphBuilder) throws -> ValueID {
        try builder.add(Op.Constant(PlainTensor.i64([count], []).tensor), [])[0]
    }

    @Test(
        "a loop of known length in a step runs in kernels, its results in the order of its trips", arguments: [0, 1, 5])
    func counted(_ count: Int64) throws {
        let loop = try Self.loop { builder, _, state in try builder.add(Op.Tanh(), [state])[0] }
        let model = try Self.model { builder, values in
            let sum = try builder.add(Op.Add(), [values[0], values[1]])[0]
            let results = try builder.add(loop, [try Self.trips(count, &builder), nil, sum])
            let all = try builder.add(Op.Sum(axis: [0]), [results[1]])[0]
            return try builder.add(Op.Add(), [results[0], all])[0]
        }
        let text = try explain(model)
        #expect(text.contains("every operator is computed by kernels"), "\(text)")
    }

    @Test("a branch in a loop in a step runs in kernels")
    func branchInLoop() throws {
        let halves = Op.Branch(
            then: try Self.body([("s", Self.row)]) { builder, values in try builder.add(Op.Tanh(), [values[0]]) },
            else: try Self.body([("s", Self.row)]) { builder, values in try builder.add(Op.Negate(), [values[0]]) })
        let loop = try Self.loop { builder, _, state in
            try builder.add(halves, [try Self.isPositive(&builder, state), state])[0]
        }
        let model = try Self.model { builder, values in
            let sum = try builder.add(Op.Add(), [values[0], values[1]])[0]
            return try builder.add(Op.Tanh(), [builder.add(loop, [Self.trips(4, &builder), nil, sum])[0]])[0]
        }
        let text = try explain(model)
        #expect(text.contains("every operator is computed by kernels"), "\(text)")
    }

    @Test("a loop that data end is left to the interpreter, which the explanation says")
    func ended() throws {
        let head = [("trip", Fact(.i64, [])), ("condition", Fact(.bool, [])), ("state", Self.row)]
        let loop = Op.Loop(
            body: try Self.body(head) { builder, values in
                let next = try builder.add(Op.Add(), [values[2], values[2]])[0]
                let limit = try builder.add(Op.Full(.f32, [], 3), [])[0]
                let size = try builder.add(Op.Max(axis: [0, 1]), [try builder.add(Op.Abs(), [next])[0]])[0]
                return [try builder.add(Op.Less(), [size, limit])[0], next]
            }, carried: 1)
        let model = try Self.model { builder, values in
            let sum = try builder.add(Op.Add(), [values[0], values[1]])[0]
            return try builder.add(Op.Tanh(), [builder.add(loop, [Self.trips(9, &builder), nil, sum])[0]])[0]
        }
        let text = try explain(model)
        #expect(text.contains("by its own evaluation: scan (1), because no kernel computes loop in it"), "\(text)")
    }

    @Test("a loop of known length that is in nothing is one program")
    func alone() throws {
        let loop = try Self.loop { builder, _, state in try builder.add(Op.Tanh(), [state])[0] }
        var builder = GraphBuilder(name: "alone")
        let start = builder.addInput("start", Self.row)
        let results = try builder.add(loop, [try Self.trips(6, &builder), nil, start])
        builder.addOutput("y", results[0])
        builder.addOutput("all", results[1])
        let model = Model(graph: builder.graph)
        #expect(try CompiledGraph(model.graph).programs.count == 1)
        let given = try #require(Tensor([0.1, -0.2, 0.3, 0.4] as [Float], shape: [1, 4]))
        let agreement = try Agreement(Session(model).run(["start": given]), model.interpret(["start": given]))
        #expect(agreement.worst < 1e-6)
    }
}
