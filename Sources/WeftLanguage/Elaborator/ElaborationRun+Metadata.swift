import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// `prepare`, `labels`, `about`: what the model says of itself, outside of the graph.
    mutating func record(
        _ kind: StatementSyntax.Metadata, _ target: TargetSyntax, _ expression: ExpressionSyntax
    ) throws(Problem) {
        let value = try evaluate(expression)
        guard frame.declaration.syntax.kind == .model else {
            throw .diagnostic(
                Diagnostic(
                    "metadata-outside-model", "'\(kind.rawValue)' stands in a model", at: target.range,
                    help: "what a block or a cell is goes into a comment"))
        }
        // A model that is called as a block keeps its metadata to itself.
        guard frames.count == 1 else { return }
        switch kind {
        case .prepare: try recordPreparation(target, value, expression.range)
        case .labels: try recordLabels(target, value, expression.range)
        case .about:
            guard case .name(let name) = target, let entry = MetadataValue(value) else {
                throw .diagnostic(
                    Diagnostic(
                        "bad-metadata", "metadata is a name and a number, a string, or a list of these",
                        at: expression.range))
            }
            metadata.about.append(Metadata.Entry(name.text, entry))
        }
    }

    private mutating func recordPreparation(
        _ target: TargetSyntax, _ value: LanguageValue, _ range: SourceRange
    ) throws(Problem) {
        guard case .preparation(let function, let arguments) = value.single else {
            let known = PreparationFunction.signatures.keys.sorted().joined(separator: ", ")
            throw .diagnostic(
                Diagnostic(
                    "not-a-preparation", "an input is prepared by one of \(known), and this is \(value.kindName)",
                    at: range))
        }
        let inputs = levels[0].builder.graph.inputs.map(\.name)
        var names: [String] = []
        for name in target.names {
            let outer = inputNames[name.text] ?? name.text
            guard inputs.contains(outer) else {
                let suggestion = Suggestion.nearest(to: name.text, among: inputs).map { "did you mean '\($0)'?" }
                throw .diagnostic(
                    Diagnostic(
                        "unknown-input", "the model has no input '\(name.text)'", at: name.range,
                        help: suggestion ?? "its inputs are \(inputs.joined(separator: ", "))"))
            }
            names.append(outer)
        }
        metadata.preparations.append(
            Metadata.Preparation(inputs: names, function: function, arguments: arguments))
    }

    private mutating func recordLabels(
        _ target: TargetSyntax, _ value: LanguageValue, _ range: SourceRange
    ) throws(Problem) {
        guard case .name(let name) = target else {
            throw .diagnostic(Diagnostic("bad-metadata", "labels name one output", at: target.range))
        }
        guard let result = frame.declaration.syntax.results.first(where: { $0.name.text == name.text }) else {
            let known = frame.declaration.syntax.results.map(\.name.text)
            let suggestion = Suggestion.nearest(to: name.text, among: known).map { "did you mean '\($0)'?" }
            throw .diagnostic(
                Diagnostic(
                    "unknown-output", "the model has no output '\(name.text)'", at: name.range,
                    help: suggestion ?? "its outputs are \(known.joined(separator: ", "))"))
        }
        var labels: [String] = []
        guard case .list(let elements) = value.single else {
            throw .diagnostic(
                Diagnostic("not-a-list", "labels are a list of strings, and this is \(value.kindName)", at: range))
        }
        for element in elements {
            guard case .string(let text) = element else {
                throw .diagnostic(
                    Diagnostic("not-a-list", "labels are strings, and one is \(element.kindName)", at: range))
            }
            labels.append(text)
        }
        let output = try outerName(result.name, result.outerName)
        labelRanges[output] = range
        metadata.labels.append(Metadata.Labels(output: output, names: labels))
    }

    /// Labels of a float output name the indices along its last axis, so there must be as many.
    mutating func checkLabels() {
        for labels in metadata.labels {
            guard let output = levels[0].builder.graph.outputs.first(where: { $0.name == labels.output }) else {
                continue
            }
            let type = levels[0].builder.fact(output.value).type
            guard type.elementType.isFloat, let size = type.shape.last else { continue }
            if size.value == labels.names.count { continue }
            diagnostics.report(
                Diagnostic(
                    "labels-mismatch", "there are \(labels.names.count) labels for a last axis of \(size)",
                    at: labelRanges[labels.output], labels: ["\(labels.output) is \(type)"],
                    help: size.value == nil
                        ? "bind the size with -D, or declare it with a number"
                        : "there is one label for each index along the last axis"))
        }
    }
}

extension TargetSyntax {
    fileprivate var names: [NameSyntax] {
        switch self {
        case .name(let name), .next(let name, _): [name]
        case .tuple(let targets, _): targets.flatMap(\.names)
        }
    }
}
