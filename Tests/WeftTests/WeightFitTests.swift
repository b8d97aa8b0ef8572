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
        try #require(Tensor(type, shape: shape) { (_: inout MutableRawSpan) in })
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
                "wrong shape  fc.weight  f32[2, 3]      f32[3, 2]     (transposed)",
                "wrong shape  fc.bias    f32[2]         f16[2]", "missing      scale      f32[]",
                "unexpected   extra                     i64[4]",
            ])
    }

    @Test("a prefix too many is seen, and one too few")
    func prefix() throws {
        let tensors = [
            ("module.scale", try tensor(.f32, [])), ("module.fc.weight", try tensor(.f32, [2, 3])),
            ("module.fc.bias", try tensor(.f32, [2])),
        ]
        let fit = WeightFit(graph(), tensors, file: "w")
        #expect(fit.diagnostic.help == "'module.' is in front of the name in the file, for 3 of them")
        #expect(fit.nearMisses.map(\.tensor) == ["module.scale", "module.fc.weight", "module.fc.bias"])
        let bare = WeightFit(
            graph(),
            [
                ("scale", try tensor(.f32, [])), ("weight", try tensor(.f32, [2, 3])),
                ("bias", try tensor(.f32, [2])),
            ], file: "w")
        #expect(bare.diagnostic.help == "'fc.' is not in front of the name in the file, for 2 of them")
    }

    @Test(
        "near misses are paired",
        arguments: [
            (["fc/kernel", "fc/bias"], [[3, 2], [2]], "the same words written otherwise, transposed"),
            (["fx.weight", "fc.bias"], [[2, 3], [2]], "a similar name"),
            (["projection", "fc.bias"], [[2, 3, 1], [2]], nil),
            (["projection", "fc.bias"], [[3, 2], [2]], "the only one of this shape, transposed"),
        ] as [([String], [[Int]], String?)])
    func pairs(names: [String], shapes: [[Int]], sign: String?) throws {
        var tensors = [("scale", try tensor(.f32, []))]
        for (name, shape) in zip(names, shapes) { tensors.append((name, try tensor(.f32, shape))) }
        let fit = WeightFit(graph(), tensors, file: "w")
        let pair = fit.nearMisses.first { $0.name == "fc.weight" }
        #expect(pair?.sign == sign && pair?.tensor == sign.map { _ in names[0] })
        #expect(!fit.isUsable)
    }

    @Test("names that say nothing are paired by their order")
    func order() throws {
        let tensors = [
            ("t0", try tensor(.f32, [3, 2])), ("t1", try tensor(.f32, [2])), ("t2", try tensor(.f32, [])),
        ]
        let fit = WeightFit(graph(), tensors, file: "w")
        #expect(fit.nearMisses.map(\.name) == ["fc.weight", "fc.bias", "scale"])
        #expect(fit.nearMisses.first?.sign == "the same place in the order, transposed")
    }
}
