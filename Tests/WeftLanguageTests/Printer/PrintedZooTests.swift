import Testing
import WeftGraph
import WeftLanguage

@Suite("The zoo printed")
struct PrintedZooTests {
    @Test("every model of every file comes back from its text", arguments: Elaborating.zooNames)
    func all(name: String) throws {
        let text = try Elaborating.zoo(name)
        for model in Elaborating.run(text).modelNames {
            Printing.check(try Elaborating.model(text, model: model))
        }
    }
}
