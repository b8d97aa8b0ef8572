package import WeftDiagnostics
import WeftFiles

/// Every model below a folder that has recorded data, run on it.
package enum SuiteVerification {
    /// A model and where its data are.
    package struct Entry: Sendable {
        package let name: String
        package let model: String
        package let data: [String]
    }

    /// The models below a folder, by path; those without data too.
    ///
    /// Data of a model are folders `test_data_set_N` beside `model.onnx`, and archives `NAME.ref.npz`, `NAME.npz` or, of
    /// a model that is called `model`, any `.npz` beside it whose name has `io` in it.
    package static func entries(_ folder: String) throws(Diagnostic) -> [Entry] {
        var entries: [Entry] = []
        var waiting = [""]
        while let relative = waiting.popLast() {
            let path = relative.isEmpty ? folder : Paths.join(folder, relative)
            let names = try Folders.list(path)
            for name in names {
                let full = Paths.join(path, name)
                if Folders.kind(of: full) == .folder {
                    if !name.contains("test_data_set_") {
                        waiting.append(relative.isEmpty ? name : Paths.join(relative, name))
                    }
                } else if name.hasSuffix(".onnx") || name.hasSuffix(".weftpb") {
                    entries.append(entry(name, relative, path, names))
                }
            }
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func entry(_ name: String, _ relative: String, _ path: String, _ names: [String]) -> Entry {
        let stem = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
        var data: [String] = []
        if stem == "model" {
            data = names.filter { $0.contains("test_data_set_") || $0.hasSuffix(".npz") && $0.contains("io") }
        } else {
            data = names.filter { $0 == "\(stem).ref.npz" || $0 == "\(stem).npz" }
        }
        let own = stem == "model" && !relative.isEmpty ? relative : Paths.join(relative, stem)
        return Entry(name: own, model: Paths.join(path, name), data: data.map { Paths.join(path, $0) })
    }

    /// Verifies one model on all its data: passed if it passes on each.
    package static func verify(_ entry: Entry, _ options: VerificationOptions) -> Verification {
        guard !entry.data.isEmpty else { return Verification(entry.name, .skipped, reason: "no recorded data") }
        do throws(DiagnosticList) {
            let subject = try VerificationSubject.open(
                ModelReference(entry.model), options: LoadingOptions(), seed: options.seed)
            var result: Verification?
            for path in entry.data {
                let cases = try single { () throws(Diagnostic) in try RecordedCase.read(path) }
                for recorded in cases where !recorded.outputs.isEmpty {
                    let next = subject.verify(recorded, as: entry.name, options)
                    if next.status != .passed { return next }
                    result = result ?? next
                }
            }
            return result ?? Verification(entry.name, .skipped, reason: "no recorded outputs")
        } catch {
            return Verification(entry.name, error.unsupported ? .unsupported : .failed, reason: error.summary)
        }
    }
}
