import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// An operator's example as a model of one node, its operands as inputs.
struct ExampleModel: Sendable, CustomTestStringConvertible {
    let example: OperatorExample
    var testDescription: String { "\(example.operation.name): \(example.name)" }

    static let all = Operators.all.flatMap { $0.examples.map { ExampleModel(example: $0) } }

    /// The model; nil where types alone refuse it.
    var model: Model? {
        var builder = GraphBuilder(name: "example")
        let inputs = example.operands.enumerated().map { index, operand in
            operand.map { builder.addInput("x\(index)", Fact($0.elementType, $0.shape.map { Dimension($0) })) }
        }
        guard let outputs = try? builder.add(example.operation, inputs, path: ["here"]) else { return nil }
        for (index, output) in outputs.enumerated() { builder.addOutput("y\(index)", output) }
        return Model(graph: builder.graph)
    }

    var inputs: [String: Tensor] {
        Dictionary(
            uniqueKeysWithValues: example.operands.enumerated().compactMap { index, operand in
                operand.map { ("x\(index)", $0.tensor) }
            })
    }
}

@Suite("Compiled operators")
struct OperatorRunTests {
    @Test("give what their examples say, with every instruction set", arguments: ExampleModel.all)
    func examples(_ given: ExampleModel) throws {
        guard given.example.refusal == nil, let model = given.model else { return }
        let wanted = Dictionary(
            uniqueKeysWithValues: given.example.results.enumerated().map { ("y\($0)", $1.tensor) })
        for isa in InstructionSet.available {
            for accuracy in LoweringOptions.Accuracy.allCases {
                var options = LoweringOptions()
                options.accuracy = accuracy
                let results = try Session(model, options: options, threads: 1, isa: isa).run(given.inputs)
                let agreement = try Agreement(results, wanted)
                let small = given.example.results.contains { $0.elementType.bits <= 16 && $0.elementType.isFloat }
                #expect(
                    agreement.worst <= (small ? 0x1p-7 : 1e-5), "\(isa): \(agreement.place) is \(agreement.worst) off")
            }
        }
    }

    @Test("are computed by kernels, alone or in bodies that run between them", arguments: ExampleModel.all)
    func kernels(_ given: ExampleModel) throws {
        guard given.example.refusal == nil, let model = given.model else { return }
        let found = try CompiledGraph(model.graph).allPrograms.flatMap {
            Explanation($0).entries.compactMap(\.evaluated?.operation)
        }
        #expect(found.isEmpty, "\(found) is evaluated plainly")
    }

    @Test("a product without a bias keeps what is added to all of its rows, or to its only one", arguments: [1, 3])
    func sums(_ rows: Int) throws {
        var builder = GraphBuilder(name: "sums")
        let x = builder.addInput("x", Fact(.f32, [Dimension(rows), 4]))
        let row = builder.addInput("row", Fact(.f32, [1, 4]))
        let weight = builder.addParameter(
            "weight", TensorType(.f32, [4, 4]), isTrained: true, initializer: .uniform(low: -1, high: 1), origin: .none)
        let product = try builder.add(Op.Dense(), [x, weight])[0]
        builder.addOutput("y", try builder.add(Op.Relu(), [try builder.add(Op.Add(), [product, row])[0]])[0])
        builder.addOutput("z", try builder.add(Op.Add(), [try builder.add(Op.Dense(), [x, weight])[0], x])[0])
        var model = Model(graph: builder.graph)
        try model.initializeParameters(seed: 3)
        let inputs = [
            "x": PlainTensor(rounding: (0..<(4 * rows)).map { Double($0) / 4 }, .f32, shape: [rows, 4]).tensor,
            "row": PlainTensor.f32([10, -20, 30, 40], [1, 4]).tensor,
        ]
        let agreement = try Agreement(try Session(model).run(inputs), model.interpret(inputs))
        #expect(agreement.worst < 1e-5, "\(agreement.place) is \(agreement.worst) off")
    }

    @Test("refuse the numbers that their examples say", arguments: ExampleModel.all)
    func refusals(_ given: ExampleModel) throws {
        guard let refusal = given.example.refusal, let model = given.model else { return }
        for isa in InstructionSet.available {
            let found = diagnostic { () throws(Diagnostic) in
                try Session(model, options: LoweringOptions(), threads: 1, isa: isa).run(given.inputs)
            }
            #expect(found.code == refusal, "\(found.message)")
        }
    }
}
