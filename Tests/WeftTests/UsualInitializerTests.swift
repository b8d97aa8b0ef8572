import Testing
import Weft
import WeftDiagnostics
import WeftGraph
import WeftLanguage

/// The first values that a graph from elsewhere is given.
@Suite("Usual initialisers")
struct UsualInitializerTests {
    /// Every layer of the prelude with parameters, in several forms.
    private static let layers = """
        model Pictures(x: f32[N, 6, H, W], ids: i32[N] in 0..<9) -> (y, rows) where H >= 32, W >= 32 {
            y = x |> conv(8, 3) |> conv(12, [1, 5], groups=4) |> conv(12, 3, groups=12, bias=false) |> batch_norm
                |> conv_transpose(8, 2, stride=2) |> conv_transpose(12, 3, groups=4) |> group_norm(3)
                |> instance_norm(affine=true) |> prelu |> prelu(shared=false) |> global_avg_pool |> flatten
                |> dense(10) |> layer_norm |> dense(4, bias=false)
            rows = ids |> embedding(9, 5) |> dense(3)
        }
        """

    @Test("are those that the prelude's layers give their parameters")
    func prelude() throws {
        let result = Elaborator.elaborate(SourceFile(name: "layers.weft", text: Self.layers))
        let model = try #require(result.model, "\(result.diagnostics.map(\.message))")
        var blank = model.graph
        for index in blank.parameters.indices { blank.parameters[index].initializer = .constant(0.125) }
        let usual = blank.withUsualInitializers
        #expect(usual.parameters.count > 20)
        for (found, wanted) in zip(usual.parameters, model.graph.parameters) {
            #expect(found.initializer == wanted.initializer, "\(wanted.name)")
        }
    }
}
