import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftRuntime
import WeftTensors

/// `weft run`: outputs from inputs.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a model on files.",
        discussion: """
            Arrays (.npy) are taken as they are; pictures (.png, .pgm, .ppm) and texts go through the preparation that \
            the model declares. Several files for one input make a batch.
            """)

    @OptionGroup
    var model: ModelArguments

    @Option(
        name: .customLong("input"),
        help: ArgumentHelp(
            "A file for an input; the name may be left out where there is only one.", valueName: "name=file"))
    var inputs: [String] = []

    @Option(help: ArgumentHelp("Write each output to NAME.npy in this folder.", valueName: "dir"))
    var outputDir: String?

    @Option(help: ArgumentHelp("How many labels to show.", valueName: "count"))
    var top = 5

    @Flag(help: "Use the reference interpreter instead of the compiled model.")
    var interpret = false

    @OptionGroup
    var machine: MachineOptions

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top: at least one") }
    }

    func run() throws {
        try Reporter(command: "run", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        let files = InputFiles(inputs, mapping: !model.options.readsFiles)
        var loaded = try model.load(inputs: files.arrays)
        if let fit = loaded.fit, !fit.isUsable { return Report(misfit: fit, warnings: loaded.warnings) }
        let tensors = try files.tensors(for: loaded.model, seed: seed.seed)
        try single { () throws(Diagnostic) in try loaded.initializeMissing(seed: seed.seed) }
        var progress = Progress(quiet: output.quiet || output.json)
        defer { progress.finish() }
        var outputs: [String: Tensor]
        var notes = loaded.warnings
        if interpret {
            outputs = try loaded.model.interpret(tensors) { progress.report($0, of: $1) }
        } else {
            let session = try single { () throws(Diagnostic) in try machine.session(loaded.model) }
            outputs = try loaded.model.run(tensors, in: session)
            notes += session.notes
        }
        var result = RunResult(loaded.model, outputs, top: top)
        if let outputDir {
            try single { () throws(Diagnostic) in try result.write(to: outputDir) }
        }
        return Report(text: result.text, members: result.members, diagnostics: notes)
    }
}
