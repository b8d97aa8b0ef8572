import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// An example with the operator's name, as an argument that a failing test names.
struct NamedExample: Sendable, CustomTestStringConvertible {
    let example: OperatorExample
    var testDescription: String { "\(example.operation.name): \(example.name)" }

    static let all = Operators.all.flatMap { $0.examples.map { NamedExample(example: $0) } }
}

@Suite("Examples of the operators")
struct ExampleTests {
    @Test("An example gives what it says, or is refused as it says", arguments: NamedExample.all)
    func holds(_ named: NamedExample) throws {
        let example = named.example
        do {
            let results = try example.operation.run(example.operands)
            #expect(example.refusal == nil, "was not refused")
            #expect(results.count == example.results.count)
            for (result, expected) in zip(results, example.results) {
                #expect(agree(result, expected), "gave \(result), not \(expected)")
            }
        } catch {
            #expect(error.code == example.refusal, "\(error.code): \(error.message)")
            #expect(!error.message.hasSuffix("."))
        }
    }

    @Test("The inferred types and contents are those of the results", arguments: NamedExample.all)
    func infers(_ named: NamedExample) throws {
        let example = named.example
        guard example.refusal == nil else { return }
        var inference = Inference(example.operands.map { $0?.fact })
        let facts = try example.operation.infer(&inference)
        #expect(facts.count == type(of: example.operation).signature.results.count || isVariadic(example.operation))
        let results = try example.operation.evaluate(example.operands, Evaluation())
        var binding: [Symbol: Int] = [:]
        for (fact, result) in zip(facts, results) {
            for (dimension, size) in zip(fact.shape, result.shape) {
                if dimension.value == nil, let symbol = dimension.symbols.first, dimension == Dimension(symbol) {
                    binding[symbol] = size
                }
            }
            #expect(fact.elementType == result.elementType)
            #expect(fact.type.sizes(binding) == result.shape)
            if let contents = fact.contents {
                #expect(contents.map { $0.evaluated(binding).map { Int64($0) } } == result.integers.map { $0 })
            }
        }
        for condition in inference.conditions { #expect(condition.holds(binding) == true) }
        _ = example.operation.multiplyAccumulates(example.operands.map { $0?.fact }, facts)
    }

    /// Whether the number of results hangs on the attributes.
    private func isVariadic(_ operation: any Operator) -> Bool {
        ["branch", "loop", "scan", "split"].contains(operation.name)
    }

    @Test("Attributes go through their stored form unchanged", arguments: NamedExample.all)
    func attributesRoundTrip(_ named: NamedExample) throws {
        func roundTrip<Operation: Operator>(_ operation: Operation) throws {
            var copy = Operation()
            for (name, value) in operation.attributeValues { try copy.setAttribute(name, value) }
            #expect(copy.attributeValues.map(\.name) == operation.attributeValues.map(\.name))
            for (a, b) in zip(copy.attributeValues, operation.attributeValues) {
                #expect(a.value == b.value, "attribute \(a.name)")
            }
        }
        try roundTrip(named.example.operation)
    }

    @Test("Every operator has examples and names that can be told apart")
    func namesAndExamples() {
        var names: Set<String> = []
        for operation in Operators.all {
            let signature = operation.signature
            #expect(names.insert(signature.name).inserted, "two operators are called \(signature.name)")
            #expect(operation.examples.count >= 2, "\(signature.name) has too few examples")
            #expect(Set(signature.operands.map(\.name)).count == signature.operands.count)
            #expect(Operators.named(signature.name) != nil)
            for example in operation.examples { #expect(example.operation.name == signature.name) }
        }
    }
}
