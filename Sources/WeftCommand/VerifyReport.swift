import Weft
import WeftDiagnostics
import WeftInspection

/// What verifications came to, for people and for programs.
struct VerifyReport {
    private let cases: [Verification]
    private let isSuite: Bool

    init(_ cases: [Verification], isSuite: Bool) {
        self.cases = cases
        self.isSuite = isSuite
    }

    /// The counts of an operator, or of all.
    private struct Counts {
        var passed = 0
        var failed = 0
        var skipped = 0
        var unsupported = 0

        mutating func add(_ status: Verification.Status) {
            switch status {
            case .passed: passed += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            case .unsupported: unsupported += 1
            }
        }

        var json: JSONValue {
            .object([
                .init("passed", .integer(passed)), .init("failed", .integer(failed)),
                .init("skipped", .integer(skipped)), .init("unsupported", .integer(unsupported)),
            ])
        }
    }

    private var total: Counts {
        cases.reduce(into: Counts()) { $0.add($1.status) }
    }

    private var byOperator: [(name: String, counts: Counts)] {
        var result: [String: Counts] = [:]
        for verification in cases where verification.status != .skipped {
            for name in Set(verification.operators) { result[name, default: Counts()].add(verification.status) }
        }
        return result.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    func report(_ diagnostics: [Diagnostic]) -> Report {
        let total = total
        return Report(
            text: text, members: members, diagnostics: diagnostics,
            status: total.failed + total.unsupported > 0 ? .no : .success)
    }

    private var text: String {
        var text = ""
        for verification in cases where !isSuite || verification.status == .failed || verification.status == .unsupported {
            text += "\(verification.name.escapedForDisplay): \(verification.status.rawValue)"
            text += verification.reason.map { ": \($0.escapedForDisplay)" } ?? ""
            text += "\n"
            if !isSuite { text += details(verification) }
        }
        if isSuite, !cases.isEmpty { text += "\n" + table }
        let total = total
        return text + "\(total.passed) passed, \(total.failed + total.unsupported) failed, \(total.skipped) skipped\n"
    }

    private func details(_ verification: Verification) -> String {
        var text = ""
        for output in verification.outputs {
            text += "  \(output.name.escapedForDisplay): largest difference \(TensorText.number(output.largestDifference))"
            text += ", relative \(TensorText.number(output.largestShare))"
            text += output.largestSteps.map { ", \($0) ulp" } ?? ""
            text += output.passes ? "\n" : " (allowed \(TensorText.number(output.allowed)))\n"
        }
        return text + (verification.tolerance.map { "  allowed: \($0.explanation)\n" } ?? "")
    }

    private var table: String {
        var table = TextTable(
            ["operator", "passed", "failed", "unsupported"].map { TextTable.Column($0, $0 == "operator" ? .left : .right) })
        for (name, counts) in byOperator {
            table.add([name, "\(counts.passed)", "\(counts.failed)", "\(counts.unsupported)"])
        }
        return table.text() + "\n"
    }

    private var members: [JSONValue.Member] {
        let total = total
        return [
            .init("passed", .integer(total.passed)), .init("failed", .integer(total.failed + total.unsupported)),
            .init("skipped", .integer(total.skipped)), .init("unsupported", .integer(total.unsupported)),
            .init("cases", .array(cases.map(json))),
            .init("byOperator", .object(byOperator.map { .init($0.name, $0.counts.json) })),
            .init("firstDifference", .null),
        ]
    }

    private func json(_ verification: Verification) -> JSONValue {
        .object([
            .init("name", .string(verification.name)), .init("status", .string(verification.status.rawValue)),
            .init("reason", verification.reason.map { .string($0) } ?? .null),
            .init(
                "outputs",
                .array(
                    verification.outputs.map { output in
                        .object([
                            .init("name", .string(output.name)), .init("max_abs", .number(output.largestDifference)),
                            .init("max_rel", .number(output.largestShare)),
                            .init("ulps", output.largestSteps.map { .integer($0) } ?? .null),
                            .init("tolerance", .number(output.allowed)),
                        ])
                    })),
            .init("tolerance", verification.tolerance.map { .string($0.explanation) } ?? .null),
        ])
    }
}
