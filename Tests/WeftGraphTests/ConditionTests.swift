import Testing
import WeftDiagnostics
import WeftGraph
import WeftTensors
import WeftTestSupport

@Suite("Conditions")
struct ConditionTests {
    @Test("they print as the language writes them")
    func printing() {
        #expect("\(Condition(h, .equal, h.floorDivided(by: 32) * 32))" == "H % 32 == 0")
        #expect("\(Condition(h.floorDivided(by: 2) * 2, .equal, h))" == "H % 2 == 0")
        #expect("\(Condition((h + 1).floorDivided(by: 2) * 2, .equal, h + 1))" == "H % 2 == 1")
        #expect("\(Condition(w, .atLeast, 7))" == "W >= 7")
        #expect("\(Condition(w + 4, .atLeast, 11))" == "W >= 7")
        #expect("\(Condition(w * 2, .atLeast, 13))" == "W >= 7")
        #expect("\(Condition(w.floorDivided(by: 2), .atLeast, 5))" == "W >= 10")
        #expect("\(Condition(h, .equal, w))" == "H == W")
        #expect("\(Condition(h, .atLeast, w))" == "H >= W")
    }

    @Test("what is printed is what is asked", arguments: 0..<10)
    func meaning(seed: Int) {
        var numbers = Numbers(state: UInt64(seed) &+ 400)
        for _ in 0..<50 {
            let modulus = numbers.int(2...6)
            let shift = numbers.int(-9...9)
            let size = h * Dimension(numbers.int(1...3)) + Dimension(shift)
            let condition = Condition(size.floorDivided(by: Dimension(modulus)) * Dimension(modulus), .equal, size)
            let bound = Condition(size.floorDivided(by: Dimension(modulus)), .atLeast, Dimension(numbers.int(-3...9)))
            for value in 1...40 {
                let sizes = [Symbol("H"): value]
                #expect(condition.holds(sizes) == Reading.truth("\(condition)", ["H": value]), "\(condition)")
                #expect(bound.holds(sizes) == Reading.truth("\(bound)", ["H": value]), "\(bound)")
            }
        }
    }

    @Test("a graph says each thing once and in its strongest form")
    func validity() {
        var builder = GraphBuilder(name: "test")
        builder.addCondition(Condition(h, .atLeast, 5))
        builder.addCondition(Condition(h.floorDivided(by: 2), .atLeast, 15))
        builder.addCondition(Condition(h, .atLeast, 29))
        builder.addCondition(Condition(w, .atLeast, 3))
        builder.addCondition(Condition(h, .equal, h.floorDivided(by: 2) * 2))
        builder.addCondition(Condition(h.floorDivided(by: 2) * 2, .equal, h))
        #expect(builder.graph.validity.map { "\($0)" } == ["H % 2 == 0", "H >= 30", "W >= 3"])
    }

    @Test("what all terms have in common is left out")
    func reducing() {
        let t = Dimension(Symbol("T"))
        #expect("\(Condition(n * t, .equal, n * 20).reduced)" == "T == 20")
        #expect("\(Condition(n * h * w * 6, .equal, n * h * 9).reduced)" == "2 * W == 3")
        #expect("\(Condition(h * w, .atLeast, w * 4).reduced)" == "H >= 4")
        #expect("\(Condition(n * h, .equal, n * w).reduced)" == "H == W")
        #expect("\(Condition(n * h, .equal, n * w + 1).reduced)" == "H * N == N * W + 1")
        // A size found by a run may be 0, and what is 0 times anything says nothing.
        let k = Dimension(Symbol("k0", .data))
        #expect("\(Condition(k * h, .equal, k * 3).reduced)" == "H * k0 == 3 * k0")
    }

    @Test("reduced, it holds for the same sizes", arguments: 0..<10)
    func reduced(seed: Int) {
        var numbers = Numbers(state: UInt64(seed) &+ 500)
        for _ in 0..<60 {
            let common = Dimension(numbers.int(1...3)) * (numbers.int(0...1) == 0 ? h : h * w)
            let left = Tree.random(&numbers, symbols: ["H", "W"], depth: 2).dimension * common
            let right = Tree.random(&numbers, symbols: ["H", "W"], depth: 2).dimension * common
            let relation = numbers.int(0...1) == 0 ? Condition.Relation.equal : .atLeast
            let condition = Condition(left, relation, right)
            for point in square(1...8) {
                let sizes = binding(point)
                #expect(condition.holds(sizes) == condition.reduced.holds(sizes), "\(condition)")
            }
        }
    }

    @Test("conditions that tie sizes by products are not decided, and small sizes that fit are found")
    func undecided() {
        var builder = GraphBuilder(name: "test")
        _ = builder.addInput("x", Fact(TensorType(.f32, [h, w])))
        builder.addCondition(Condition((h * w).remainder(by: 12), .equal, 0))
        builder.addCondition(Condition(h, .atLeast, w))
        builder.addCondition(Condition(w.remainder(by: 2), .equal, 0))
        let validity = Validity(builder.graph)
        #expect(validity.solved.map { "\($0)" } == ["W % 2 == 0", "H >= W"])
        #expect(validity.undecided.map { "\($0)" } == ["H * W % 12 == 0"])
        let example = Validity.example(builder.graph.conditions)
        #expect(example?.map { "\($0.size.name) = \($0.value)" } == ["H = 6", "W = 2"])
    }

    @Test("a period beyond a million is not decided")
    func longPeriods() {
        var builder = GraphBuilder(name: "test")
        _ = builder.addInput("x", Fact(TensorType(.f32, [h])))
        for prime in [101, 103, 107] { builder.addCondition(Condition(h.remainder(by: Dimension(prime)), .equal, 0)) }
        let validity = Validity(builder.graph)
        #expect(validity.solved.isEmpty && validity.undecided.count == 3)
    }

    @Test("a condition that cannot be computed neither holds nor fails")
    func unknown() {
        #expect(Condition(h, .atLeast, 3).holds([:]) == nil)
        #expect(Condition(h, .atLeast, 3).holds([Symbol("H"): 3]) == true)
        #expect(Condition(h, .equal, 3).holds([Symbol("H"): 4]) == false)
    }
}
