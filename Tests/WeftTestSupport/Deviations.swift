import Foundation

/// Deviations from the interpreter that tests find, on standard output for the page that `tools/accuracy.sh` writes.
package enum Deviations {
    private static let arePrinted = ProcessInfo.processInfo.environment["WEFT_DEVIATIONS"] == "1"

    /// Notes the largest difference of a run as a share of the output's largest magnitude, and what is allowed.
    package static func note(_ subject: String, accuracy: String, worst: Double, allowed: Double, road: String) {
        guard arePrinted else { return }
        print("deviation", subject, accuracy, "\(worst)", "\(allowed)", road, separator: "\t")
    }
}
