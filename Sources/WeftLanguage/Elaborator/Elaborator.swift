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
        if let model, !run.diagnostics.hasErrors {
            if let contradiction = model.graph.contradiction {
                run.diagnostics.report(impossible(contradiction.size, contradiction.conditions))
            } else {
                for tie in model.graph.validity where tie.tiesSizes { run.diagnostics.report(warning(of: tie)) }
            }
            let weak = model.graph.weakPromises
            if let first = weak.first {
                let needed = weak.flatMap(\.needed)
                run.diagnostics.report(refuted(first, needed: needed, in: chosen, file, provider, options))
            }
        }
        let failed = run.diagnostics.hasErrors
        return Elaboration(model: failed ? nil : model, diagnostics: run.diagnostics.sorted, modelNames: names)
    }

    /// Conditions that exclude one another.
    private static func impossible(_ size: Symbol, _ conditions: [Condition]) -> Diagnostic {
        let text = conditions.map(\.description).joined(separator: " and ")
        return Diagnostic(
            "no-valid-size", "no size \(size.name) is valid: nothing meets \(text)", at: conditions.last?.range,
            notes: conditions.filter { !$0.reason.isEmpty }.map { .init("\($0): \($0.reason)", at: $0.range) })
    }

    /// A condition that most likely comes from axes that were mixed up.
    private static func warning(of tie: Condition) -> Diagnostic {
        let isNumber = tie.onlySymbol != nil
        return Diagnostic(
            "sizes-tied", severity: .warning,
            isNumber ? "this is right for one size only: \(tie)" : "this ties two free sizes to one another: \(tie)",
            at: tie.range, notes: tie.reason.isEmpty ? [] : [.init(tie.reason)],
            help:
                "if that is meant, \(isNumber ? "write the number in the input's type" : "give both one name in the inputs' types")"
        )
    }

    /// A promise that is too weak, with what goes wrong at a size that it allows.
    private static func refuted(
        _ weak: Graph.WeakPromise, needed: [Condition], in model: Declaration, _ file: SourceFile,
        _ provider: SourceProvider,
        _ options: ElaborationOptions
    ) -> Diagnostic {
        let sizes = weak.sizes.sorted { $0.key.name < $1.key.name }.map { "\($0.key.name) = \($0.value)" }
        let promises = weak.promises.map(\.description).joined(separator: ", ")
        var tried = options
        tried.modelName = model.syntax.name.text
        for (symbol, size) in weak.sizes { tried.dimensions[symbol.name] = size }
        var run = ElaborationRun(options: tried, provider: provider)
        let root = run.library.load(root: file, &run.diagnostics)
        let again = root.first { $0.syntax.kind == .model && $0.syntax.name.text == tried.modelName }
        if let again { _ = run.elaborate(model: again) }
        let failure = run.diagnostics.sorted.first { $0.severity == .error }
        let allowed = "\(promises) allows \(sizes.joined(separator: ", "))"
        return Diagnostic(
            "promise-too-weak",
            "what is promised is not enough: \(allowed), and there \(failure?.message ?? weak.condition.reason)",
            at: failure?.range ?? weak.condition.range, labels: failure?.labels ?? [],
            notes: (failure?.notes ?? []) + weak.promises.map { .init("promised here", at: $0.range) },
            help: "promise \(needed.map { "`\($0)`" }.joined(separator: " and ")) instead")
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
