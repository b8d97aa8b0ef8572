import Testing
import Weft
import WeftDiagnostics
import WeftGraph
import WeftTensors

@Suite("How weights fit a model")
struct WeightFitTests {
    private func graph() -> Graph {
        var builder = GraphBuilder(name: "Test")
        for (name, shape) in [("fc.weight", [2, 3]), ("fc.bias", [2]), ("scale", [])] as [(String, [Int])] {
            _ = builder.addParameter(
                name, TensorType(.f32, shape.map { Dimension($0) }), isTrained: true, initializer: .constant(0),
                origin: .none)
        }
        return builder.graph
    }

    private func tensor(_ type: ElementType, _ shape: [Int]) throws -> Tensor {
        try #require(Tensor(type, shape: shape) { _ in })
    }

    @Test("what fits")
    func fits() throws {
        let tensors = [
            ("scale", try tensor(.f32, [])), ("fc.weight", try tensor(.f32, [2, 3])),
            ("fc.bias", try tensor(.f32, [2])),
        ]
        let fit = WeightFit(graph(), tensors, file: "w")
        #expect(fit.isExact && fit.fitting == 3)
    }

    @Test("missing, unexpected, of another shape or type; a sibling's parameters are no surprise")
    func misfits() throws {
        let tensors = [
            ("fc.weight", try tensor(.f32, [3, 2])), ("fc.bias", try tensor(.f16, [2])), ("head", try tensor(.f32, [])),
            ("extra", try tensor(.i64, [4])),
        ]
        let fit = WeightFit(graph(), tensors, file: "w", elsewhere: ["head"])
        #expect(fit.missing.map(\.name) == ["scale"] && fit.unexpected.map(\.name) == ["extra"])
        #expect(fit.different.map(\.found) == ["f32[3, 2]", "f16[2]"])
        #expect(!fit.isUsable && fit.fitting == 0)
        #expect(
            fit.diagnostic.labels == [
                "             name       the model has  the file has",
                "wrong shape  fc.weight  f32[2, 3]      f32[3, 2]",
                "wrong shape  fc.bias    f32[2]         f16[2]", "missing      scale      f32[]",
                "unexpected   extra                     i64[4]",
            ])
    }

    @Test("a prefix too many is seen")
    func prefix() throws {
        let tensors = [
            ("module.scale", try tensor(.f32, [])), ("module.fc.weight", try tensor(.f32, [2, 3])),
            ("module.fc.bias", try tensor(.f32, [2])),
        ]
        let fit = WeightFit(graph(), tensors, file: "w")
        #expect(fit.diagnostic.help?.contains("'module.'") == true)
    }
}
