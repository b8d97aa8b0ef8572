import Weft
import WeftDiagnostics
import WeftInspection

/// What `weft verify` has to say.
struct VerifyReport {
    /// Cases beyond this many are listed only where they did not pass.
    private static let mostListed = 20

    private let result: VerificationResult

    init(_ result: VerificationResult) {
        self.result = result
    }

    var report: Report {
        Report(
            text: text, members: members, diagnostics: result.cases.flatMap(\.notes),
            status: result.isRight ? .success : .no)
    }

    private var text: String {
        var text = ""
        let all = result.cases.count <= VerifyReport.mostListed
        for item in result.cases where all || item.status == .failed || item.status == .unsupported {
            text += VerifyReport.describe(item)
        }
        if !all { text += (text.isEmpty ? "" : "\n") + table + "\n" }
        let failed = result.count(.failed) + result.count(.unsupported)
        return text + "\(result.count(.passed)) passed, \(failed) failed, \(result.count(.skipped)) skipped\n"
    }

    /// The lines of one comparison.
    static func describe(_ item: VerificationCase) -> String {
        let reason = item.reason.map { ": \($0.escapedForDisplay)" } ?? ""
        var lines = ["\(item.name.escapedForDisplay): \(item.status.rawValue)\(reason)"]
        for input in item.inputs {
            let edges = input.edges.map { ", from \(TensorText.number($0.least)) to \(TensorText.number($0.greatest))" }
            lines.append("  given \(input.name.escapedForDisplay): \(input.type)\(edges ?? "")")
        }
        for output in item.outputs {
            lines.append("  \(output.name.escapedForDisplay): \(VerifyReport.numbers(output))")
        }
        let reasons = Set(item.outputs.map(\.tolerance.reason)).sorted()
        lines += reasons.map { "  tolerance: \($0)" }
        if let layer = item.firstDifference {
            lines.append(
                "  the first layer that differs: \(layer.name.escapedForDisplay), \(VerifyReport.numbers(layer))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func numbers(_ output: OutputComparison) -> String {
        "largest distance \(TensorText.number(output.largestAbsolute)), relative "
            + "\(TensorText.number(output.largestRelative)), \(TensorText.number(output.largestUnits)) ULP"
    }

    /// The table by operator.
    private var table: String {
        var table = TextTable([
            .init("operator", shrinks: true), .init("passed", .right), .init("failed", .right),
            .init("unsupported", .right), .init("skipped", .right),
        ])
        for (name, counts) in result.byOperator {
            table.add(
                [name] + VerificationCase.Status.inOrder.map { counts[$0].map(String.init) ?? "" })
        }
        return table.text(width: Terminal.width)
    }

    private var members: [JSONValue.Member] {
        let counts = VerificationCase.Status.inOrder.map { status in
            JSONValue.Member(status.rawValue, .integer(result.count(status)))
        }
        let operators = result.byOperator.map { name, counts in
            JSONValue.Member(
                name,
                .object(counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { .init($0.rawValue, .integer($1)) }))
        }
        let difference = result.cases.lazy.compactMap(\.firstDifference).first
        return counts + [
            .init("cases", .array(result.cases.map(\.json))), .init("byOperator", .object(operators)),
            .init("firstDifference", difference?.json ?? .null),
        ]
    }
}

extension VerificationCase.Status {
    /// As the tables have them.
    fileprivate static let inOrder: [VerificationCase.Status] = [.passed, .failed, .unsupported, .skipped]
}

extension VerificationCase {
    var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("status", .string(status.rawValue)),
            .init("reason", reason.map { .string($0) } ?? .null), .init("outputs", .array(outputs.map(\.json))),
            .init("inputs", .array(inputs.map(\.json))),
        ])
    }
}

extension GivenInput {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("type", .string(type.description)),
            .init("least", edges.map { .number($0.least) } ?? .null),
            .init("greatest", edges.map { .number($0.greatest) } ?? .null),
        ])
    }
}

extension OutputComparison {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("max_abs", .number(largestAbsolute)),
            .init("max_rel", .number(largestRelative)), .init("max_ulp", .number(largestUnits)),
            .init("tolerance", .string(tolerance.reason)), .init("passes", .bool(passes)),
        ])
    }
}
