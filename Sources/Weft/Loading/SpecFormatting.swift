package import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftLanguage

/// A spec in the canonical layout.
package struct SpecFormatting: Sendable {
    package let text: String
    /// Whether the file has another layout.
    package let isChanged: Bool

    /// Formats a file; `-` is standard input.
    ///
    /// - Throws: what is wrong with the file, or with its syntax; nothing is formatted then.
    package static func format(_ path: String) throws(DiagnosticList) -> SpecFormatting {
        let source = try single { () throws(Diagnostic) in
            let file = try FileContents.open(path, mode: .read)
            let format = try FileFormat.detect(file)
            guard format == .spec else {
                throw Diagnostic("foreign-file", "this is \(format.description) and not a spec", place: file.name)
            }
            return try SpecTexts.source(file)
        }
        let text = try Formatter.format(source)
        return SpecFormatting(text: text, isChanged: !text.utf8.elementsEqual(source.bytes))
    }
}
