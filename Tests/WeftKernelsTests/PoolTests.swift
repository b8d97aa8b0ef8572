import CWeftKernels
import CWeftKernelsTestSupport
import Testing

@Suite("The pool of threads")
struct PoolTests {
    @Test(
        "every part runs once, in regions of several callers and within each other",
        arguments: [(1, 50, 7), (2, 400, 9), (3, 300, 64), (5, 200, 2), (4, 100, 1), (4, 20, 0)])
    func everyPartOnce(_ threads: Int, _ regions: Int, _ parts: Int) {
        #expect(weft_test_pool(Int32(threads), Int32(regions), Int64(parts)))
    }

    @Test("there are no more threads than CPUs that the process may use")
    func allowedCPUs() {
        let allowed = weft_pool_allowed_cpus()
        #expect(allowed >= 1)
        #expect(weft_test_shared_threads() <= allowed)
    }
}
