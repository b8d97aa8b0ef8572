import CWeftTestSupport

/// The CPU time that work takes on this thread: how busy the machine is does not count.
package func threadTime(_ work: () throws -> Void) rethrows -> Duration {
    let before = weft_test_thread_nanoseconds()
    try work()
    return .nanoseconds(weft_test_thread_nanoseconds() - before)
}
