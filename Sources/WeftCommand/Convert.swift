import ArgumentParser
import Weft
import WeftDiagnostics

/// `weft convert`: from one format to another, exactly or not at all.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert models and weights between formats.",
        discussion: """
            Formats: weftpb and onnx (a model with its weights), safetensors and npz (weights alone), weft (a \
            network's text alone). The input's is told by its content, the output's by the ending of its name. Numbers are never \
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

    func run() throws {
        try Reporter(command: "convert", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        var conversion = try Conversion(
            input: input, spec: spec, from: from, output: destination, to: to, options: options.loading)
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
                : "\(told)\(destination.escapedForDisplay): \(conversion.to.rawValue), \(count) tensors\n"
                    + (verified.map { VerifyReport.describe($0) } ?? ""),
            members: [
                .init("input", .string(input)), .init("from", .string(conversion.from.shortName)),
                .init("output", .string(destination)), .init("to", .string(conversion.to.rawValue)),
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
    private var verification: ConversionVerification? {
        guard verify else { return nil }
        var agreement = ModelAgreement()
        agreement.seed = seed.seed
        return ConversionVerification(agreement, name: "\(input) and \(destination)")
    }
}

extension WeightFormat: ExpressibleByArgument {}
