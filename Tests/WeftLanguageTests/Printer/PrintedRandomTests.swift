import Testing
import WeftGraph
import WeftLanguage

@Suite("Random graphs printed")
struct PrintedRandomTests {
    @Test("every one comes back from its text", arguments: 0..<20)
    func random(group: Int) {
        var tried = 0
        for seed in 0..<12 {
            let graph = RandomGraph.graph(seed: UInt64(group * 1_000 + seed))
            guard GraphVerifier.verify(graph).isEmpty else { continue }
            tried += 1
            Printing.check(graph)
        }
        #expect(tried >= 8)
    }
}
