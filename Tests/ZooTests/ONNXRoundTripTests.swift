import Testing
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftInspection
import WeftLanguage
import WeftTensors
import WeftTestSupport

@Suite("Models of the zoo that go out to ONNX and come back")
struct ONNXRoundTripTests {
    /// The model with zeros for tensors.
    private func model(_ name: String) throws -> Model {
        var model = try Model.load("zoo:\(name)")
        for parameter in model.graph.parameterTypes {
            let sizes = try #require(parameter.type.sizes([:]))
            model.weights[parameter.name] = Tensor(parameter.type.elementType, shape: sizes, fill: { _ in })
        }
        return model
    }

    private func isSmall(_ model: Model) -> Bool {
        model.weights.values.reduce(0) { $0 + $1.count } <= 4_000_000 || model.graph.name == "ResNet50"
    }

    /// A model that was written to an ONNX file and read.
    private func readBack(_ model: Model) throws -> Model {
        let folder = TemporaryFolder()
        try ONNXWriter(try ONNXExport(model)).write(to: folder / "model.onnx")
        let read = try ONNXFile(try FileContents.open(folder / "model.onnx")).model()
        #expect(read.unknown.map(\.message) == [])
        return read.model
    }

    /// What a model is compiled to, with names of layers left out and values numbered in order.
    private func program(_ graph: Graph) throws -> [String] {
        let text = try Program.lowering(try Pipeline.simplify(graph)).text
        var numbers: [Substring: Int] = [:]
        return text.split(separator: "\n").dropFirst().map { line in
            let call = line.firstRange(of: "  -- ").map { line[..<$0.lowerBound] } ?? line
            return String(call).replacing(/[@%]\d+/) { match in
                let number = numbers[match.output] ?? numbers.count
                numbers[match.output] = number
                return "%\(number)"
            }
        }
    }

    @Test("the same program comes back", arguments: Zoo.names)
    func programs(_ name: String) throws {
        let model = try model(name)
        guard runsLongTests || isSmall(model) else { return }
        let (found, wanted) = (try program(try readBack(model).graph), try program(model.graph))
        #expect(found.count == wanted.count)
        for (line, expected) in zip(found, wanted) where line != expected {
            Issue.record("\(line)\nnot\n\(expected)")
            break
        }
    }

    @Test("what came back is the same program by way of its text, blocks and loops and all", arguments: Zoo.names)
    func texts(_ name: String) throws {
        let model = try model(name)
        guard runsLongTests || isSmall(model) else { return }
        let read = try readBack(model)
        let text = GraphPrinter.text(of: read, style: .structured)
        let again = try #require(Elaborator.elaborate(SourceFile(name: name, text: text)).model, "\(text)")
        #expect(read.graph.difference(from: again.graph) == nil)
        #expect(try program(again.graph) == program(read.graph))
    }
}
