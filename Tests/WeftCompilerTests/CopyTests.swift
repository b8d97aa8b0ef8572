import Testing
import Weft
import WeftCompiler
import WeftGraph
import WeftTestSupport

/// What is moved in memory because no kernel can write it where it belongs.
@Suite("Copies")
struct CopyTests {
    /// A decoder's step: the sizes of what is joined are equal by what the model promises, and written in two ways.
    @Test("Up-sampling to a part of a joined tensor is copied once, whatever the sizes are written as")
    func upsamplingOnce() throws {
        let model = try specifiedModel(
            """
            model Step(x: f32[N, 3, H, W]) -> (y) where H % 4 == 0, W % 4 == 0 {
                a = x |> a: conv(8, 3, pad=1) |> relu
                b = a |> max_pool(2) |> b: conv(8, 3, pad=1)
                c = b |> max_pool(2) |> c: conv(16, 3, pad=1) |> up1: conv_transpose(8, 2, stride=2)
                d = concat(b, c, axis=1) |> d: conv(16, 3, pad=1) |> up0: conv_transpose(8, 2, stride=2)
                y = concat(a, d, axis=1) |> y: conv(5, 3, pad=1)
            }
            """, seed: 3)
        let program = try Program.lowering(try Pipeline.simplify(model.graph), options: LoweringOptions())
        let copies = program.steps.compactMap { step in
            if case .copy(let copy) = step.call { copy } else { nil }
        }
        #expect(copies.count == 4, "the picture in, two up-sampled tensors, the result out: \(program)")
        for copy in copies {
            #expect(!copies.contains { $0.target.buffer == copy.source.buffer }, "\(copy) reads a copy")
        }
    }
}
