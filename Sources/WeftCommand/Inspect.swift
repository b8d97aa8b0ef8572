import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftInspection

/// `weft inspect`: what is in a file.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Summarise a model: its layers, parameters and costs; or list the tensors of a weights file.")

    @OptionGroup
    var model: ModelArguments

    @Option(help: ArgumentHelp("Fold layers whose first labels are the same into one row.", valueName: "labels"))
    var depth: Int?

    @Flag(help: "List the tensors with the SHA-256 of their bytes.")
    var tensors = false

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        if let depth, depth < 1 { throw ValidationError("--depth: at least 1") }
    }

    func run() throws {
        try Reporter(command: "inspect", options: output).run { () throws(DiagnosticList) in
            let inspection = try Inspection.open(ModelReference(model.model), options: model.options.loading)
            if let fit = inspection.loaded?.fit, !fit.isUsable {
                return Report(misfit: fit, warnings: inspection.warnings)
            }
            return InspectReport(inspection, depth: depth, hashes: tensors).report
        }
    }
}
