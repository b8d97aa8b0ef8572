import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

@Suite("Sizes as numbers")
struct ContentsOfSizesTests {
    private let n = Dimension(Symbol("N"))
    private let h = Dimension(Symbol("H"))

    private func infer(_ operation: any Operator, _ operands: Fact?...) throws -> Fact {
        var inference = Inference(operands)
        return try operation.infer(&inference)[0]
    }

    private func list(_ contents: [Dimension]) -> Fact {
        Fact(.i64, [Dimension(contents.count)], contents: contents)
    }

    @Test("Arithmetic on sizes is followed")
    func arithmetic() throws {
        let two = list([2])
        #expect(try infer(Op.Add(), list([n, h]), two).contents == [n + 2, h + 2])
        #expect(try infer(Op.Multiply(), list([n]), list([h])).contents == [n * h])
        #expect(try infer(Op.Divide(), list([h]), two).contents == [h.floorDivided(by: 2)])
        #expect(try infer(Op.Divide(), two, list([n - 5])).contents == nil, "the divisor may be 0")
        #expect(try infer(Op.Remainder(), list([h * 2 + 1]), two).contents == [1])
        #expect(try infer(Op.Product(), list([2, n, h])).contents == [n * h * 2])
        #expect(try infer(Op.Max(), list([2, 7])).contents == [7])
        #expect(try infer(Op.Cast(type: .i32), list([n])).contents == [n])
        #expect(try infer(Op.Cast(type: .u8), list([300])).contents == nil, "the type does not hold it")
        #expect(try infer(Op.Cast(type: .f32), list([n])).contents == nil)
    }

    @Test("Moving sizes is followed")
    func moving() throws {
        let shape = list([n, 3, h])
        #expect(try infer(Op.Gather(), shape, list([2, 0])).contents == [h, n])
        #expect(try infer(Op.Take(index: -1, axis: 0), shape).contents == [h])
        #expect(try infer(Op.Slice(axis: 0, from: 1), shape).contents == [3, h])
        #expect(try infer(Op.Concat(axis: 0), shape, list([7])).contents == [n, 3, h, 7])
        #expect(try infer(Op.Reverse(axis: 0), shape, nil).contents == [h, 3, n])
        #expect(try infer(Op.Unsqueeze(axis: [0]), Fact(.i64, [], contents: [n])).contents == [n])
        #expect(try infer(Op.Expand(sizes: [2, 3]), shape).contents == [n, 3, h, n, 3, h])
        #expect(try infer(Op.Size(n * h)).contents == [n * h])
    }

    @Test("Comparisons of sizes are what can be proved")
    func comparing() throws {
        #expect(try infer(Op.GreaterOrEqual(), list([n, 0]), list([1, 1])).contents == [1, 0])
        #expect(try infer(Op.Less(), list([n]), list([2])).contents == nil)
        #expect(try infer(Op.NotEqual(), list([n + 1]), list([n])).contents == [1])
        let mask = Fact(.bool, [2], contents: [1, 0])
        #expect(try infer(Op.Select(), mask, list([n, n]), list([h, h])).contents == [n, h])
    }

    @Test("Known indices out of range are refused before a run")
    func knownIndices() {
        #expect(throws: Diagnostic.self) { try infer(Op.Gather(), Fact(.f32, [3, n]), list([3])) }
    }

    @Test("What hangs on free sizes becomes a condition")
    func conditions() throws {
        var inference = Inference([Fact(.f32, [n, h])])
        let facts = try Op.Reshape(sizes: [n, 2, -1]).infer(&inference)
        #expect(facts[0].shape == [n, 2, h.floorDivided(by: 2)])
        #expect(inference.conditions.count == 1)
        #expect(inference.conditions.first?.holds([Symbol("N"): 3, Symbol("H"): 4]) == true)
        #expect(inference.conditions.first?.holds([Symbol("N"): 3, Symbol("H"): 5]) == false)
    }
}
