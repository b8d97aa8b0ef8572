package import WeftDiagnostics
import WeftFiles
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
            let format = FileFormat(file)
            guard format == .spec || format == .empty else {
                throw Diagnostic.unreadable(format, file.name, wanted: "a spec")
            }
            return try SpecTexts.source(file)
        }
        let text = try Formatter.format(source)
        return SpecFormatting(text: text, isChanged: !text.utf8.elementsEqual(source.bytes))
    }
}
