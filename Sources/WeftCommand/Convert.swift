import ArgumentParser
import Weft
import WeftDiagnostics

/// `weft convert`: from one format to another, exactly or not at all.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert models and weights between formats.",
        discussion: """
            Formats: weftpb and onnx (a model with its weights), safetensors and npz (weights alone), weft (a \
            network's text, its weights in a .safetensors file beside it). The input's is told by its content, the output's by the ending of its name. Numbers are never \
            changed.
            """)

    @Argument(help: "A model file, a spec, zoo:NAME, or weights.")
    var input: String

    @Argument(help: "The file to write.")
    var destination: String

    @Option(help: ArgumentHelp("The network for weights that have none.", valueName: "spec"))
    var spec: String?

    @Option(help: "What the input must be.")
    var from: WeightFormat?

    @Option(help: "The format to write, whatever the output's name ends with.")
    var to: WeightFormat?

    @Option(help: "For onnx: the version of the operators (\(ONNXOptions.opsets); unasked \(ONNXOptions.usualOpset)).")
    var opset: Int?

    @Flag(help: "For onnx: put tensors into a file beside the model.")
    var externalData = false

    @Option(
        help: ArgumentHelp(
            "For weft: the file of the weights, replaced if it is there; unasked a new .safetensors beside the text.",
            valueName: "file"))
    var weightsTo: String?

    @Flag(help: "For weft: write the text alone, without the weights.")
    var textOnly = false

    @Option(help: ArgumentHelp("Write what was decided where formats differ to this file.", valueName: "file"))
    var ledger: String?

    @Flag(help: "Run what was read and what was written on the same inputs; where they differ, write nothing.")
    var verify = false

    @OptionGroup(title: "Model options")
    var options: ModelOptions

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard !textOnly || weightsTo == nil else {
            throw ValidationError("--text-only writes no weights, and --weights-to says where to")
        }
    }

    func run() throws {
        try Reporter(command: "convert", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        var conversion = try Conversion(
            input: input, spec: spec, from: from, output: destination, to: to, beside: beside,
            options: options.loading)
        if let fit = conversion.fit, !fit.isUsable { return Report(misfit: fit, warnings: conversion.warnings) }
        let verified = try conversion.write(
            seed: seed.seed, onnx: ONNXOptions(opset: opset, tensorsBeside: externalData), verification: verification)
        if let verified, !verified.status.isRight {
            var report = VerifyReport(VerificationResult([verified])).report
            report.diagnostics = conversion.warnings
            return report
        }
        if let ledger { try conversion.writeLedger(to: ledger) }
        let count = conversion.tensorCount
        let told = ledger == nil ? conversion.ledgerText : ""
        return Report(
            text: output.quiet
                ? ""
                : "\(told)\(written(conversion))" + (verified.map { VerifyReport.describe($0) } ?? ""),
            members: [
                .init("input", .string(input)), .init("from", .string(conversion.from.shortName)),
                .init("output", .string(destination)), .init("to", .string(conversion.to.rawValue)),
                .init("weights", conversion.beside.map { .string($0.path) } ?? .null),
                .init("tensors", .integer(count)),
                .init(
                    "ledger",
                    .array(
                        conversion.ledger.map {
                            .object([.init("place", .string($0.place)), .init("decision", .string($0.decision))])
                        })),
                .init("verification", verified?.json ?? .null),
            ], diagnostics: conversion.warnings)
    }
}

extension Convert {
    private var beside: WeightsBeside { weightsTo.map { .file($0) } ?? (textOnly ? .none : .usual) }

    /// The files that were written, a line for each.
    private func written(_ conversion: Conversion) -> String {
        let name = destination.escapedForDisplay
        let tensors = "\(conversion.tensorCount) tensors\n"
        guard let beside = conversion.beside else { return "\(name): \(conversion.to.rawValue), \(tensors)" }
        return "\(name): \(conversion.to.rawValue)\n"
            + "\(beside.path.escapedForDisplay): \(beside.format.rawValue), \(tensors)"
    }

    private var verification: ConversionVerification? {
        guard verify else { return nil }
        var agreement = ModelAgreement()
        agreement.seed = seed.seed
        return ConversionVerification(agreement, name: "\(input) and \(destination)")
    }
}

extension WeightFormat: ExpressibleByArgument {}
