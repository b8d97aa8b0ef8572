import ArgumentParser
import Weft
import WeftDiagnostics
import WeftGraph
import WeftInspection

/// `weft check`: is it right, for which inputs, and what does it cost?
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a model: types, conditions of validity, costs.",
        discussion: """
            Without #NAME all models of a file are checked. Exit code 1 says that the model is not valid, or not for \
            these sizes or weights.
            """)

    @Argument(help: "A spec, a model file or zoo:NAME.")
    var model: String

    @Option(
        name: .customLong("size"),
        help: ArgumentHelp("Ask whether sizes are valid: H=350,W=200 or H=1..512.", valueName: "name=size"))
    var sizes: [SizeQuestion] = []

    @Option(help: ArgumentHelp("Compare the parameters with this file of weights.", valueName: "weights"))
    var against: String?

    @OptionGroup(title: "Model options")
    var options: ModelOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func run() throws {
        try Reporter(command: "check", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        let checked = try ModelCheck.check(ModelReference(model), options: options.loading)
        var report = Report(diagnostics: checked.diagnostics)
        var documents: [[JSONValue.Member]] = []
        let asked = Dictionary(sizes.flatMap(\.sizes), uniquingKeysWith: { $1 })
        let known = Set(checked.graphs.flatMap(\.freeSizes))
        for graph in checked.graphs {
            // A size that only a sibling has is no question to this one; one that none has is asked of all.
            let own = Set(graph.freeSizes)
            let sizes = asked.filter { own.contains($0.key) || !known.contains($0.key) }
            let description = CheckedModel(graph, sizes: sizes)
            report.text += (report.text.isEmpty ? "" : "\n") + description.text
            documents.append(description.members)
            report.diagnostics += description.diagnostics
        }
        var isValid = !report.diagnostics.contains { $0.severity == .error }
        report.members = documents.first ?? CheckedModel.emptyMembers
        if documents.count > 1 { report.members.append(.init("models", .array(documents.map(JSONValue.object)))) }
        let weights = against ?? options.weights
        if let weights, let fit = try checked.fit(weights, mapping: !options.readsFiles) {
            report.members.append(.init("weights", fit.json))
            let fits = against == nil ? fit.isUsable : fit.isExact
            if !fits {
                report.diagnostics.append(fit.diagnostic)
            } else if against != nil {
                report.text += "\n\(fit.fitting.grouped) parameters fit the weights in \(weights.escapedForDisplay)\n"
            }
            isValid = isValid && fits
        }
        report.members.insert(.init("valid", .bool(isValid)), at: 0)
        report.status = isValid ? .success : .no
        return report
    }
}
