import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftInspection

/// `weft zoo`: the models that come with the program.
struct ZooCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zoo", abstract: "The models that come with Weft.",
        subcommands: [List.self, Show.self, Path.self])

    /// `weft zoo list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the models.")

        @OptionGroup(title: "Output options")
        var output: OutputOptions

        func run() throws {
            try Reporter(command: "zoo list", options: output).run { () throws(DiagnosticList) in try report() }
        }

        private func report() throws(DiagnosticList) -> Report {
            var report = Report()
            var table = TextTable([
                .init("name"), .init("parameters", .right), .init("inputs", shrinks: true),
                .init("what it is", shrinks: true),
            ])
            var models: [JSONValue] = []
            for name in Zoo.names {
                let loaded = try LoadedModel.load(ModelReference("zoo:\(name)"), options: LoadingOptions())
                let summary = Summary(loaded.model.graph)
                let parameters = summary.trainable
                let line = loaded.model.firstSentence
                let inputs = summary.inputs.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
                table.add([name, parameters.grouped, inputs, line])
                models.append(
                    .object([
                        .init("name", .string(name)), .init("summary", .string(line)),
                        .init("parameters", parameters.value.map { .integer($0) } ?? .null),
                        .init("inputs", Summary.json(summary.inputs)),
                    ]))
            }
            report.text = table.text(width: Terminal.width)
            report.members = [.init("models", .array(models))]
            return report
        }
    }

    /// `weft zoo show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the text of a model.")

        @Argument(help: "The name, as weft zoo list shows it.")
        var name: String

        @OptionGroup(title: "Output options")
        var output: OutputOptions

        func run() throws {
            try Reporter(command: "zoo show", options: output).run { () throws(DiagnosticList) in
                let source = try single { () throws(Diagnostic) in try Zoo.source(name) }
                let text = source.text(0..<source.bytes.count)
                return Report(text: text, members: [.init("name", .string(name)), .init("text", .string(text))])
            }
        }
    }

    /// `weft zoo path`.
    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a model and what it imports below the user's cache folder, and print where.")

        @Argument(help: "The name, as weft zoo list shows it.")
        var name: String

        @OptionGroup(title: "Output options")
        var output: OutputOptions

        func run() throws {
            try Reporter(command: "zoo path", options: output).run { () throws(DiagnosticList) in
                guard let cache = Folders.userCache else {
                    throw DiagnosticList([
                        Diagnostic(
                            "cannot-create", "the user has no cache folder", help: "set HOME or XDG_CACHE_HOME")
                    ])
                }
                let folder = Paths.join(cache, "zoo-\(WeftProgram.version)")
                let path = try Zoo.write(name, below: folder)
                return Report(text: path + "\n", members: [.init("name", .string(name)), .init("path", .string(path))])
            }
        }
    }
}
