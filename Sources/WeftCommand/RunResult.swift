import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// The outputs of a run, for people and for programs.
struct RunResult {
    /// Outputs with more elements than this are shown as their type alone.
    private static let mostShown = 1000
    /// How many rows of labels are shown.
    private static let mostRows = 20

    private let names: [String]
    private let outputs: [String: Tensor]
    private let labelled: [LabelledOutput]
    private var files: [String: String] = [:]

    init(_ model: Model, _ outputs: [String: Tensor], top: Int) {
        names = model.graph.outputTypes.map(\.name)
        self.outputs = outputs
        labelled = model.labelledOutputs(outputs, top: top)
    }

    /// Writes each output as an `.npy` file named for it.
    mutating func write(to folder: String) throws(Diagnostic) {
        try Folders.create(folder)
        for name in names {
            guard let tensor = outputs[name] else { continue }
            let path = Paths.join(folder, name.asFileName + ".npy")
            try FileWriting.write(tensor, to: path)
            files[name] = path
        }
    }

    var text: String {
        // A single text is what was asked for: nothing is put around it.
        if names.count == 1, files.isEmpty, labelled.count == 1, labelled[0].rows.count == 1,
            case .text(let text) = labelled[0].rows[0].meaning
        {
            return text.escapedKeepingLines + "\n"
        }
        return names.map(text).joined()
    }

    private func text(_ name: String) -> String {
        guard let tensor = outputs[name] else { return "" }
        let heading = "\(name.escapedForDisplay): \(tensor.typeDescription)"
        let file = files[name].map { " → \($0.escapedForDisplay)" } ?? ""
        if let labels = labelled.first(where: { $0.output == name }) {
            return heading + file + "\n" + text(labels)
        }
        if !file.isEmpty { return heading + file + "\n" }
        guard tensor.count <= RunResult.mostShown else {
            return heading + " (\(tensor.count) numbers; --output-dir DIR writes them)\n"
        }
        return heading + "\n" + TensorText.lines(PlainTensor(tensor)).map { "  \($0)\n" }.joined()
    }

    private func text(_ labels: LabelledOutput) -> String {
        var text = ""
        for (indices, meaning) in labels.rows.prefix(RunResult.mostRows) {
            let place = labels.rows.count > 1 ? "[\(indices.map(String.init).joined(separator: ", "))] " : ""
            switch meaning {
            case .text(let words): text += "  \(place)\(words.escapedKeepingLines)\n"
            case .top(let scores):
                let list = scores.map { "\($0.label.escapedForDisplay) (\(TensorText.number($0.score)))" }
                text += "  \(place)\(list.joined(separator: ", "))\n"
            }
        }
        let left = labels.rows.count - RunResult.mostRows
        return left > 0 ? text + "  and \(left) more (--json lists all)\n" : text
    }

    var members: [JSONValue.Member] {
        let values = names.compactMap { name -> JSONValue? in
            guard let tensor = outputs[name] else { return nil }
            return .object([
                .init("name", .string(name)), .init("type", .string(tensor.typeDescription)),
                .init("file", files[name].map { .string($0) } ?? .null),
            ])
        }
        let labels = labelled.flatMap { output in
            output.rows.map { row in
                var members: [JSONValue.Member] = [
                    .init("output", .string(output.output)),
                    .init("row", .array(row.indices.map { .integer($0) })),
                ]
                switch row.meaning {
                case .text(let text): members.append(.init("text", .string(text)))
                case .top(let scores): members.append(.init("top", .array(scores.map(\.json))))
                }
                return JSONValue.object(members)
            }
        }
        return [.init("outputs", .array(values)), .init("labels", .array(labels))]
    }
}

extension LabelledOutput.Score {
    fileprivate var json: JSONValue {
        .object([.init("label", .string(label)), .init("index", .integer(index)), .init("score", .number(score))])
    }
}

extension String {
    /// The text made safe to show, its lines and tabs kept.
    fileprivate var escapedKeepingLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).escapedForDisplay }
                .joined(separator: "\t")
        }.joined(separator: "\n")
    }

    /// The name as a file may be called: separators and what begins with a dot are replaced.
    fileprivate var asFileName: String {
        let safe = String(map { $0 == "/" || $0 == "\\" || $0 == ":" || $0 == "\0" ? "_" : $0 })
        return safe.hasPrefix(".") || safe.isEmpty ? "_" + safe : safe
    }
}
