package import WeftDiagnostics
import WeftFiles

/// Every model below a folder that has records beside it.
package struct VerificationSuite: Sendable {
    /// Folders inside each other, and files in all, that are looked at.
    private static let deepest = 64
    private static let most = 1_000_000

    private let verification: RecordVerification
    private let folder: String

    package init(_ folder: String, _ verification: RecordVerification) {
        self.folder = folder
        self.verification = verification
    }

    /// Verifies each model with each of its records; a model without any is skipped.
    ///
    /// - Parameter progress: told how many of how many models are done.
    /// - Throws: `file-not-found` and its like for the folder.
    package func run(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws(Diagnostic)
        -> VerificationResult
    {
        let models = try models()
        var result = VerificationResult()
        for (index, path) in models.enumerated() {
            result.cases += cases(path)
            progress(index + 1, models.count)
        }
        return result
    }

    private func cases(_ path: String) -> [VerificationCase] {
        let name = shown(path)
        let records = RecordedCases.beside(path)
        guard !records.isEmpty else { return [VerificationCase(name, .skipped, "there is no record beside it")] }
        let subject: VerifiedModel
        do throws(DiagnosticList) {
            subject = try VerifiedModel(ModelReference(path), verification.options)
        } catch {
            return [VerificationCase(name, error.first)]
        }
        return records.map { record in
            var result: VerificationCase
            do throws(Diagnostic) {
                let read = try RecordedCase.read(record, mapping: verification.options.mapsFiles)
                result = verification.verify(subject, read)
            } catch {
                result = VerificationCase(record, error)
            }
            let label = records.count == 1 ? name : "\(name) with \(Paths.name(of: record))"
            return result.named(label)
        }
    }

    /// The path below the folder.
    private func shown(_ path: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    /// The paths of the models, sorted. Links to folders are followed no deeper than real folders may be.
    private func models() throws(Diagnostic) -> [String] {
        var models: [String] = []
        var waiting = [(path: folder, depth: 0)]
        var seen: Set<FileIdentity> = []
        var count = 0
        while let (path, depth) = waiting.popLast() {
            guard let identity = Folders.identity(of: path) else {
                throw Diagnostic("file-not-found", "there is no such folder", place: path)
            }
            guard seen.insert(identity).inserted, depth < VerificationSuite.deepest else { continue }
            for name in try Folders.list(path) {
                count += 1
                guard count <= VerificationSuite.most else { break }
                let inner = Paths.join(path, name)
                switch Folders.kind(of: inner) {
                case .folder: waiting.append((inner, depth + 1))
                case .file where [".onnx", ".weftpb", ".weft"].contains(where: name.hasSuffix): models.append(inner)
                default: continue
                }
            }
        }
        return models.sorted()
    }
}

extension VerificationCase {
    fileprivate func named(_ name: String) -> VerificationCase {
        var copy = VerificationCase(name, status, reason)
        copy.outputs = outputs
        copy.operators = operators
        copy.notes = notes
        return copy
    }
}
