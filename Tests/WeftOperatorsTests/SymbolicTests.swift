import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// An operator as an argument that a failing test names.
struct NamedOperatorType: Sendable, CustomTestStringConvertible {
    let type: any Operator.Type
    var testDescription: String { type.signature.name }

    static let all = Operators.all.map { NamedOperatorType(type: $0) }
}

@Suite("Free sizes")
struct SymbolicTests {
    /// How many cases of an operator agreed, and were refused.
    struct Tally {
        var accepted = 0
        var refused = 0
    }

    @Test("What is inferred for free sizes is what is inferred and computed for each", arguments: NamedOperatorType.all)
    func agree(_ named: NamedOperatorType) throws {
        func run<Operation: Operator>(_ type: Operation.Type) throws -> Tally {
            var tally = Tally()
            for seed in 0..<600 {
                var random = RandomCase(seed: UInt64(seed))
                var operation = Operation()
                for field in Operation.attributes where Int.random(in: 0..<4, using: &random.numbers) > 0 {
                    if let value = random.attribute(field.kind) { try? operation.setAttribute(field.name, value) }
                }
                try tryOut(operation, &random, &tally)
            }
            for example in Operation.examples where example.refusal == nil { try generalize(example, &tally) }
            return tally
        }
        let hasBody = named.type.attributes(contain: .graph)
        let tally = try run(named.type)
        #expect(tally.accepted > 0 || hasBody, "no case was accepted, \(tally.refused) refused")
    }

    /// Tries an example with a free size in place of each number that is a size in it.
    private func generalize(_ example: OperatorExample, _ tally: inout Tally) throws {
        let sizes = Set(example.operands.flatMap { $0?.shape ?? [] }).filter { $0 > 1 }
        for size in sizes {
            let symbol = RandomCase.symbols[0]
            let facts = example.operands.map { operand in
                operand.map { Fact($0.elementType, $0.shape.map { $0 == size ? Dimension(symbol) : Dimension($0) }) }
            }
            var inference = Inference(facts)
            // Some sizes must be known, such as a kernel's.
            guard let free = try? example.operation.infer(&inference) else { continue }
            guard inference.conditions.allSatisfy({ $0.holds([symbol: size]) == true }) else { continue }
            for (fact, result) in zip(free, example.results) {
                guard let sizes = fact.type.sizes([symbol: size]) else { continue }
                #expect(sizes == result.shape, "\(example.operation) with \(size) as a free size")
                tally.accepted += 1
            }
        }
    }

    private func tryOut<Operation: Operator>(
        _ operation: Operation, _ random: inout RandomCase, _ tally: inout Tally
    ) throws {
        let facts = random.facts(Operation.signature)
        guard facts.allSatisfy({ $0.map { $0.type.sizes(random.binding) != nil } ?? true }) else { return }
        let operands = facts.map { $0.map { random.tensor($0) } }
        var concrete = Inference(operands.map { $0.map { Fact($0.elementType, $0.shape.map { Dimension($0) }) } })
        let known = Result { () throws(Diagnostic) in
            try operation.withSizes(random.binding)?.infer(&concrete) ?? []
        }
        var symbolic = Inference(facts)
        let free: [Fact]
        do {
            free = try operation.infer(&symbolic)
        } catch {
            tally.refused += 1
            // What decides the rank of a result must be a number.
            if error.code == "size-not-known" { return }
            // A size that only happens to be 1 stretches when it is known, and not while it is free.
            let happensToBeOne = facts.contains { fact in
                fact?.shape.contains { $0.value == nil && $0.evaluated(random.binding) == 1 } ?? false
            }
            if case .success(let facts) = known, !facts.isEmpty, !happensToBeOne {
                Issue.record("\(operation) on \(facts) is refused with free sizes only: \(error)")
            }
            return
        }
        let held = symbolic.conditions.filter { !$0.left.hasDataSize && !$0.right.hasDataSize }
            .map { $0.holds(random.binding) }
        guard held.allSatisfy({ $0 == true }) else { return }
        switch known {
        case .failure(let error):
            Issue.record("\(operation) on \(facts.map { $0.map { "\($0.type)" } ?? "none" }): \(error)")
        case .success(let known):
            let sizes = free.map { $0.type.sizes(random.binding) }
            #expect(free.map(\.elementType) == known.map(\.elementType))
            if sizes.contains(nil) {
                guard free.contains(where: { $0.shape.contains { $0.isDataSize } }) else { return }
            } else {
                #expect(sizes == known.map { $0.type.sizes([:]) }, "\(operation) on \(facts)")
                if sizes.contains(where: { ($0?.elementCount ?? .max) > 100_000 }) { return }
            }
            guard let results = try? operation.evaluate(operands, Evaluation(binding: random.binding)) else { return }
            tally.accepted += 1
            let binding = random.binding.merging(dataSizes(of: free, in: results)) { $1 }
            #expect(symbolic.conditions.allSatisfy { $0.holds(binding) == true }, "\(operation) on \(facts)")
            #expect(
                results.map { Optional($0.shape) } == free.map { $0.type.sizes(binding) }, "\(operation) on \(facts)")
            #expect(results.map(\.elementType) == free.map(\.elementType))
            #expect(results.allSatisfy { $0.shape.elementCount == $0.count })
        }
    }

    /// The data sizes that the results tell.
    private func dataSizes(of facts: [Fact], in results: [PlainTensor]) -> [Symbol: Int] {
        var sizes: [Symbol: Int] = [:]
        for (fact, result) in zip(facts, results) {
            for (dimension, size) in zip(fact.shape, result.shape) where dimension.isDataSize {
                for symbol in dimension.symbols { sizes[symbol] = size }
            }
        }
        return sizes
    }
}

extension Dimension {
    fileprivate var hasDataSize: Bool { symbols.contains { $0.kind == .data } }
    /// Whether it is nothing but a size found while running.
    fileprivate var isDataSize: Bool {
        symbols.count == 1 && symbols.allSatisfy { $0.kind == .data && self == Dimension($0) }
    }
}

extension Operator {
    /// The operator with the sizes in its attributes bound; nil when one cannot be computed.
    fileprivate func withSizes(_ binding: [Symbol: Int]) throws(Diagnostic) -> Self? {
        var copy = self
        for (name, value) in attributeValues {
            guard let bound = value.bound(binding) else { return nil }
            try copy.setAttribute(name, bound)
        }
        return copy
    }

    fileprivate static func attributes(contain kind: Attribute.Kind) -> Bool {
        attributes.contains { $0.kind == kind }
    }
}
