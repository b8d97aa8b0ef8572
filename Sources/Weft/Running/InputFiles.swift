package import WeftDiagnostics
import WeftFiles
import WeftFormats
package import WeftGraph
package import WeftTensors

/// The files that a person gives for a model's inputs, each with the input's name or without.
package struct InputFiles: Sendable {
    /// A file as it was given: `NAME=FILE`, or `FILE` where it is clear which input is meant.
    package struct Given: Sendable {
        package let text: String

        package init(_ text: String) {
            self.text = text
        }
    }

    private let files: [Given]
    private let mapping: Bool

    package init(_ texts: [String], mapping: Bool) {
        files = texts.map(Given.init)
        self.mapping = mapping
    }

    /// The tensors for a model's inputs: `.npy` files as they are, others as the model prepares them, seeds from a seed.
    ///
    /// - Throws: all that is wrong with them in one go.
    package func tensors(for model: Model, seed: UInt64) throws(DiagnosticList) -> [String: Tensor] {
        var problems: [Diagnostic] = []
        var tensors = try single { () throws(Diagnostic) in try model.seededInputs(seed) }
        var pending: [(preparation: Metadata.Preparation, files: [FileContents])] = []
        for given in files {
            do throws(Diagnostic) {
                let (input, path) = try resolve(given, model)
                let file = try FileContents.open(path, mode: mapping ? .map : .read)
                if (try? FileFormat.detect(file)) == .npy {
                    guard tensors.updateValue(try FileReading.array(file), forKey: input) == nil else {
                        throw givenTwice(input, path)
                    }
                } else if let preparation = model.preparation(of: input) {
                    if let index = pending.firstIndex(where: { $0.preparation == preparation }) {
                        pending[index].files.append(file)
                    } else {
                        pending.append((preparation, [file]))
                    }
                } else {
                    throw unprepared(input, file)
                }
            } catch {
                problems.append(error)
            }
        }
        for (preparation, files) in pending {
            do throws(Diagnostic) {
                if let input = preparation.inputs.first(where: { tensors[$0] != nil }) {
                    throw givenTwice(input, files[0].name)
                }
                tensors.merge(try model.prepare(preparation, from: files)) { given, _ in given }
            } catch {
                problems.append(error)
            }
        }
        // An input whose file could not be used is not missing as well.
        if problems.isEmpty { problems = model.inputProblems(tensors) }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return tensors
    }

    /// The arrays among the files that name their input, by its name; what else is given is left for later.
    package var arrays: [String: Tensor] {
        var result: [String: Tensor] = [:]
        for given in files {
            guard let sign = given.text.firstIndex(of: "="), sign != given.text.startIndex,
                let file = try? FileContents.open(
                    String(given.text[given.text.index(after: sign)...]), mode: mapping ? .map : .read),
                (try? FileFormat.detect(file)) == .npy
            else { continue }
            result[String(given.text[..<sign])] = try? FileReading.array(file)
        }
        return result
    }

    /// The input that a file is for. What stands before the first `=` counts if the model has an input of that name.
    private func resolve(_ given: Given, _ model: Model) throws(Diagnostic) -> (input: String, path: String) {
        let names = model.graph.inputTypes.map(\.name)
        if let sign = given.text.firstIndex(of: "="), sign != given.text.startIndex {
            let name = String(given.text[..<sign])
            if names.contains(name) { return (name, String(given.text[given.text.index(after: sign)...])) }
            if !name.contains("/"), Folders.kind(of: given.text) == nil { throw model.unknownInput(name) }
        }
        let fillable = model.inputsThatFilesFill
        guard fillable.count == 1 else {
            throw Diagnostic(
                "unnamed-input", "the model has \(fillable.count) inputs that files fill, so the file needs a name",
                place: given.text,
                help: "one of \(fillable.map { "--input \($0)=\(given.text)" }.joined(separator: ", "))")
        }
        return (fillable[0], given.text)
    }

    private func givenTwice(_ input: String, _ path: String) -> Diagnostic {
        Diagnostic(
            "input-given-twice", "input '\(input)' is given twice, and only files that the model prepares make a batch",
            place: path)
    }

    private func unprepared(_ input: String, _ file: FileContents) -> Diagnostic {
        Diagnostic(
            "no-preparation",
            "the model does not say how input '\(input)' is made of a picture or a text, so it takes an .npy file",
            place: file.name, help: "save it as .npy, or add a 'prepare' to the model")
    }
}

extension Model {
    /// The inputs that people give files for: all but seeds, and lengths that come with a text.
    fileprivate var inputsThatFilesFill: [String] {
        graph.inputTypes.map(\.name).filter { name in
            guard let preparation = preparation(of: name) else { return true }
            return preparation.function != "seed" && preparation.inputs.first == name
        }
    }
}
