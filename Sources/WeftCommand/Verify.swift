import ArgumentParser
import Weft
import WeftDiagnostics
import WeftFiles

/// `weft verify`: does it give the recorded numbers; do two models agree; is the file sound?
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a model with recorded numbers, or with another model; or look whether a file is sound.",
        discussion: """
            MODEL alone: the file is read whole, its checksums compared, and records beside it are run. MODEL DATA…: \
            folders with input_0.pb and output_0.pb, or npz files with in__NAME and out__NAME. MODEL MODEL: both run on \
            the same inputs, made from the seed. Exit code 1 says that something differs.
            """)

    @Argument(help: "A spec, a model file or zoo:NAME.")
    var model: String?

    @Argument(help: "Records of inputs and outputs, or a second model.")
    var data: [String] = []

    @Option(help: ArgumentHelp("Verify every model below this folder that has records beside it.", valueName: "dir"))
    var suite: String?

    @Option(help: ArgumentHelp("Allow this share of the expected number.", valueName: "share"))
    var rtol: Double?

    @Option(help: ArgumentHelp("Allow this distance.", valueName: "distance"))
    var atol: Double?

    @Option(
        help: ArgumentHelp(
            "How to fill an input of which a record has the shape alone: \(InputFilling.kinds); PATTERN=KIND for models in "
                + "whose path a name is like the pattern. May be given several times.",
            valueName: "kind"))
    var fill: [FillingArgument] = []

    @Flag(help: "Use the reference interpreter instead of compiled models.")
    var interpret = false

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Model options")
    var options: ModelOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard (model == nil) != (suite == nil) else { throw ValidationError("give a MODEL, or --suite DIR") }
        for (name, value) in [("--rtol", rtol), ("--atol", atol)] {
            if let value, !(value >= 0) { throw ValidationError("\(name): at least 0") }
        }
    }

    func run() throws {
        try Reporter(command: "verify", options: output).run { () throws(DiagnosticList) in
            VerifyReport(try result()).report
        }
    }

    private var tolerance: Tolerance? {
        rtol == nil && atol == nil ? nil : Tolerance(relative: rtol, absolute: atol)
    }

    private var recorded: RecordVerification {
        var verification = RecordVerification()
        verification.options = options.loading
        verification.tolerance = tolerance
        for argument in fill {
            if let pattern = argument.pattern {
                verification.fillings.fill(pattern, with: argument.filling)
            } else {
                verification.fillings.usual = argument.filling
            }
        }
        verification.seed = seed.seed
        verification.interprets = interpret
        return verification
    }

    private func result() throws(DiagnosticList) -> VerificationResult {
        if let suite { return try verifySuite(suite) }
        let model = model ?? ""
        guard let first = data.first else { return try verifyFile(model) }
        if data.count == 1, ModelReference(first).isModel {
            var agreement = ModelAgreement()
            agreement.options = options.loading
            agreement.tolerance = tolerance
            agreement.seed = seed.seed
            agreement.interprets = interpret
            return VerificationResult([try agreement.compare(model, first)])
        }
        return VerificationResult(try recorded.verify(model, with: data))
    }

    private func verifySuite(_ folder: String) throws(DiagnosticList) -> VerificationResult {
        var progress = Progress(quiet: output.quiet || output.json, of: "models")
        defer { progress.finish() }
        do throws(Diagnostic) {
            return try VerificationSuite(folder, recorded).run { progress.report($0, of: $1) }
        } catch {
            throw DiagnosticList([error])
        }
    }

    private func verifyFile(_ path: String) throws(DiagnosticList) -> VerificationResult {
        var result = VerificationResult([try FileVerification.verify(ModelReference(path), options.loading)])
        let records = RecordedCases.beside(ModelReference(path).base)
        if !records.isEmpty { result.cases += try recorded.verify(path, with: records) }
        return result
    }
}

/// `KIND` or `PATTERN=KIND`.
struct FillingArgument: ExpressibleByArgument {
    let pattern: String?
    let filling: InputFilling

    init?(argument: String) {
        let sign = argument.lastIndex(of: "=")
        pattern = sign.map { String(argument[..<$0]) }
        let kind = sign.map { argument[argument.index(after: $0)...] } ?? argument[...]
        guard pattern != "", let filling = InputFilling(rawValue: String(kind)) else { return nil }
        self.filling = filling
    }
}

extension InputFilling {
    /// The kinds, as words.
    fileprivate static let kinds = allCases.map(\.rawValue).joined(separator: ", ")
}
