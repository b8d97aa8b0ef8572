import ArgumentParser
import WeftDiagnostics
import WeftFiles

/// What a command has to say: text for people, members of the JSON document for programs, and diagnostics for both.
struct Report {
    /// For standard output; ends with a newline unless empty.
    var text = ""
    /// What the document has besides `weft`, `command` and `diagnostics`.
    var members: [JSONValue.Member] = []
    var diagnostics: [Diagnostic] = []
    var status = ExitStatus.success
}

/// Runs a command's work and prints what comes of it, in one place for all commands.
struct Reporter {
    let command: String
    let options: OutputOptions

    /// - Throws: `ExitCode`, unless all went well.
    func run(_ work: () throws(DiagnosticList) -> Report) throws {
        OutputStream.ignoreBrokenPipes()
        var report = Report()
        do throws(DiagnosticList) {
            report = try work()
        } catch {
            report.diagnostics = error.diagnostics
            report.status = error.diagnostics.first { $0.severity == .error }.map(ExitStatus.init) ?? .fault
        }
        do throws(Diagnostic) {
            try print(report)
        } catch {
            // Whoever has gone wants to hear no more.
            guard error.code != "output-closed" else { throw ExitCode(ExitStatus.success.rawValue) }
            try? OutputStream.standardError.write(TerminalRenderer().render(error))
            throw ExitCode(ExitStatus(error).rawValue)
        }
        if report.status != .success { throw ExitCode(report.status.rawValue) }
    }

    private func print(_ report: Report) throws(Diagnostic) {
        if options.json {
            let members: [JSONValue.Member] = [
                .init("weft", .string(WeftProgram.version)), .init("command", .string(command)),
            ]
            let diagnostics = JSONValue.Member("diagnostics", .array(report.diagnostics.map(\.json)))
            let document = JSONValue.object(members + report.members + [diagnostics])
            return try OutputStream.standardOutput.write(document.text() + "\n")
        }
        // What was found out comes first, unless both go to one screen, where the error should be what is seen last.
        if !report.text.isEmpty { try OutputStream.standardOutput.write(report.text) }
        let renderer = TerminalRenderer(colours: Terminal.colours(on: .standardError))
        let shown = report.diagnostics.filter { !options.quiet || $0.severity == .error }
        if !shown.isEmpty {
            try OutputStream.standardError.write(shown.map(renderer.render).joined(separator: "\n"))
        }
    }
}

/// What the terminals are like.
enum Terminal {
    /// Whether to colour: never with NO_COLOR, always with CLICOLOR_FORCE, else on a terminal that can.
    static func colours(on stream: OutputStream) -> Bool {
        if let value = Environment["NO_COLOR"], !value.isEmpty { return false }
        if let value = Environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" { return true }
        return stream.isTerminal && Environment["TERM"] != "dumb"
    }

    /// The columns that a table may take: nil, as many as it needs, where nobody looks.
    static var width: Int? {
        guard OutputStream.standardOutput.isTerminal else { return nil }
        return OutputStream.standardOutput.columns ?? 80
    }
}
