import Testing
import WeftDiagnostics
import WeftGraph
import WeftInspection
import WeftTensors

@Suite("The summary of a network")
struct SummaryTests {
    /// A stand-in for an operator with weights: as many MACs as the result has elements, ten times.
    private struct Product: Operator {
        static let signature = Signature("product", [.required("x"), .weight("w")])
        static let examples: [OperatorExample] = []
        func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] { [try inference.operand(0)] }
        func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] { [] }
        func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            results[0].type.elementCount * 10
        }
    }

    private struct Plain: Operator {
        static let signature = Signature("plain", [.required("x")])
        static let examples: [OperatorExample] = []
        func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] { [try inference.operand(0)] }
        func evaluate(_ operands: [PlainTensor?], _ evaluation: Evaluation) throws(Diagnostic) -> [PlainTensor] { [] }
    }

    private func graph() throws -> Graph {
        var builder = GraphBuilder(name: "Test")
        var value = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N")), 4]))
        let weight = builder.addParameter(
            "stem.weight", TensorType(.f32, [4, 1_000]), isTrained: true, initializer: .constant(0), origin: .none)
        let mean = builder.addParameter(
            "block.mean", TensorType(.f32, [7]), isTrained: false, initializer: .constant(0), origin: .none)
        value = try builder.add(Product(), [value, weight], path: ["stem"])[0]
        value = try builder.add(Plain(), [value])[0]
        value = try builder.add(Product(), [value, mean], path: ["block", "0"])[0]
        value = try builder.add(Product(), [value, weight], path: ["block", "1"])[0]
        builder.addOutput("y", value)
        return builder.graph
    }

    @Test("an operator a row, shared parameters counted once, totals exact")
    func rows() throws {
        let summary = Summary(try graph())
        #expect(summary.layers.map(\.path) == ["stem", "", "block.0", "block.1"])
        #expect(summary.layers.map(\.operation) == ["product", "plain", "product", "product"])
        #expect(summary.layers.map(\.parameters.value) == [4_000, 0, 7, 0])
        #expect(summary.layers.map(\.multiplyAccumulates.description) == ["40 * N", "0", "40 * N", "40 * N"])
        #expect(summary.trainable == 4_000 && summary.fixed == 7)
        #expect(summary.multiplyAccumulates.description == "120 * N")
        #expect(summary.layers.allSatisfy { $0.inputs.map(\.description) == ["f32[N, 4]"] })
    }

    @Test("neighbours below one label fold into a row")
    func folded() throws {
        let summary = Summary(try graph(), depth: 1)
        #expect(summary.layers.map(\.path) == ["stem", "", "block"])
        #expect(summary.layers.map(\.parameters.value) == [4_000, 0, 7])
        #expect(summary.layers.last?.outputs.map(\.description) == ["f32[N, 4]"])
        #expect(summary.layers.last?.multiplyAccumulates.description == "80 * N")
        #expect(summary.layers.last?.operation == "product")
    }

    @Test("as text")
    func text() throws {
        #expect(
            Summary(try graph(), depth: 1).text() == """
                Test
                  input x: f32[N, 4]
                  output y: f32[N, 4]

                layer  operator  output     parameters    MACs
                ─────  ────────  ─────────  ──────────  ──────
                stem   product   f32[N, 4]       4,000  40 * N
                -      plain     f32[N, 4]
                block  product   f32[N, 4]           7  80 * N

                parameters: 4,000 trainable, 7 fixed
                MACs: 120 * N (1 MAC = one multiply and one add of a convolution or matrix product)
                activations at the peak: 32 * N bytes
                receptive field of y in x: all of N, all of axis 1

                """)
    }

    @Test("as JSON, by the contract's keys")
    func json() throws {
        let document = JSONValue.object(Summary(try graph()).members)
        #expect(document["parameters"]?["trainable"] == .integer(4_000))
        #expect(document["macs"] == .string("120 * N") && document["macs_value"] == .null)
        #expect(document["activation_bytes"] == .string("32 * N") && document["activation_bytes_value"] == .null)
        guard case .array(let layers) = document["layers"] else {
            Issue.record("no layers")
            return
        }
        #expect(layers[0]["path"] == .string("stem") && layers[0]["outputs"] == .array([.string("f32[N, 4]")]))
        #expect(
            document["inputs"] == .array([.object([.init("name", .string("x")), .init("type", .string("f32[N, 4]"))])]))
    }
}
