import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// An example of an operator, as an argument that a failing test names.
private struct ExportedExample: Sendable, CustomTestStringConvertible {
    let example: OperatorExample
    let opset: Int
    var testDescription: String { "\(example.operation.name): \(example.name), opset \(opset)" }

    static let all = [17, 24].flatMap { opset in
        Operators.all.flatMap { operation in
            operation.examples.filter { $0.refusal == nil }.map { ExportedExample(example: $0, opset: opset) }
        }
    }

    /// A network of the operator alone; its operands are inputs, but for those that ONNX wants to know beforehand.
    func model() throws(Diagnostic) -> Model {
        var builder = GraphBuilder(name: "example")
        var operands: [ValueID?] = []
        for (index, operand) in example.operands.enumerated() {
            operands.append(operand.map { builder.addInput("x\(index)", Fact($0.fact.type)) })
        }
        for (index, result) in try builder.add(example.operation, operands).enumerated() {
            builder.addOutput("y\(index)", result)
        }
        return Model(graph: builder.graph)
    }
}

@Suite("ONNX files that are written and read")
struct RoundTripTests {
    /// What has no counterpart in ONNX.
    private static let without: Set<String> = ["unknown"]

    @Test("an operator comes back to the same results", arguments: ExportedExample.all)
    private func operators(_ named: ExportedExample) throws {
        let example = named.example
        let model = try named.model()
        let export: ONNXExport
        do {
            export = try ONNXExport(model, opset: named.opset)
        } catch {
            #expect(error.code == "cannot-export" && error.help != nil, "\(error.code): \(error.message)")
            // What an older version lacks, the newest one has.
            if named.opset == 24, example.name != "two: the one before" {
                #expect(Self.without.contains(example.operation.name), "\(error.message)")
            }
            return
        }
        let folder = TemporaryFolder()
        let path = folder / "example.onnx"
        try ONNXWriter(export).write(to: path)
        var values: [String: Tensor] = [:]
        var inputs: [String: PlainTensor] = [:]
        for (index, operand) in example.operands.enumerated() {
            values["x\(index)"] = operand?.tensor
            inputs["x\(index)"] = operand
        }
        let read = try ONNXFile(try FileContents.open(path)).model(values: values)
        #expect(read.unknown.isEmpty, "\(read.unknown.map(\.message))")
        let weights = read.model.weights
        let results = try Interpreter(graph: read.model.graph).run(
            inputs: inputs.filter { name, _ in read.model.graph.inputs.contains { $0.name == name } },
            weights: { (name) throws(Diagnostic) in PlainTensor(try weights[name].required(name)) })
        #expect(results.count == example.results.count)
        for ((_, result), expected) in zip(results, example.results) {
            #expect(result.elementType == expected.elementType)
            #expect(result.shape == expected.shape)
            #expect(agree(result, expected), "gave \(result), not \(expected)")
        }
    }

    /// Operators that ONNX has several nodes for, or nodes that take more than ours.
    private static let recognised: Set<String> = [
        "gather", "gather_elements", "gather_nd", "last", "mask", "reverse", "scan", "scatter_elements", "scatter_nd",
        "softmax", "take",
    ]

    @Test("an operator comes back as itself", arguments: ExportedExample.all.filter { recognised($0) })
    private func itself(_ named: ExportedExample) throws {
        let model = try named.model()
        let folder = TemporaryFolder()
        try ONNXWriter(try ONNXExport(model, opset: named.opset)).write(to: folder / "example.onnx")
        let read = try ONNXFile(try FileContents.open(folder / "example.onnx")).model().model.graph
        #expect(read.nodes.map(\.operation.name) == [named.example.operation.name])
    }

    private static func recognised(_ named: ExportedExample) -> Bool {
        // Without lengths a reversal and a last step are slices there.
        let name = named.example.operation.name
        let isPlain = ["last", "reverse"].contains(name) && named.example.operands.contains { $0 == nil }
        return recognised.contains(name) && !isPlain
            && (try? named.model()).flatMap { try? ONNXExport($0, opset: named.opset) } != nil
    }
}

extension Tensor? {
    fileprivate func required(_ name: String) throws(Diagnostic) -> Tensor {
        guard let self else { throw Diagnostic("no-weights", "there is no tensor '\(name)'") }
        return self
    }
}
