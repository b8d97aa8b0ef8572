import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

@Suite("What refusals say")
struct MessageTests {
    private let n = Dimension(Symbol("N"))
    private let h = Dimension(Symbol("H"))

    private func refusal(_ operation: any Operator, _ operands: Fact?...) -> Diagnostic? {
        var inference = Inference(operands)
        do {
            _ = try operation.infer(&inference)
            return nil
        } catch {
            return error
        }
    }

    @Test("Sizes that do not meet")
    func broadcast() {
        let said = refusal(Op.Add(), Fact(.f32, [n, 3, h]), Fact(.f32, [4, h]))
        #expect(said?.code == "broadcast-mismatch")
        #expect(said?.message.contains("along axis -2 the sizes are 3 and 4") == true)
        #expect(said?.labels == ["a is f32[N, 3, H]", "b is f32[4, H]"])
    }

    @Test("Element types that differ")
    func elementTypes() {
        let said = refusal(Op.Multiply(), Fact(.f32, [n]), Fact(.i64, [n]))
        #expect(said?.code == "element-type-mismatch")
        #expect(said?.labels == ["a is f32[N]", "b is i64[N]"])
        #expect(said?.help == "element types never convert by themselves: cast(b, f32)")
        let other = refusal(Op.Multiply(), Fact(.i64, [n]), Fact(.f32, [n]))
        #expect(other?.help == "element types never convert by themselves: cast(a, f32)")
    }

    @Test("Tensors that cannot be concatenated")
    func concat() {
        let said = refusal(Op.Concat(axis: 1), Fact(.f32, [n, 64, h]), Fact(.f32, [n, 64, h + 1]))
        #expect(said?.code == "concat-mismatch")
        #expect(said?.message.contains("along axis 2 their sizes are H and H + 1") == true)
        #expect(said?.labels == ["tensor 1 is f32[N, 64, H]", "tensor 2 is f32[N, 64, H + 1]"])
    }

    @Test("Axes, ranks and volumes")
    func shapes() {
        let axis = refusal(Op.Softmax(axis: 2), Fact(.f32, [n, 3]), nil)
        #expect(axis?.code == "bad-axis" && axis?.message == "x has no axis 2")
        #expect(axis?.help == "its axes are 0 to 1, or -2 to -1 from the end")
        let volume = refusal(Op.Reshape(sizes: [n, 5]), Fact(.f32, [n, 2, 3]))
        #expect(
            volume?.message == "the number of elements is 6 * N, but the sizes [N, 5] have the product 5 * N")
        let rank = refusal(Op.PixelShuffle(factor: 2), Fact(.f32, [n, 3]))
        #expect(rank?.message == "x must have rank 3 or more, not 2" && rank?.help == "it has the form [..., C, H, W]")
    }

    @Test("An index that names nothing, by its position")
    func positions() {
        do {
            _ = try Op.Gather().run([.f32([1, 2, 3]), .i64([0, 1, 2, 7], [2, 2])])
            Issue.record("was not refused")
        } catch {
            #expect(error.message == "the index 7 at position [1, 1] is not one of the 3 positions along axis 0 of x")
            #expect(error.help == "indices are from 0 to 2")
        }
    }
}
