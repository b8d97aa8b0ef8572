import ArgumentParser
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph

/// `weft compile`: what a model becomes on its way to the kernels.
struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a model is compiled to.",
        discussion: """
            A program holds for all sizes; a plan needs all of them (-D). --explain says which operators went into which \
            call and which have no kernel.
            """)

    /// A stage of the way.
    enum Stage: String, ExpressibleByArgument, CaseIterable {
        case program, plan
    }

    @OptionGroup
    var model: ModelArguments

    @Option(help: "Print the model at this stage.")
    var emit: Stage?

    @Flag(help: "Say what became of every operator.")
    var explain = false

    @Option(help: "Which algorithms are allowed.")
    var accuracy = AccuracyOption.default

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard emit != nil || explain else { throw ValidationError("--emit STAGE or --explain") }
    }

    func run() throws {
        try Reporter(command: "compile", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        let loaded = try model.load()
        let text = try single { () throws(Diagnostic) in
            var options = LoweringOptions()
            options.accuracy = accuracy.value
            let program = try Program.lowering(try Pipeline.simplify(loaded.model.graph), options: options)
            var text = ""
            switch emit {
            case .program: text += program.text
            case .plan: text += try Plan(program, binding: [:]).text
            case nil: break
            }
            if explain { text += Explanation(program).text }
            return text
        }
        return Report(text: text, diagnostics: loaded.warnings)
    }
}

/// `--accuracy`.
enum AccuracyOption: String, ExpressibleByArgument, CaseIterable {
    case `default`, strict

    var value: LoweringOptions.Accuracy { self == .strict ? .strict : .default }
}
