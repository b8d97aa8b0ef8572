import Testing
import Weft
import WeftGraph
import WeftLanguage

@Suite("Valid sizes of the zoo")
struct ValidSizesTests {
    /// A model with one size that is tried and others that stay; small, so that every size can be.
    struct Question: CustomTestStringConvertible {
        let name: String
        let symbol: String
        var others: [String: Int] = [:]
        var settings: [(name: String, text: String)] = []
        let expected: @Sendable (Int) -> Bool

        var testDescription: String { "\(name), \(symbol)" }
    }

    static let questions = [
        Question(
            name: "unet", symbol: "H", others: ["N": 1, "W": 8], settings: [("depth", "2")], expected: { $0 % 4 == 0 }),
        Question(name: "text_cnn", symbol: "T", others: ["N": 1], expected: { $0 >= 5 }),
        Question(name: "voice_detector", symbol: "L", others: ["N": 1], expected: { $0 >= 256 }),
        Question(name: "crnn", symbol: "W", others: ["N": 1], expected: { $0 >= 4 }),
        Question(name: "alexnet", symbol: "H", others: ["N": 1, "W": 63], expected: { $0 >= 63 }),
    ]

    /// The conditions that are derived once, with the size free, against checking the text anew with the size bound.
    @Test("are those for which the model elaborates with the size bound, from 1 to 512", arguments: questions)
    func sizes(_ question: Question) throws {
        let source = try Zoo.source(question.name)
        var options = ElaborationOptions()
        options.hyperParameters = question.settings
        let conditions = try #require(Elaborator.elaborate(source, options: options).model).graph.validity
        var (derived, elaborated): ([Int], [Int]) = ([], [])
        for size in 1...512 {
            options.dimensions = question.others.merging([question.symbol: size]) { $1 }
            let binding = Dictionary(uniqueKeysWithValues: options.dimensions.map { (Symbol($0), $1) })
            if conditions.allSatisfy({ $0.holds(binding) == true }) { derived.append(size) }
            if Elaborator.elaborate(source, options: options).model != nil { elaborated.append(size) }
        }
        #expect(derived == elaborated)
        #expect(derived == (1...512).filter(question.expected))
    }
}
