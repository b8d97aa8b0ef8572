package import WeftDiagnostics
package import WeftFiles
import WeftLanguage

/// Where the texts that a spec names come from: files beside it, or texts in the program.
package indirect enum SpecTexts: Sendable {
    /// Below the folder of this file.
    case beside(String)
    /// Below this folder of the embedded texts.
    case embedded(String)
    /// Another place, noting what is read.
    case recorded(TextRecorder)

    /// The largest text that a spec may name.
    private static let largestText = 64 << 20

    /// A text by the path that a spec names it by.
    package func read(_ path: String) throws(Diagnostic) -> SourceFile {
        switch self {
        case .recorded(let recorder): return try recorder.read(path)
        case .embedded(let folder):
            guard let text = EmbeddedTexts.text(named: Paths.join(folder, path)) else {
                throw Diagnostic("file-not-found", "the zoo has no text of this name", place: path)
            }
            return SourceFile(name: Paths.join(folder, path), bytes: text)
        case .beside(let owner):
            let file = try FileContents.open(named: path, besides: owner)
            return try SpecTexts.source(file)
        }
    }

    /// The text in a file.
    package static func source(_ file: FileContents) throws(Diagnostic) -> SourceFile {
        guard file.count <= largestText else {
            throw Diagnostic(
                "text-too-large", "a text has at most \(largestText >> 20) MiB, and this one has \(file.count) bytes",
                place: file.name)
        }
        return SourceFile(name: file.name, bytes: try file.bytes(0..<file.count))
    }

    /// The texts as the elaborator asks for them.
    var provider: SourceProvider {
        SourceProvider { path throws(Diagnostic) in try read(path) }
    }
}
