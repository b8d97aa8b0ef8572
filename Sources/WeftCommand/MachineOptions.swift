import ArgumentParser
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftRuntime

/// With what a model is run.
struct MachineOptions: ParsableArguments {
    @Option(help: "The most threads; the CPUs that the process may use where nothing is said.")
    var threads: Int?

    @Option(help: "Which algorithms are allowed.")
    var accuracy = AccuracyOption.default

    @Option(help: ArgumentHelp("Run as on a machine with no more than this instruction set.", valueName: "name"))
    var isa: InstructionSetName?

    func validate() throws {
        guard threads.map({ $0 >= 1 }) ?? true else { throw ValidationError("--threads: at least one") }
        guard let isa, !isa.set.isAvailable else { return }
        let available = InstructionSet.available.map(\.description).joined(separator: ", ")
        throw ValidationError("--isa \(isa.set): this machine has \(available)")
    }

    /// The model made ready to run so.
    func session(_ model: Model) throws(Diagnostic) -> Session {
        var options = LoweringOptions()
        options.accuracy = accuracy.value
        return try Session(model, options: options, threads: threads, isa: isa?.set ?? .best)
    }
}
