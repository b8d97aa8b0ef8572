import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles

/// `weft fmt`: the canonical layout.
struct Fmt: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lay out specs in the canonical way, in place.",
        discussion:
            "- formats standard input to standard output. Exit code 1 says that --check found a file that differs."
    )

    @Argument(help: "Specs, or - for standard input.")
    var files: [String]

    @Flag(name: .customLong("check"), help: "Write nothing, only report which files are not formatted.")
    var checks = false

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func run() throws {
        try Reporter(command: "fmt", options: output).run { () throws(DiagnosticList) in report() }
    }

    private func report() -> Report {
        var report = Report()
        var results: [JSONValue] = []
        for path in files {
            do throws(DiagnosticList) {
                let formatted = try SpecFormatting.format(path)
                var members: [JSONValue.Member] = [
                    .init("file", .string(path)), .init("formatted", .bool(!formatted.isChanged)),
                ]
                if path == "-" { members.append(.init("text", .string(formatted.text))) }
                results.append(.object(members))
                if path == "-", !checks {
                    report.text += output.json ? "" : formatted.text
                } else if formatted.isChanged, checks {
                    report.text += "\(path.escapedForDisplay)\n"
                    report.status = max(report.status, .no)
                } else if formatted.isChanged {
                    try single { () throws(Diagnostic) in
                        try AtomicFileWriter.write(Array(formatted.text.utf8), to: path)
                    }
                }
            } catch {
                report.diagnostics += error.diagnostics
                for case let failure in error.diagnostics where failure.severity == .error {
                    report.status = max(report.status, ExitStatus(failure))
                }
            }
        }
        report.members = [.init("files", .array(results))]
        return report
    }
}
