import ArgumentParser
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftRuntime

/// `weft compile`: a model made ready to run, or what it becomes on its way to the kernels.
struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a model with its packed weights, or show what it is compiled to.",
        discussion: """
            -o writes a model file that also holds the weights laid out for kernels: opening it lays out nothing. It runs on \
            every machine; where the packed weights do not fit, they are made from the tensors. A graph is printed as a \
            spec, which reads back; a program holds for all sizes; a plan needs all of them (-D). --explain says which \
            operators went into which call and which have no kernel.
            """)

    /// A stage of the way.
    enum Stage: String, ExpressibleByArgument, CaseIterable {
        case graph, simplified, program, plan
    }

    @OptionGroup
    var model: ModelArguments

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the model with packed weights here.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Pack for these instruction sets, parted by commas, instead of this machine's.", valueName: "list"))
    var isa: InstructionSetList?

    @Flag(help: "Leave out the tensors that packed weights stand for: the file runs on those instruction sets alone.")
    var packedOnly = false

    @Option(help: "Print the model at this stage.")
    var emit: Stage?

    @Flag(help: "Say what became of every operator.")
    var explain = false

    @Option(help: "Which algorithms are allowed.")
    var accuracy = AccuracyOption.default

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Output options")
    var talk: OutputOptions

    func validate() throws {
        guard emit != nil || explain || output != nil else {
            throw ValidationError("-o FILE, --emit STAGE or --explain")
        }
        guard !packedOnly || output != nil else { throw ValidationError("--packed-only needs -o FILE") }
    }

    func run() throws {
        try Reporter(command: "compile", options: talk).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        var loaded = try model.load()
        if let fit = loaded.fit, !fit.isUsable { return Report(misfit: fit, warnings: loaded.warnings) }
        return try single { () throws(Diagnostic) in
            var text = try shown(loaded.model)
            var warnings = loaded.warnings
            if let output {
                loaded.warnings = []
                try loaded.initializeMissing(seed: seed.seed)
                let packed = try loaded.model.packing(
                    for: isa?.sets ?? [.best], options: options, only: packedOnly)
                warnings += loaded.warnings + (try FileWriting.write(packed, to: output))
                text += "wrote \(output): \(packed.packed.count) packed weights\n"
            }
            return Report(text: text, diagnostics: warnings)
        }
    }

    private var options: LoweringOptions {
        var options = LoweringOptions()
        options.accuracy = accuracy.value
        return options
    }

    private func shown(_ model: Model) throws(Diagnostic) -> String {
        switch emit {
        case .graph: return try model.text(simplified: false)
        case .simplified: return try model.text(simplified: true)
        case .program, .plan, nil: break
        }
        guard emit != nil || explain else { return "" }
        let program = try Program.lowering(try Pipeline.simplify(model.graph), options: options)
        var text = ""
        if emit == .program { text += program.text }
        if emit == .plan { text += try Plan(program, binding: [:]).text }
        if explain { text += Explanation(program).text }
        return text
    }
}

/// `--accuracy`.
enum AccuracyOption: String, ExpressibleByArgument, CaseIterable {
    case `default`, strict

    var value: LoweringOptions.Accuracy { self == .strict ? .strict : .default }
}
