import Testing
import WeftGraph
import WeftTestSupport

@Suite("Dimensions")
struct DimensionTests {
    @Test("equal sizes have one form and print so")
    func canonical() {
        #expect((h + 2 - 3).floorDivided(by: 2) + 1 == h.ceilDivided(by: 2))
        #expect("\((h + 2 - 3).floorDivided(by: 2) + 1)" == "ceil(H / 2)")
        #expect("\(h.ceilDivided(by: 2).ceilDivided(by: 2))" == "ceil(H / 4)")
        #expect("\(h.floorDivided(by: 2).floorDivided(by: 3))" == "floor(H / 6)")
        #expect((h * 4 + 6).floorDivided(by: 2) == h * 2 + 3)
        #expect("\((h * 4 + 7).floorDivided(by: 6))" == "floor(2 * H / 3) + 1")
        #expect(h * w == w * h)
        #expect((h + w) * (h - w) == h * h - w * w)
        #expect((h * w).floorDivided(by: w) == h)
        #expect(Dimension.maximum(h, h + 1) == h + 1)
        #expect(Dimension.minimum(h, w) == Dimension.minimum(w, h))
        #expect(h - h == 0 && (h - h).value == 0)
        #expect("\(h * 2 - w + n * w * 3 - 5)" == "2 * H + 3 * N * W - W - 5")
        #expect("\(Dimension(-3))" == "-3" && "\(h * -1)" == "-H")
    }

    @Test("ResNet's strides of a free size")
    func strides() {
        var size = h
        size = (size + 6 - 7).floorDivided(by: 2) + 1
        #expect("\(size)" == "ceil(H / 2)")
        for _ in 0..<4 { size = (size + 2 - 3).floorDivided(by: 2) + 1 }
        #expect("\(size)" == "ceil(H / 32)")
        #expect(size.evaluated([Symbol("H"): 224]) == 7)
    }

    @Test("the canonical form has the value of what was written", arguments: 0..<20)
    func values(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        for _ in 0..<100 {
            let tree = Tree.random(&numbers, symbols: ["H", "W"], depth: 5)
            let dimension = tree.dimension
            guard !dimension.isOverflow else { continue }
            let text = "\(dimension)"
            for sizes in square(1...4) {
                let wanted = tree.value(sizes)
                #expect(dimension.evaluated(binding(sizes)) == wanted, "\(tree) is \(dimension), \(sizes)")
                #expect(Reading.value(text, sizes) == wanted, "\(tree) is printed \(text), \(sizes)")
            }
        }
    }

    @Test("what is put in for a symbol is as if it had been written", arguments: 0..<10)
    func substitution(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        for _ in 0..<100 {
            let outer = Tree.random(&numbers, symbols: ["H", "W"], depth: 4)
            let inner = Tree.random(&numbers, symbols: ["H", "W"], depth: 2)
            let replaced = outer.dimension.substituting([Symbol("H"): inner.dimension])
            guard !replaced.isOverflow else { continue }
            for sizes in square(1...5) {
                let wanted = outer.value(["H": inner.value(sizes), "W": sizes["W"] ?? 0])
                #expect(replaced.evaluated(binding(sizes)) == wanted, "\(inner) for H in \(outer)")
            }
        }
    }

    @Test("symbols are put in all at once, and none is left behind")
    func simultaneous() {
        let swapped = (h * 2 + w.floorDivided(by: 3)).substituting([Symbol("H"): w, Symbol("W"): h])
        #expect(swapped == w * 2 + h.floorDivided(by: 3))
        #expect((h + w).substituting([Symbol("H"): 4]).symbols == [Symbol("W")])
    }

    @Test("a size that is not bound, or not to be divided by, has no value")
    func unbound() {
        #expect(h.evaluated([:]) == nil)
        #expect(n.floorDivided(by: h).evaluated([Symbol("N"): 4, Symbol("H"): 0]) == nil)
        #expect(h.floorDivided(by: 0).isOverflow && h.floorDivided(by: -2).isOverflow)
    }

    @Test("an equation is solved for a symbol that stands alone in it")
    func solved() {
        #expect((h * 2 - w + 3).solved(for: Symbol("W")) == h * 2 + 3)
        #expect((h + w).solved(for: Symbol("W")) == h * -1)
        #expect((h + w * 2).solved(for: Symbol("W")) == nil)
        #expect((w + w.floorDivided(by: 2)).solved(for: Symbol("W")) == nil)
    }
}
