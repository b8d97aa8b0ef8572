import Foundation
package import Testing

extension Tag {
    /// A test that takes more than ten seconds; `tools/test.sh --long` runs it.
    @Tag package static var long: Self
}

/// Whether tests that take more than ten seconds are wanted.
package let runsLongTests = ProcessInfo.processInfo.environment["WEFT_LONG_TESTS"] == "1"
