package import WeftDiagnostics
package import WeftFiles
package import WeftGraph
package import WeftTensors

extension Model {
    /// How an input is filled from files that are no tensors, if the model says so.
    package func preparation(of input: String) -> Metadata.Preparation? {
        metadata.preparations.first { $0.inputs.contains(input) }
    }

    /// The tensors that a preparation makes of files, by input; several files make a batch.
    ///
    /// - Throws: what is wrong with a file, or with what the model says of its preparation.
    package func prepare(
        _ preparation: Metadata.Preparation, from files: [FileContents]
    ) throws(Diagnostic) -> [String: Tensor] {
        do throws(Diagnostic) {
            let inputs = try inputs(of: preparation)
            switch preparation.function {
            case "picture":
                let (name, type) = inputs[0]
                return [name: try PicturePreparation(preparation).tensor(files, for: name, type)]
            case "text":
                return try TextPreparation(preparation).tensors(files, for: inputs)
            default:
                throw Diagnostic(
                    "no-such-preparation", "this version does not fill an input by '\(preparation.function)'",
                    help: "give the input as an .npy file")
            }
        } catch {
            let names = preparation.inputs.map { "'\($0)'" }.joined(separator: ", ")
            throw error.range == nil && error.place == nil
                ? error.placed(in: "preparation of \(names)") : error
        }
    }

    /// The inputs that are filled from the seed, with the seed in them.
    package func seededInputs(_ seed: UInt64) throws(Diagnostic) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for preparation in metadata.preparations where preparation.function == "seed" {
            for (name, type) in try inputs(of: preparation) {
                guard type.rank == 0, type.elementType.isInteger else {
                    throw Diagnostic(
                        "not-a-seed-input", "a seed fills an integer without axes, and input '\(name)' is \(type)")
                }
                let value = PlainTensor(wrapping: [Int64(bitPattern: seed)], type.elementType, shape: [])
                tensors[name] = value.tensor
            }
        }
        return tensors
    }

    private func inputs(
        of preparation: Metadata.Preparation
    ) throws(Diagnostic) -> [(name: String, type: TensorType)] {
        var inputs: [(name: String, type: TensorType)] = []
        for name in preparation.inputs {
            guard let input = graph.inputTypes.first(where: { $0.name == name }) else {
                throw Diagnostic("unknown-input", "the model has no input '\(name)', and a preparation fills it")
            }
            inputs.append(input)
        }
        guard !inputs.isEmpty else { throw Diagnostic("unknown-input", "a preparation fills no input") }
        return inputs
    }
}
