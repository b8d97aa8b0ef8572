package import WeftDiagnostics
import WeftFiles
import WeftLanguage

extension Zoo {
    /// Writes a spec, and the texts that it names, below a folder; files that have the right content are left alone.
    ///
    /// - Returns: the path of the spec.
    /// - Throws: `unknown-zoo-model`, `cannot-create`, `cannot-write`.
    package static func write(_ name: String, below folder: String) throws(DiagnosticList) -> String {
        let source = try single { () throws(Diagnostic) in try Zoo.source(name) }
        let recorder = TextRecorder(.embedded(Zoo.folder))
        let spec = SpecFile(source, .recorded(recorder))
        for model in spec.elaborate(nil, LoadingOptions()).modelNames { _ = spec.elaborate(model, LoadingOptions()) }
        let path = Paths.join(folder, "\(name).weft")
        try single { () throws(Diagnostic) in
            try write(source, to: path)
            for (relative, text) in recorder.texts { try write(text, to: Paths.join(folder, relative)) }
        }
        return path
    }

    private static func write(_ text: SourceFile, to path: String) throws(Diagnostic) {
        if let present = try? FileContents.open(path, mode: .read), present.count == text.bytes.count,
            present.has(text.bytes)
        {
            return
        }
        try Folders.create(Paths.folder(of: path))
        try AtomicFileWriter.write(text.bytes, to: path)
    }
}
