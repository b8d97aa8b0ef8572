package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Model {
    /// All that is wrong with the tensors given for inputs: names, missing ones, ranks, types, fixed sizes.
    package func inputProblems(_ given: [String: Tensor]) -> [Diagnostic] {
        let inputs = graph.inputTypes
        let names = inputs.map(\.name)
        var problems = given.keys.sorted().filter { !names.contains($0) }.map { unknownInput($0) }
        for (name, type) in inputs {
            guard let tensor = given[name] else {
                problems.append(missingInput(name, type))
                continue
            }
            if let problem = problem(name, type, tensor) { problems.append(problem) }
        }
        return problems
    }

    /// That the model has no input of a name.
    package func unknownInput(_ name: String) -> Diagnostic {
        let names = graph.inputTypes.map(\.name)
        let suggestion = Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        return Diagnostic(
            "unknown-input", "the model has no input '\(name)'",
            help: suggestion ?? "its inputs are \(names.joined(separator: ", "))")
    }

    private func missingInput(_ name: String, _ type: TensorType) -> Diagnostic {
        let kinds: String? =
            switch preparation(of: name)?.function {
            case "picture": "a picture (.png, .pgm, .ppm) or an .npy file"
            case "text": "a text or an .npy file"
            case "seed": nil
            default: "an .npy file"
            }
        return Diagnostic(
            "missing-input", "input '\(name)' of type \(type) is not given",
            help: kinds.map { "give it \($0): --input \(name)=FILE" })
    }

    private func problem(_ name: String, _ type: TensorType, _ tensor: Tensor) -> Diagnostic? {
        if tensor.elementType != type.elementType {
            return Diagnostic(
                "input-type", "input '\(name)' is \(type), and the tensor given is \(tensor.typeDescription)",
                help: "types are not converted; save it as \(type.elementType.rawValue)")
        }
        if tensor.shape.count != type.rank {
            return Diagnostic(
                "input-rank",
                "input '\(name)' is \(type) of rank \(type.rank), and the tensor given is \(tensor.typeDescription) of"
                    + " rank \(tensor.shape.count)")
        }
        for (axis, (size, expected)) in zip(tensor.shape, type.shape).enumerated() {
            if let value = expected.value, value != size {
                return Diagnostic(
                    "input-size",
                    "input '\(name)' is \(type), and the tensor given, \(tensor.typeDescription), has \(size) along axis"
                        + " \(axis)")
            }
        }
        return nil
    }
}
