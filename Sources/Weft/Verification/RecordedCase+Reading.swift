import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTensors

extension RecordedCase {
    /// The cases in a file or a folder: an `.npz`, a folder with `input_K.pb` and `output_K.pb`, or one that holds such
    /// folders.
    ///
    /// - Throws: `no-data` where there is none of these, and what reading throws.
    package static func read(_ path: String) throws(Diagnostic) -> [RecordedCase] {
        guard Folders.kind(of: path) == .folder else { return [try npz(path)] }
        let names = try Folders.list(path)
        if names.contains(where: { number($0, "output_") != nil }) { return [try folder(path, names)] }
        var cases: [RecordedCase] = []
        for name in names where name.contains("test_data_set_") {
            let inner = Paths.join(path, name)
            if Folders.kind(of: inner) == .folder { cases.append(try folder(inner, try Folders.list(inner))) }
        }
        guard !cases.isEmpty else {
            throw Diagnostic(
                "no-data", "there are no recorded inputs and outputs here", place: path,
                help: "test_data_set_N/input_K.pb and output_K.pb, or an .npz with in__NAME and out__NAME")
        }
        return cases
    }

    /// `input_0.pb` …: the number, if it is such a name.
    private static func number(_ name: String, _ prefix: String) -> Int? {
        guard name.hasPrefix(prefix), name.hasSuffix(".pb") else { return nil }
        return Int(name.dropFirst(prefix.count).dropLast(3))
    }

    private static func folder(_ path: String, _ names: [String]) throws(Diagnostic) -> RecordedCase {
        var inputs: [String: Input] = [:]
        var byPlace: [Int: Tensor] = [:]
        var outputs: [(Int, Output)] = []
        for name in names {
            let file = Paths.join(path, name)
            if let place = number(name, "input_") {
                let (name, tensor) = try ONNXTestData.tensor(try FileContents.open(file))
                byPlace[place] = tensor
                if !name.isEmpty { inputs[name] = .tensor(tensor) }
            } else if let place = number(name, "output_") {
                let (_, tensor) = try ONNXTestData.tensor(try FileContents.open(file))
                outputs.append((place, Output(nil, tensor)))
            }
        }
        return RecordedCase(
            Paths.name(of: path), inputs: inputs, inputsByPlace: byPlace,
            outputs: outputs.sorted { $0.0 < $1.0 }.map(\.1), isONNXTest: true)
    }

    /// `in__NAME` and `out__NAME`, or names alone; of large inputs `in_shape__NAME`, of large outputs
    /// `out_sampled__NAME` with `out_stride__NAME` and `out_shape__NAME`.
    private static func npz(_ path: String) throws(Diagnostic) -> RecordedCase {
        let arrays = try Npz.read(try FileContents.open(path))
        func named(_ prefix: String) -> [(name: String, tensor: Tensor)] {
            arrays.tensors.compactMap { entry in
                entry.name.hasPrefix(prefix) ? (String(entry.name.dropFirst(prefix.count)), entry.tensor) : nil
            }
        }
        func numbers(_ key: String) -> [Int]? { arrays[key].map { PlainTensor($0).integers.map { Int($0) } } }
        var inputs: [String: Input] = [:]
        var outputs: [Output] = []
        for (name, tensor) in named("in_shape__") { inputs[name] = .shape(PlainTensor(tensor).integers.map { Int($0) }) }
        for (name, tensor) in named("in__") { inputs[name] = .tensor(tensor) }
        for (name, tensor) in named("out__") {
            outputs.append(Output(name, tensor, shape: numbers("out_shape__\(name)")))
        }
        for (name, tensor) in named("out_sampled__") {
            guard let shape = numbers("out_shape__\(name)"), let stride = numbers("out_stride__\(name)")?.first, stride > 0
            else { throw Diagnostic("no-data", "the sampled output '\(name)' lacks its shape or its stride", place: path) }
            outputs.append(Output(name, tensor, shape: shape, stride: stride))
        }
        // Without prefixes a name says by itself whether it is an input's or an output's.
        if inputs.isEmpty, outputs.isEmpty {
            for entry in arrays.tensors {
                inputs[entry.name] = .tensor(entry.tensor)
                outputs.append(Output(entry.name, entry.tensor))
            }
        }
        return RecordedCase(Paths.name(of: path), inputs: inputs, outputs: outputs, isONNXTest: false)
    }
}
