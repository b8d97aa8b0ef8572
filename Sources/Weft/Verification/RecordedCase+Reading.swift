package import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTensors

extension RecordedCase {
    /// Reads a record: a folder in ONNX's layout, `input_K.pb` and `output_K.pb`, or an npz file with keys `in__NAME` and
    /// `out__NAME`, or with the names of inputs and outputs themselves.
    ///
    /// - Throws: `no-record` for what is neither, and what reading throws.
    package static func read(_ path: String, mapping: Bool) throws(Diagnostic) -> RecordedCase {
        if Folders.kind(of: path) == .folder { return try folder(path, mapping) }
        let file = try FileContents.open(path, mode: mapping ? .map : .read)
        guard try FileFormat.detect(file) == .npz else {
            throw Diagnostic(
                "no-record", "this is no record of inputs and outputs", place: path,
                help: "records are folders with input_0.pb and output_0.pb, and npz files")
        }
        return try arrays(try FileReading.weights(file, .npz), path)
    }

    /// Whether a folder has ONNX's layout.
    package static func isRecord(_ folder: String) -> Bool {
        ((try? Folders.list(folder)) ?? []).contains { place(of: $0, "output") != nil }
    }

    private static func folder(_ path: String, _ mapping: Bool) throws(Diagnostic) -> RecordedCase {
        var record = RecordedCase(name: path, isONNX: true)
        for name in try Folders.list(path) {
            let input = place(of: name, "input")
            guard let place = input ?? place(of: name, "output") else { continue }
            let file = try FileContents.open(Paths.join(path, name), mode: mapping ? .map : .read)
            do throws(Diagnostic) {
                let tensor = try ONNXRecord.read(file)
                if input != nil {
                    record.inputs.append((.place(place), .tensor(tensor)))
                } else {
                    record.outputs.append((.place(place), RecordedTensor(tensor)))
                }
            } catch {
                guard error.code == "onnx-unsupported" else { throw error }
                record.unsupported = error.message
            }
        }
        guard !record.outputs.isEmpty || record.unsupported != nil else {
            throw Diagnostic("no-record", "the folder holds no output_0.pb", place: path)
        }
        return record
    }

    /// The number in `input_K.pb`.
    private static func place(of name: String, _ kind: String) -> Int? {
        guard name.hasPrefix(kind + "_"), name.hasSuffix(".pb") else { return nil }
        return Int(name.dropFirst(kind.count + 1).dropLast(3)).flatMap { $0 >= 0 ? $0 : nil }
    }

    private static func arrays(_ file: WeightsFile, _ path: String) throws(Diagnostic) -> RecordedCase {
        var record = RecordedCase(name: path, isONNX: false)
        for entry in file.tensors {
            if let name = entry.name.tail("in__") {
                record.inputs.append((.name(name), .tensor(entry.tensor)))
            } else if let name = entry.name.tail("in_shape__") {
                guard file["in__" + name] == nil else { continue }
                record.inputs.append((.name(name), .shape(integers(entry.tensor))))
            } else if let name = entry.name.tail("out__") {
                record.outputs.append((.name(name), RecordedTensor(entry.tensor)))
            } else if let name = entry.name.tail("out_sampled__") {
                record.outputs.append((.name(name), try samples(name, entry.tensor, file, path)))
            } else if !["out_shape__", "out_stride__", "out_stats__"].contains(where: entry.name.hasPrefix) {
                record.loose.append((entry.name, entry.tensor))
            }
        }
        return record
    }

    private static func samples(
        _ name: String, _ samples: Tensor, _ file: WeightsFile, _ path: String
    ) throws(Diagnostic) -> RecordedTensor {
        let stride = file["out_stride__" + name].flatMap { integers($0).first } ?? 1
        let shape = file["out_shape__" + name].map(integers) ?? []
        guard let recorded = RecordedTensor(samples: samples, stride: stride, shape: shape) else {
            throw Diagnostic(
                "no-record", "the samples of the output '\(name)' are not as many as its shape and stride need",
                place: path)
        }
        return recorded
    }

    private static func integers(_ tensor: Tensor) -> [Int] { PlainTensor(tensor).integers.map { Int($0) } }
}

extension String {
    /// What follows a prefix; nil where the text does not begin with it.
    fileprivate func tail(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

/// Where records lie beside a model.
package enum RecordedCases {
    /// The paths of the records of a model: folders of test data beside a `model.onnx` or its like, and npz files that
    /// are named for the model.
    package static func beside(_ model: String) -> [String] {
        let folder = Paths.folder(of: model)
        let stem = RecordedCases.stem(Paths.name(of: model))
        return ((try? Folders.list(folder)) ?? []).filter { name in
            if stem == "model" {
                if name == "io_ref.npz" || name == "upstream_io.npz" { return true }
                if name.contains("test_data_set_") { return RecordedCase.isRecord(Paths.join(folder, name)) }
            }
            return name == stem + ".ref.npz" || name == stem + ".npz"
        }.map { Paths.join(folder, $0) }
    }

    /// A name without its ending.
    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
