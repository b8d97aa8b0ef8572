import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

@Suite("Large model files")
struct LargeFileTests {
    @Test(
        "a GiB of weights is written, verified, and opened without being read", .tags(.long),
        .enabled(if: runsLongTests, "it takes more than ten seconds; tools/test.sh --long runs it"))
    func large() throws {
        let folder = TemporaryFolder()
        let spec = """
            model Large(x: f32[N, 4096]) -> (y) {
                y = x
                for i in 0..<16 {
                    y = y |> "layer{i}": dense(4096, bias=false)
                }
            }
            """
        var model = try Model.load(try folder.file("large.weft", spec.bytes))
        try model.initializeParameters(seed: 1)
        try WeftFileWriter().write(model, to: folder / "large.weftpb")
        let file = try FileContents.open(folder / "large.weftpb")
        #expect(file.count > 1 << 30)
        let before = Environment.peakResidentBytes
        let reader = try WeftFileReader(file)
        #expect(try reader.model().graph.isEquivalent(to: model.graph))
        #expect(Environment.peakResidentBytes - before < 64 << 20)
        #expect(reader.verify().isEmpty)
    }
}
