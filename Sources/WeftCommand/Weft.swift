import ArgumentParser
import Weft

/// The `weft` program: its commands are in the files of this folder, each in one of its own.
@main
struct WeftProgram: ParsableCommand {
    /// The version of the program, in every JSON document.
    static let version = Release.version

    static let configuration = CommandConfiguration(
        commandName: "weft",
        abstract: "Networks described in text: check, run, convert and inspect them.",
        discussion: """
            MODEL is a path (recognised by content) or zoo:NAME; MODEL#NAME picks one of several models in a file, and \
            - is standard input.

            Exit codes: 0 yes or done, 1 the answer is no, 64 wrong usage, 65 bad data, 66 no such input, 70 a fault of \
            the program itself, 73 cannot create, 74 cannot read or write.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(name: "Write", subcommands: [Check.self, Fmt.self]),
            CommandGroup(name: "Run", subcommands: [Compile.self, Run.self, Bench.self, Verify.self]),
            CommandGroup(name: "Convert and look", subcommands: [Convert.self, Inspect.self]),
            CommandGroup(name: "Zoo", subcommands: [ZooCommand.self]),
        ])

    /// Starts the program. `-DH=224` is taken apart here, since the parser would look for an option `-DH`.
    static func main() {
        let joined = ["-D", "-P"]
        main(
            CommandLine.arguments.dropFirst().flatMap { argument -> [String] in
                guard let option = joined.first(where: argument.hasPrefix), argument.count > 2,
                    argument.contains("=")
                else { return [argument] }
                return [option, String(argument.dropFirst(2))]
            })
    }
}
