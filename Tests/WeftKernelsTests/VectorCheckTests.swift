import CWeftKernels
import CWeftKernelsTestSupport
import Testing

@Suite("Vector kernels against references")
struct VectorCheckTests {
    private static let sets = [WEFT_ISA_BASELINE, WEFT_ISA_AVX2, WEFT_ISA_AVX512, WEFT_ISA_NEON]
        .filter(weft_isa_is_available)

    /// The seeds that each check runs with: as many shapes are made up.
    private static let seeds: Range<UInt64> = 0..<150

    @Test("every check on every instruction set", arguments: 0..<Int32(WEFT_CHECK_COUNT), sets)
    func check(_ number: Int32, _ set: weft_isa) {
        for seed in Self.seeds {
            let result = weft_check_run(number, set, seed)
            if !result.failed { continue }
            let letters = (Int32(0)..<240).map { weft_check_letter(result, $0) }.prefix { $0 != 0 }
            Issue.record("check \(number), seed \(seed): \(String(decoding: letters, as: UTF8.self))")
            return
        }
    }
}
