package import WeftDiagnostics
package import WeftGraph

/// Gives texts for names: imports and `file("…")` go through it, so that the language itself reads nothing.
package struct SourceProvider: Sendable {
    /// The text of a path relative to the root file's directory; the path is normalised and never leaves it.
    package let source: @Sendable (String) throws(Diagnostic) -> SourceFile

    package init(_ source: @escaping @Sendable (String) throws(Diagnostic) -> SourceFile) {
        self.source = source
    }

    /// One that has no files: imports are errors.
    package static let none = SourceProvider { path throws(Diagnostic) in
        throw Diagnostic("file-not-found", "'\(path)' cannot be read here")
    }
}

/// What the text leaves open and a person decides.
package struct ElaborationOptions: Sendable {
    /// The model of the file; nil for the first.
    package var modelName: String?
    /// Free dimensions to bind, by name.
    package var dimensions: [String: Int] = [:]
    /// Hyper-parameters to set, as expressions of the language.
    package var hyperParameters: [(name: String, text: String)] = []
    package var budgets = Budgets()

    package init() {}
}

/// A model made from a text, or the reasons why there is none.
package struct Elaboration: Sendable {
    /// The model; nil when there are errors.
    package let model: Model?
    /// Errors and warnings, in source order.
    package let diagnostics: [Diagnostic]
    /// The models that the file declares, the first being its face.
    package let modelNames: [String]
}

/// Makes a graph from a text: resolves names, runs loops and choices, and checks every shape.
package enum Elaborator {
    /// Elaborates one model of a file.
    package static func elaborate(
        _ file: SourceFile, provider: SourceProvider = .none, options: ElaborationOptions = ElaborationOptions()
    ) -> Elaboration {
        var run = ElaborationRun(options: options, provider: provider)
        let root = run.library.load(root: file, &run.diagnostics)
        let models = root.filter { $0.syntax.kind == .model }
        let names = models.map(\.syntax.name.text)
        guard !run.diagnostics.hasErrors else {
            return Elaboration(model: nil, diagnostics: run.diagnostics.sorted, modelNames: names)
        }
        guard let chosen = choose(models, options.modelName, file, &run.diagnostics) else {
            return Elaboration(model: nil, diagnostics: run.diagnostics.sorted, modelNames: names)
        }
        let model = run.elaborate(model: chosen)
        let failed = run.diagnostics.hasErrors
        return Elaboration(model: failed ? nil : model, diagnostics: run.diagnostics.sorted, modelNames: names)
    }

    private static func choose(
        _ models: [Declaration], _ name: String?, _ file: SourceFile, _ diagnostics: inout DiagnosticSink
    ) -> Declaration? {
        let start = SourceRange(file: file, start: 0, end: 0)
        guard let name else {
            if models.isEmpty {
                diagnostics.report(
                    Diagnostic(
                        "no-model", "the file declares no model", at: start,
                        help: "declare one: model Name(x: f32[N, 3, H, W]) -> (y) { … }"))
            }
            return models.first
        }
        if let model = models.first(where: { $0.syntax.name.text == name }) { return model }
        let known = models.map(\.syntax.name.text)
        let suggestion = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        diagnostics.report(
            Diagnostic(
                "unknown-model", "the file declares no model '\(name)'", at: start,
                help: suggestion ?? "it declares \(known.isEmpty ? "none" : known.joined(separator: ", "))"))
        return nil
    }
}
