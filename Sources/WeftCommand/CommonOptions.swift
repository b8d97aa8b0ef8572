import ArgumentParser
import Weft
import WeftDiagnostics

/// How a command talks.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document instead of text.")
    var json = false

    @Flag(help: "Print no notes and no warnings.")
    var quiet = false
}

/// How a model is read.
struct ModelOptions: ParsableArguments {
    @Option(
        name: .customShort("D"),
        help: ArgumentHelp("Bind a free dimension.", valueName: "name=size"))
    var dimensions: [Assignment] = []

    @Option(
        name: .customShort("P"),
        help: ArgumentHelp("Set a hyper-parameter.", valueName: "name=value"))
    var hyperParameters: [Assignment] = []

    @Option(help: ArgumentHelp("Take the parameters from this file.", valueName: "file"))
    var weights: String?

    @Flag(help: "Let the batch, the first axis of an ONNX file's inputs, be free although the file fixes it.")
    var freeBatch = false

    @Flag(name: .customLong("no-mmap"), help: "Read files instead of mapping them.")
    var readsFiles = false

    func validate() throws {
        for dimension in dimensions where Int(dimension.value).map({ $0 >= 1 }) != true {
            throw ValidationError("-D \(dimension): a size is a whole number from 1 on")
        }
    }

    /// The options as the library has them.
    var loading: LoadingOptions {
        var options = LoadingOptions()
        options.dimensions = Dictionary(
            dimensions.compactMap { pair in Int(pair.value).map { (pair.name, $0) } }, uniquingKeysWith: { $1 })
        options.hyperParameters = hyperParameters.map { ($0.name, $0.value) }
        options.weights = weights
        options.freesBatch = freeBatch
        options.mapsFiles = !readsFiles
        return options
    }
}

/// The seed of whatever is random.
struct SeedOptions: ParsableArguments {
    @Option(help: "Initialise missing parameters, and whatever is random, from this number.")
    var seed: UInt64 = 0
}

/// `NAME=VALUE`.
struct Assignment: ExpressibleByArgument, CustomStringConvertible {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }

    var description: String { "\(name)=\(value)" }
}
