import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// The model of a text, and the program that comes of it.
struct Lowered {
    let model: Model
    /// After all passes.
    let graph: Graph
    let program: Program

    init(_ text: String) throws {
        var model = try specifiedModel(text, seed: 5)
        // Normalisations begin as identities, which would show nothing.
        var numbers = Numbers(state: 11)
        for (name, weight) in model.weights.sorted(by: { $0.key < $1.key }) where weight.shape.count == 1 {
            model.weights[name] = Tensor((0..<weight.count).map { _ in numbers.real(0.5, 1.5) }, shape: weight.shape)
        }
        self.model = model
        graph = try Pipeline.simplify(model.graph, verifies: true)
        program = try Program.lowering(graph)
    }

    /// A model with one picture `[N, channels, H, W]`.
    init(picture channels: Int = 16, _ results: String, _ body: String) throws {
        try self.init("model Picture(x: f32[N, \(channels), H, W]) -> (\(results)) {\n\(body)\n}\n")
    }

    /// The names of the calls in order, without what only moves elements and without the braces of bands.
    var calls: [String] { names.filter { $0 != "copy" && $0 != "bands" } }
    /// How many calls only move elements.
    var copies: Int { names.count { $0 == "copy" } }
    private var names: [String] { Explanation(program).entries.map(\.name) }

    /// The operators that are left after the passes, without those on weights alone.
    var operators: [String] {
        var isFixed = [Bool](repeating: false, count: graph.values.count)
        for parameter in graph.parameters { isFixed[parameter.value.index] = true }
        return graph.nodes.compactMap { node in
            let fixed = node.inputs.allSatisfy { $0.map { isFixed[$0.index] } ?? true }
            for output in node.outputs { isFixed[output.index] = fixed }
            return fixed ? nil : node.operation.name
        }
    }

    /// The calls and outputs as text, whatever constants, buffers and nodes are called.
    var form: String {
        var names: [Substring: String] = [:]
        let lines = program.text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("@") }
        return lines.map { $0.split(separator: "  --", maxSplits: 1)[0] }.joined(separator: "\n").replacing(
            /[%@][0-9]+\[/
        ) {
            let known = names[$0.output] ?? "buffer\(names.count)["
            names[$0.output] = known
            return known
        }
    }

    /// Runs it on every instruction set and compares with the interpreter.
    func compare(_ sizes: [String: Int] = [:], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let usual = ["N": 2, "H": 9, "W": 7, "T": 5, "S": 4].merging(sizes) { $1 }
        let binding = Dictionary(uniqueKeysWithValues: usual.map { (Symbol($0.key), $0.value) })
        var numbers = Numbers(state: 3)
        var inputs: [String: Tensor] = [:]
        for input in model.graph.inputs {
            let shape = try #require(model.graph.type(input.value).sizes(binding))
            inputs[input.name] = Tensor((0..<shape.reduce(1, *)).map { _ in numbers.real(-1, 1) }, shape: shape)
        }
        let wanted = try model.interpret(inputs)
        for isa in InstructionSet.available {
            let agreement = try Agreement(
                Session(model, options: LoweringOptions(), threads: 2, isa: isa).run(inputs), wanted)
            #expect(
                agreement.worst < 1e-5, "\(isa): \(agreement.place) is \(agreement.worst) off\n\(program.text)",
                sourceLocation: sourceLocation)
        }
    }
}

extension Numbers {
    mutating func real(_ least: Float, _ most: Float) -> Float { Float.random(in: least...most, using: &self) }
}
