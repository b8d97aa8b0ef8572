import CWeftKernels
import CWeftKernelsTestSupport
import Testing
import WeftTestSupport

@Suite("Matrix products")
struct ProductTests {
    private static func run(_ test: weft_test_product) {
        expectGood(weft_test_run_product(test), "\(test)")
    }

    private static func plain(_ set: weft_isa, _ m: Int64, _ n: Int64, _ k: Int64) -> weft_test_product {
        weft_test_product(
            isa: set, batch: 1, m: m, n: n, k: k, groups: 1, a_gap: 0, out_gap: 0, shared_b: false, transposed: false,
            epilogue: epilogues[0])
    }

    @Test("every number of rows and of columns in the last panel", arguments: availableSets)
    func tails(_ set: weft_isa) {
        for m in Int64(1)...14 {
            for n in Int64(1)...(Int64(weft_isa_panel(set)) + 2) { Self.run(Self.plain(set, m, n, 5)) }
        }
    }

    @Test("every length of the sums", arguments: availableSets)
    func lengths(_ set: weft_isa) {
        for k in Int64(0)...20 {
            for m in Int64(1)...8 { Self.run(Self.plain(set, m, 33, k)) }
        }
    }

    @Test("several blocks of rows, and parts of the panels", arguments: availableSets)
    func blocks(_ set: weft_isa) {
        Self.run(Self.plain(set, 500, 70, 24))
        Self.run(Self.plain(set, 1, 600, 300))
        Self.run(Self.plain(set, 2, 530, 257))
    }

    @Test("every epilogue, with column groups and batches", arguments: availableSets)
    func everyEpilogue(_ set: weft_isa) {
        for epilogue in epilogues {
            for (groups, batch) in [(1, 1), (4, 1), (3, 2), (2, 5)] as [(Int32, Int64)] {
                Self.run(
                    weft_test_product(
                        isa: set, batch: batch, m: 9, n: 21, k: 11, groups: groups, a_gap: 3, out_gap: 2,
                        shared_b: batch == 5, transposed: groups == 3, epilogue: epilogue))
            }
        }
    }

    @Test("a cell's step: one row, four gates, a program", arguments: availableSets)
    func cell(_ set: weft_isa) throws {
        let program = try #require(epilogues.last)
        for units in [8, 64, 100, 256] as [Int64] {
            Self.run(
                weft_test_product(
                    isa: set, batch: 1, m: 1, n: units, k: units, groups: 4, a_gap: 0, out_gap: 0, shared_b: false,
                    transposed: true, epilogue: program))
        }
    }

    @Test("made-up shapes", arguments: availableSets)
    func madeUp(_ set: weft_isa) {
        var numbers = Numbers(state: 11)
        func below(_ limit: Int64) -> Int64 { Int64.random(in: 0..<limit, using: &numbers) }
        for _ in 0..<60 {
            Self.run(
                weft_test_product(
                    isa: set, batch: 1 + below(3), m: 1 + below(60), n: 1 + below(90), k: below(70),
                    groups: Int32(1 + below(4)), a_gap: below(3), out_gap: below(3), shared_b: below(2) == 0,
                    transposed: below(2) == 0, epilogue: epilogues[Int(below(Int64(epilogues.count)))]))
        }
    }

    @Test("nothing to do, and senseless extents")
    func edges() {
        for set in availableSets {
            Self.run(Self.plain(set, 0, 5, 5))
            Self.run(Self.plain(set, 5, 0, 5))
        }
    }
}
