package import WeftTensors

/// Inputs and what a model gave for them, as somebody recorded it.
package struct RecordedCase: Sendable {
    /// A tensor of a record by the model's name for it, or by its place among the model's inputs or outputs.
    package enum Key: Sendable, Hashable {
        case name(String)
        case place(Int)
    }

    /// What is known of an input: the numbers, or the shape alone, to be filled as the record's author did.
    package enum Given: Sendable {
        case tensor(Tensor)
        case shape([Int])
    }

    /// The folder or the file.
    package let name: String
    package var inputs: [(key: Key, value: Given)] = []
    package var outputs: [(key: Key, value: RecordedTensor)] = []
    /// Tensors that are inputs or outputs, whichever has the name.
    package var loose: [(name: String, tensor: Tensor)] = []
    /// Whether ONNX's own layout, and so the tolerance of its tests.
    package let isONNX: Bool
    /// What the record holds that is no tensor.
    package var unsupported: String?

    package init(name: String, isONNX: Bool) {
        self.name = name
        self.isONNX = isONNX
    }

    /// The tensors for a model's inputs, by name.
    ///
    /// - Parameter types: names and element types of the inputs, in order.
    func tensors(for types: [(name: String, type: ElementType)], filling: InputFilling) -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for (index, input) in types.enumerated() {
            let given = inputs.first { $0.key == .name(input.name) } ?? inputs.first { $0.key == .place(index) }
            switch given?.value {
            case .tensor(let tensor): result[input.name] = tensor
            case .shape(let shape):
                result[input.name] = filling.tensor(input.type, shape: shape, place: index)
            case nil: result[input.name] = loose.first { $0.name == input.name }?.tensor
            }
        }
        return result
    }

    /// What is expected of a model's outputs, by name, in the model's order; what has no name of the model's comes last.
    func expected(of names: [String]) -> [(name: String, value: RecordedTensor)] {
        var result: [(name: String, value: RecordedTensor)] = []
        for (index, name) in names.enumerated() {
            let own = outputs.first { $0.key == .name(name) } ?? outputs.first { $0.key == .place(index) }
            if let own {
                result.append((name, own.value))
            } else if let found = loose.first(where: { $0.name == name }) {
                result.append((name, RecordedTensor(found.tensor)))
            }
        }
        for output in outputs {
            switch output.key {
            case .name(let name) where !names.contains(name): result.append((name, output.value))
            case .place(let place) where place >= names.count: result.append(("output \(place)", output.value))
            default: continue
            }
        }
        return result
    }

    /// The record with loose tensors whose names the model does not have taken in order, inputs first, where there are
    /// just as many of them as the model has inputs and outputs.
    func inOrder(inputs: [String], outputs: [String]) -> RecordedCase {
        let names = inputs + outputs
        guard loose.count == names.count, !loose.allSatisfy({ names.contains($0.name) }) else { return self }
        var copy = self
        copy.loose = zip(names, loose).map { ($0, $1.tensor) }
        return copy
    }
}
