import Foundation
import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// An example of an operator as a model of its own.
private struct ExportedExample: Sendable {
    let example: OperatorExample
    let opset: Int
    var name: String { "\(example.operation.name): \(example.name), opset \(opset)" }

    static func all(_ opset: Int) -> [ExportedExample] {
        Operators.all.flatMap { operation in
            operation.examples.filter { $0.refusal == nil }.map { ExportedExample(example: $0, opset: opset) }
        }
    }

    /// A network of the operator alone; its operands are inputs.
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

    /// Where the files stay for `tools/oracles/onnx_examples.py`, if that asks for them.
    private static let kept = ProcessInfo.processInfo.environment["WEFT_EXPORTED_EXAMPLES"]

    /// Writes a file, and beside it, for the tool that asks for it, what goes in and what must come out.
    func write(_ export: ONNXExport, to path: String) throws {
        try ONNXWriter(export).write(to: path)
        guard let folder = Self.kept else { return }
        let base = "\(folder)/\(name.replacing(/[^a-z0-9_]+/, with: "-"))"
        try ONNXWriter(export).write(to: base + ".onnx")
        let inputs = example.operands.enumerated().compactMap { index, tensor in
            tensor.map { WeightsFile.Entry("x\(index)", $0.tensor) }
        }
        let results = example.results.enumerated().map { WeightsFile.Entry("y\($0)", $1.tensor) }
        // NumPy has no names for the small floats.
        try? Npz.write(inputs + results, to: base + ".npz")
    }
}

@Suite("ONNX files that are written and read")
struct RoundTripTests {
    /// What has no counterpart in ONNX.
    private static let without: Set<String> = ["unknown"]

    @Test("an operator comes back to the same results", arguments: ONNXExport.opsets)
    func sameResults(_ opset: Int) throws {
        for named in ExportedExample.all(opset) {
            do { try roundTrip(named) } catch { Issue.record("\(named.name): \(error)") }
        }
    }

    private func roundTrip(_ named: ExportedExample) throws {
        let example = named.example
        let model = try named.model()
        let export: ONNXExport
        do {
            export = try ONNXExport(model, opset: named.opset)
        } catch {
            #expect(error.code == "cannot-export" && error.help != nil, "\(named.name): \(error.message)")
            // What an older version lacks, the newest one has.
            if named.opset == ONNXExport.opsets.upperBound, example.name != "two: the one before" {
                #expect(Self.without.contains(example.operation.name), "\(named.name): \(error.message)")
            }
            return
        }
        let folder = TemporaryFolder()
        let path = folder / "example.onnx"
        try named.write(export, to: path)
        var values: [String: Tensor] = [:]
        var inputs: [String: PlainTensor] = [:]
        for (index, operand) in example.operands.enumerated() {
            values["x\(index)"] = operand?.tensor
            inputs["x\(index)"] = operand
        }
        let read = try ONNXFile(try FileContents.open(path)).model(values: values)
        #expect(read.unknown.isEmpty, "\(named.name): \(read.unknown.map(\.message))")
        let weights = read.model.weights
        let results = try Interpreter(graph: read.model.graph).run(
            inputs: inputs.filter { name, _ in read.model.graph.inputs.contains { $0.name == name } },
            weights: { (name) throws(Diagnostic) in PlainTensor(try weights[name].required(name)) })
        #expect(results.count == example.results.count)
        for ((_, result), expected) in zip(results, example.results) {
            #expect(result.elementType == expected.elementType, "\(named.name)")
            #expect(result.shape == expected.shape, "\(named.name)")
            #expect(agree(result, expected), "\(named.name) gave \(result), not \(expected)")
        }
    }

    /// Operators that come back as others, in some or all of their examples, and why.
    private static let others: [String: String] = [
        "constant": "a tensor of reals with axes is a parameter of the model there",
        "size": "it is known before the run in the example", "range": "it is known before the run in the examples",
        "data_sizes": "what stands for the sizes is an empty tensor",
        "identity": "it does nothing", "dropout": "it does nothing in inference",
        "drop_path": "it does nothing in inference",
        "flatten": "axes other than those from the second on are joined by a reshape",
        "merge": "the sizes of a reshape say the same", "unmerge": "the sizes of a reshape say the same",
        "hard_tanh": "clamp is the same", "last": "without lengths it takes the position -1",
        "prelu": "one number has no channels that a slope could be of",
        "cumsum: integers wrap": "there are no sums of few bits: they are sums of 32",
        "matmul: integers wrap": "there are no products of few bits: they are products of 32",
        "negate: unsigned integers wrap": "what has no sign is taken from 0",
        "global_max_pool: integers": "of whole numbers it is a reduction",
        "max_pool_with_indices: columns first": "whole numbers of 32 bits are pooled as reals of 64",
        "one_hot: a number, to truth values": "a number is a row of one there",
        "dense": "a weight that is no parameter is a matrix like any other",
        "nll_loss": "a loss comes in as the nodes that it is made of",
        "ctc_greedy": "there is no such node: best classes, comparisons, running sums and a scatter",
        "deform_taps": "there is no such node: a deformed convolution with a weight of zeros and ones",
        "max_unpool": "the node has the kernel of a pool for sizes: a scatter into zeros",
        "random_uniform": "there is no such node: whole-number arithmetic in a Scan",
    ]

    @Test("an operator comes back as itself", arguments: ONNXExport.opsets)
    func sameOperators(_ opset: Int) throws {
        for named in ExportedExample.all(opset) {
            let model = try named.model()
            guard let export = try? ONNXExport(model, opset: opset) else { continue }
            let folder = TemporaryFolder()
            try ONNXWriter(export).write(to: folder / "example.onnx")
            let read = try ONNXFile(try FileContents.open(folder / "example.onnx")).model().model.graph
            let name = named.example.operation.name
            let names = read.nodes.map(\.operation.name)
            let reason = Self.others[name] ?? Self.others["\(name): \(named.example.name)"]
            #expect(names == [name] || reason != nil, "\(named.name): \(names.joined(separator: " "))")
        }
    }

    @Test("what comes back as others does so in some example", arguments: others.keys.sorted())
    func exceptions(_ name: String) throws {
        let found = try ONNXExport.opsets.contains { opset in
            try ExportedExample.all(opset).contains { named in
                let own = named.example.operation.name
                guard own == name || "\(own): \(named.example.name)" == name,
                    let export = try? ONNXExport(named.model(), opset: opset)
                else { return false }
                let folder = TemporaryFolder()
                try ONNXWriter(export).write(to: folder / "example.onnx")
                let read = try ONNXFile(try FileContents.open(folder / "example.onnx")).model().model.graph
                return read.nodes.map(\.operation.name) != [own]
            }
        }
        #expect(found, "it comes back as itself: \(Self.others[name] ?? "")")
    }
}

extension Tensor? {
    fileprivate func required(_ name: String) throws(Diagnostic) -> Tensor {
        guard let self else { throw Diagnostic("no-weights", "there is no tensor '\(name)'") }
        return self
    }
}
