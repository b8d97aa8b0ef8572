import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles

/// `weft verify`: does it give the recorded numbers, do two models agree, is a file sound?
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a model with recorded numbers, or with another model.",
        discussion: """
            DATA are folders as ONNX records tests (test_data_set_N/input_K.pb and output_K.pb) and .npz files with \
            in__NAME and out__NAME; without any, those beside the model are taken. A number passes if \
            |a - b| <= atol + rtol * |b|; unless asked otherwise, rtol 1e-3 and atol 1e-5 for ONNX's recordings, and \
            for others a share of the largest magnitude that follows from the sums that the model makes.
            """)

    @Argument(help: "A model, and data or another model.")
    var arguments: [String] = []

    @Option(help: ArgumentHelp("Verify every model below a folder that has recorded data.", valueName: "dir"))
    var suite: String?

    @Option(help: ArgumentHelp("The relative difference that is allowed.", valueName: "share"))
    var rtol: Double?

    @Option(help: ArgumentHelp("The difference that is allowed beside it.", valueName: "number"))
    var atol: Double?

    @Option(
        name: .customLong("fill"),
        help: "How inputs are made that a recording gives the shape of alone: sym, unit or byte.")
    var rule = InputRule.sym

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Model options")
    var options: ModelOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard suite == nil ? !arguments.isEmpty : arguments.isEmpty else {
            throw ValidationError("give a model, or --suite DIR")
        }
        for (name, value) in [("--rtol", rtol), ("--atol", atol)] where value.map({ $0 >= 0 }) == false {
            throw ValidationError("\(name): a number from 0 on")
        }
    }

    func run() throws {
        try Reporter(command: "verify", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private var verificationOptions: VerificationOptions {
        var result = VerificationOptions()
        (result.relative, result.absolute, result.rule, result.seed) = (rtol, atol, rule, seed.seed)
        return result
    }

    private func report() throws(DiagnosticList) -> Report {
        if let suite { return try verifySuite(suite) }
        let subject = arguments[0]
        let rest = Array(arguments.dropFirst())
        let opened = try VerificationSubject.open(
            ModelReference(subject), options: options.loading, seed: seed.seed)
        var cases: [Verification] = []
        for path in rest {
            for recorded in try single({ () throws(Diagnostic) in try RecordedCase.read(path) }) {
                cases.append(opened.verify(recorded, as: recorded.name, verificationOptions))
            }
        }
        return VerifyReport(cases, isSuite: false).report([])
    }

    private func verifySuite(_ folder: String) throws(DiagnosticList) -> Report {
        let entries = try single { () throws(Diagnostic) in try SuiteVerification.entries(folder) }
        var progress = Progress(quiet: output.quiet || output.json)
        defer { progress.finish() }
        var cases: [Verification] = []
        for (index, entry) in entries.enumerated() {
            cases.append(SuiteVerification.verify(entry, verificationOptions))
            progress.report(index + 1, of: entries.count)
        }
        return VerifyReport(cases, isSuite: true).report([])
    }
}

extension InputRule: ExpressibleByArgument {}
