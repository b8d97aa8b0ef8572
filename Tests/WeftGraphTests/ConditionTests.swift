import Testing
import WeftDiagnostics
import WeftGraph
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
        #expect(builder.graph.validity.map { "\($0)" } == ["H >= 30", "W >= 3", "H % 2 == 0"])
    }

    @Test("a condition that cannot be computed neither holds nor fails")
    func unknown() {
        #expect(Condition(h, .atLeast, 3).holds([:]) == nil)
        #expect(Condition(h, .atLeast, 3).holds([Symbol("H"): 3]) == true)
        #expect(Condition(h, .equal, 3).holds([Symbol("H"): 4]) == false)
    }
}
