public import WeftDiagnostics
import WeftFiles

/// The networks that come with Weft, by name: `zoo:resnet18`. Their names never change.
public enum Zoo {
    /// The folder of the embedded texts that holds them.
    static let folder = "zoo"

    /// The names, sorted.
    public static var names: [String] {
        EmbeddedTexts.names.compactMap { name in
            // Texts in folders below are what the specs import.
            guard name.hasPrefix("\(folder)/"), name.hasSuffix(".weft") else { return nil }
            let stem = name.dropFirst(folder.count + 1).dropLast(5)
            return stem.contains("/") ? nil : String(stem)
        }.sorted()
    }

    /// The text of a spec.
    ///
    /// - Throws: `unknown-zoo-model`, with the name that was probably meant.
    public static func source(_ name: String) throws(Diagnostic) -> SourceFile {
        let path = "\(folder)/\(name).weft"
        guard names.contains(name), let text = EmbeddedTexts.text(named: path) else {
            throw Diagnostic(
                "unknown-zoo-model", "the zoo has no model '\(name)'",
                help: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                    ?? "weft zoo list shows them all")
        }
        return SourceFile(name: path, bytes: text)
    }

    /// A spec together with the texts that it imports.
    ///
    /// - Throws: `unknown-zoo-model`.
    package static func spec(_ name: String) throws(Diagnostic) -> SpecFile {
        SpecFile(try source(name), .embedded(folder))
    }
}
