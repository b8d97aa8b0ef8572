import Testing
import WeftGraph
import WeftTestSupport

@Suite("What is proved of sizes")
struct AssumptionsTests {
    /// Whether a promise was kept, for sizes that the tests go through.
    private func kept(_ promises: [Condition], _ sizes: [String: Int]) -> Bool {
        promises.allSatisfy { $0.holds(binding(sizes)) == true }
    }

    private func check(_ left: Tree, _ right: Tree, _ promises: [Condition], sizes: ClosedRange<Int>) -> Bool {
        let assumptions = Assumptions(promises)
        let (a, b) = (left.dimension, right.dimension)
        guard !a.isOverflow, !b.isOverflow else { return false }
        let equal = assumptions.equal(a, b)
        let atLeast = assumptions.atLeast(a, b)
        let what = "\(left) and \(right), \(promises)"
        for point in square(sizes) where kept(promises, point) {
            let (x, y) = (left.value(point), right.value(point))
            if equal == .proved { #expect(x == y, "\(what): equal at \(point)") }
            if equal == .refuted { #expect(x != y, "\(what): not equal at \(point)") }
            if atLeast == .proved { #expect(x >= y, "\(what): at least at \(point)") }
            if atLeast == .refuted { #expect(x < y, "\(what): below at \(point)") }
        }
        return equal != .undecided || atLeast != .undecided
    }

    @Test("a bound of a quotient is one of what is divided")
    func quotients() {
        let (h, two, four) = (Dimension(Symbol("H")), Dimension(2), Dimension(4))
        let quarters = h.floorDivided(by: four)
        let promises = [Condition(quarters * two, .atLeast, 1, isPromise: true)]
        let assumptions = Assumptions(promises)
        #expect(assumptions.atLeast(quarters, 1) == .proved)
        #expect(assumptions.atLeast(h, 4) == .proved)
        #expect(assumptions.atLeast(h, 5) == .undecided)
        #expect(check(.symbol("H"), .number(4), promises, sizes: 1...14))
    }

    @Test("what is said of random expressions holds at every point of a square", arguments: 0..<20)
    func random(seed: Int) {
        var numbers = Numbers(state: UInt64(seed) &+ 100)
        var decided = 0
        for _ in 0..<60 {
            let left = Tree.random(&numbers, symbols: ["H", "W"], depth: 4)
            let right = Tree.random(&numbers, symbols: ["H", "W"], depth: 3)
            if check(left, right, [], sizes: 1...14) { decided += 1 }
        }
        #expect(decided > 5)
    }

    @Test("so it does under promises", arguments: 0..<20)
    func promised(seed: Int) {
        var numbers = Numbers(state: UInt64(seed) &+ 200)
        for _ in 0..<60 {
            var promises: [Condition] = []
            for _ in 0..<numbers.int(1...3) {
                let size = numbers.int(0...1) == 0 ? h : w
                let bound = Dimension(numbers.int(1...8))
                switch numbers.int(0...4) {
                case 0: promises.append(Condition(size, .atLeast, bound, isPromise: true))
                case 1: promises.append(Condition(bound + 4, .atLeast, size, isPromise: true))
                case 2:
                    let rest = Dimension(numbers.int(0...2))
                    promises.append(Condition(size.remainder(by: 3), .equal, rest, isPromise: true))
                case 3: promises.append(Condition(h, .equal, w + Dimension(numbers.int(-2...2)), isPromise: true))
                default: promises.append(Condition(size * 2, .atLeast, bound, isPromise: true))
                }
            }
            let left = Tree.random(&numbers, symbols: ["H", "W"], depth: 3)
            let right = Tree.random(&numbers, symbols: ["H", "W"], depth: 3)
            _ = check(left, right, promises, sizes: 1...14)
        }
    }

    @Test("sums and divisions of one size are decided exactly", arguments: 0..<20)
    func oneSize(seed: Int) {
        var numbers = Numbers(state: UInt64(seed) &+ 300)
        for _ in 0..<60 {
            let left = Tree.random(&numbers, symbols: ["H"], depth: 3, linear: true)
            let right = Tree.random(&numbers, symbols: ["H"], depth: 3, linear: true)
            let (a, b) = (left.dimension, right.dimension)
            // Divisors to 5, nested three deep, repeat within 125 · 4 and have settled long before.
            let differences = (1...1500).map { left.value(["H": $0]) - right.value(["H": $0]) }
            let equal = Assumptions().equal(a, b)
            let what = "\(left) and \(right)"
            if differences.allSatisfy({ $0 == 0 }) { #expect(equal == .proved, "\(what)") }
            if !differences.contains(0) { #expect(equal == .refuted, "\(what)") }
            let atLeast = Assumptions().atLeast(a, b)
            if differences.allSatisfy({ $0 >= 0 }) { #expect(atLeast == .proved, "\(what)") }
            if differences.allSatisfy({ $0 < 0 }) { #expect(atLeast == .refuted, "\(what)") }
        }
    }

    @Test("what models need is proved")
    func examples() {
        let free = Assumptions()
        #expect(free.atLeast(h, 1) == .proved && free.atLeast(h, 2) == .undecided)
        #expect(free.equal(h, h.ceilDivided(by: 2)) == .undecided)
        #expect(free.atLeast(h, h.ceilDivided(by: 2)) == .proved)
        #expect(free.atLeast(n * h, n) == .proved && free.atLeast(n * h * w, h * w) == .proved)
        #expect(free.atLeast(h.ceilDivided(by: 32), 1) == .proved)
        #expect(free.equal(h.floorDivided(by: 2) * 2, h + 1) == .refuted)
        #expect(free.atLeast(h + w, h.floorDivided(by: 2) + w.floorDivided(by: 3)) == .proved)
        let even = Assumptions([Condition(h.remainder(by: 32), .equal, 0, isPromise: true)])
        #expect(even.equal(h.floorDivided(by: 32) * 32, h) == .proved)
        #expect(even.equal(h.floorDivided(by: 8) * 8, h) == .proved)
        #expect(even.atLeast(h, 32) == .proved && even.equal(h, 33) == .refuted)
        #expect(even.equal(h.remainder(by: 2), 1) == .refuted)
    }

    @Test("sizes found by a run may be 0")
    func data() {
        let k = Dimension(Symbol("k0", .data))
        #expect(Assumptions().atLeast(k, 1) == .undecided)
        #expect(Assumptions().atLeast(k, 0) == .proved)
    }
}
