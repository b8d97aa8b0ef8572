/// How a model is read.
public struct LoadingOptions: Sendable {
    /// Sizes for free dimensions of a spec, by name.
    public var dimensions: [String: Int] = [:]
    /// Values for hyper-parameters of a spec, as the language writes them; the last of a name counts.
    public var hyperParameters: [(name: String, value: String)] = []
    /// A file that gives the parameters, of any format that holds tensors; nil takes those of the model file.
    public var weights: String?
    /// Whether the size of the first axis of an ONNX file's inputs, the batch, is free although the file fixes it.
    public var freesBatch = false
    /// Whether files are mapped, so that weights cost nothing until they are used, or read.
    public var mapsFiles = true

    /// The defaults: nothing is bound, files are mapped.
    public init() {}
}
