public import WeftTensors

/// A graph and its weights.
public struct Model: Sendable {
    /// The network.
    public var graph: Graph
    /// The tensors of the parameters, by full name; some may be missing.
    public var weights: [String: Tensor]
    /// What a person or a program needs to know besides.
    package var metadata: Metadata
    /// Weights laid out for kernels, by `weft compile`; a model runs without them, and is then made ready more slowly.
    package var packed: [PackedWeight] = []
    /// The CRC-32C of the parameters whose tensors were left out of the file, as packed weights stand for them.
    package var leftOut: [String: UInt32] = [:]

    /// Makes a model.
    package init(graph: Graph, weights: [String: Tensor] = [:], metadata: Metadata = Metadata()) {
        self.graph = graph
        self.weights = weights
        self.metadata = metadata
    }
}

/// What a model says of itself besides its graph.
package struct Metadata: Sendable, Equatable {
    /// A text that the graph was elaborated from: the spec first, then its imports.
    package struct Source: Sendable, Equatable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// A name and a value.
    package struct Entry: Sendable, Equatable {
        package let name: String
        package let value: MetadataValue

        package init(_ name: String, _ value: MetadataValue) {
            self.name = name
            self.value = value
        }
    }

    /// How files become inputs: `prepare image = picture(scale=1 / 255)`.
    package struct Preparation: Sendable, Equatable {
        /// The inputs that it fills.
        package let inputs: [String]
        /// `picture`, `text`, `sound` or `seed`.
        package let function: String
        package let arguments: [Entry]

        package init(inputs: [String], function: String, arguments: [Entry]) {
            self.inputs = inputs
            self.function = function
            self.arguments = arguments
        }

        /// The value of an argument, if it was given.
        package subscript(name: String) -> MetadataValue? { arguments.first { $0.name == name }?.value }
    }

    /// The names of the indices along an output's last axis, or of the values of an integer output.
    package struct Labels: Sendable, Equatable {
        package let output: String
        package let names: [String]

        package init(output: String, names: [String]) {
            self.output = output
            self.names = names
        }
    }

    /// The documentation comment of the model.
    package var documentation = ""
    package var sources: [Source] = []
    package var hyperParameters: [Entry] = []
    package var preparations: [Preparation] = []
    package var labels: [Labels] = []
    /// Free metadata: `about license = "MIT"`.
    package var about: [Entry] = []
    /// Who wrote the file that it was read from.
    package var producer: String?

    package init() {}
}

/// A value in metadata.
package indirect enum MetadataValue: Sendable, Equatable {
    case none
    case bool(Bool)
    case integer(Int)
    case real(Double)
    case string(String)
    case list([MetadataValue])
}
