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
            operators went into which call, why not into the one before, and which have no kernel; where all sizes are known (-D), \
            it runs the model on made-up inputs and says what each call reads and writes, and its share of the machine's roof.
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
            var warnings = loaded.warnings
            loaded.warnings = []
            let session = explain ? try session(&loaded) : nil
            let compiled = try compiled(loaded.model, session)
            var text = try shown(loaded.model, compiled)
            var members: [JSONValue.Member] = []
            if explain, let compiled {
                let explained = try explanation(compiled, loaded.model, session)
                text += explained.text
                members = explained.members
            }
            if let output {
                try loaded.initializeMissing(seed: seed.seed)
                let packed = try loaded.model.packing(
                    for: isa?.sets ?? [.best], options: options, only: packedOnly)
                warnings += try FileWriting.write(packed, to: output)
                text += "wrote \(output): \(packed.packed.count) packed weights\n"
            }
            return Report(text: text, members: members, diagnostics: warnings + loaded.warnings)
        }
    }

    private var options: LoweringOptions {
        var options = LoweringOptions()
        options.accuracy = accuracy.value
        return options
    }

    /// The model compiled, where something is to be said of that.
    private func compiled(_ model: Model, _ session: Session?) throws(Diagnostic) -> CompiledGraph? {
        if let session { return session.compiled }
        guard explain || emit == .program || emit == .plan else { return nil }
        return try CompiledGraph(model, options: options, isa: .best)
    }

    /// What runs the model on made-up inputs, where all sizes are known.
    private func session(_ loaded: inout LoadedModel) throws(Diagnostic) -> Session? {
        guard loaded.model.graph.inputTypes.allSatisfy({ $0.type.sizes([:]) != nil }) else { return nil }
        try loaded.initializeMissing(seed: seed.seed)
        return try Session(loaded.model, options: options)
    }

    private func shown(_ model: Model, _ compiled: CompiledGraph?) throws(Diagnostic) -> String {
        switch emit {
        case .graph: return try model.text(simplified: false)
        case .simplified: return try model.text(simplified: true)
        case .program: return compiled?.text ?? ""
        case .plan:
            var text = ""
            for program in compiled?.programs ?? [] { text += try Plan(program, binding: [:]).text }
            return text
        case nil: return ""
        }
    }

    /// What became of every operator, and with a session how near each call comes to what the machine can do.
    private func explanation(
        _ compiled: CompiledGraph, _ model: Model, _ session: Session?
    ) throws(Diagnostic) -> CompileExplanation {
        guard let session else { return CompileExplanation(compiled) }
        let calls = try session.profile(try model.sampleInputs([:]), runs: 5)
        return CompileExplanation(compiled, calls, try MachineRoof.measured(threads: session.threadCount))
    }
}

/// `--accuracy`.
enum AccuracyOption: String, ExpressibleByArgument, CaseIterable {
    case `default`, strict

    var value: LoweringOptions.Accuracy { self == .strict ? .strict : .default }
}
