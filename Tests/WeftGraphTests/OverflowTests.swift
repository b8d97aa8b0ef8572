import Testing
import WeftGraph

@Suite("Sizes too large to hold")
struct OverflowTests {
    private static let extremes = [Int.min, Int.min + 1, -1, 0, 1, 2, 3, Int.max - 1, Int.max]

    @Test("arithmetic of extreme numbers says so and never traps", arguments: extremes)
    func arithmetic(a: Int) {
        for b in Self.extremes {
            for symbol in [0, h, h * Dimension(b), h.floorDivided(by: 2) * Dimension(b)] {
                let (x, y) = (Dimension(a) + symbol, Dimension(b) + symbol)
                let results = [
                    x + y, x - y, x * y, x.floorDivided(by: y), x.ceilDivided(by: y), x.remainder(by: y),
                    .minimum(x, y), .maximum(x, y), x.floorDivided(by: Dimension(b)), x.ceilDivided(by: Dimension(b)),
                    x.substituting([Symbol("H"): y]),
                ]
                for result in results {
                    _ = result.evaluated([Symbol("H"): b])
                    _ = result.solved(for: Symbol("H"))
                    #expect(!result.description.isEmpty)
                }
            }
        }
    }

    @Test("multiples of a symbol divided by multiples of it never trap", arguments: extremes)
    func multiples(a: Int) {
        for b in Self.extremes where b != 0 {
            let quotient = (h * Dimension(a)).floorDivided(by: h * Dimension(b))
            #expect(!quotient.description.isEmpty)
            if b > 0, a % b == 0 { #expect(quotient == Dimension(a / b)) }
        }
    }

    @Test("sums of known numbers are right or too large", arguments: extremes)
    func known(a: Int) {
        for b in Self.extremes {
            let (sum, overflow) = a.addingReportingOverflow(b)
            #expect(overflow ? (Dimension(a) + Dimension(b)).isOverflow : (Dimension(a) + Dimension(b)).value == sum)
            let (product, tooLarge) = a.multipliedReportingOverflow(by: b)
            let result = Dimension(a) * Dimension(b)
            #expect(tooLarge ? result.isOverflow : result.value == product)
        }
    }

    @Test("conditions and proofs of extreme numbers never trap", arguments: extremes)
    func proofs(a: Int) {
        for b in Self.extremes {
            for (left, right) in [(h * Dimension(a), Dimension(b)), (h + Dimension(a), w * Dimension(b))] {
                for relation in [Condition.Relation.equal, .atLeast] {
                    let promise = Condition(left, relation, right, isPromise: true)
                    #expect(!promise.description.isEmpty)
                    let assumptions = Assumptions([promise])
                    _ = assumptions.equal(h, w + Dimension(b))
                    _ = assumptions.atLeast(h * Dimension(b), w.floorDivided(by: 3) + Dimension(a))
                    _ = assumptions.atLeast(h.floorDivided(by: 3) * Dimension(b), h + Dimension(a))
                    var graph = GraphBuilder(name: "test")
                    graph.addCondition(promise)
                    // What holds for every size is not said.
                    let said = graph.graph.validity
                    for size in [1, 2, 3, Int.max] {
                        let sizes = [Symbol("H"): size, Symbol("W"): 1]
                        let holds = said.allSatisfy { $0.holds(sizes) ?? false }
                        if let truth = promise.holds(sizes), said.allSatisfy({ $0.holds(sizes) != nil }) {
                            #expect(holds == truth, "\(promise) is said as \(said)")
                        }
                    }
                }
            }
        }
    }

    @Test("an expression that outgrows its bound is too large, and ends")
    func complexity() {
        var nested = h
        for index in 0..<5_000 {
            nested = (nested + Dimension(Symbol("S\(index % 7)"))).floorDivided(by: w + Dimension(index))
        }
        #expect(nested.isOverflow && "\(nested)" == "(too large)")
        var wide: Dimension = 1
        for _ in 0..<64 { wide = wide * (h + w + n + 1) }
        #expect(wide.isOverflow)
    }

    @Test("the deepest expression that is held can be used")
    func deepest() {
        var nested = h
        var last = nested
        while !nested.isOverflow {
            last = nested
            nested = Dimension.maximum(nested, w.floorDivided(by: n)) + 1
        }
        #expect(last.complexity > Dimension.largestComplexity / 2)
        #expect(last == last && last.hashValue == last.hashValue && !"\(last)".isEmpty)
        #expect(last.evaluated([Symbol("H"): 3, Symbol("W"): 2, Symbol("N"): 1]) != nil)
        #expect(last.symbols.count == 3)
        #expect(last.substituting([Symbol("H"): 3]).symbols.count == 2)
        _ = Assumptions().atLeast(last, h)
    }
}
