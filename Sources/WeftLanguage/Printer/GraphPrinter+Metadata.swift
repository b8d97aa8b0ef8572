import WeftGraph

extension GraphPrinter {
    /// The statements that say how files become inputs, what outputs mean, and what else the model says of itself.
    func metadata(_ metadata: Metadata, _ inputs: [String], _ scope: inout PrintedScope) {
        let names = Dictionary(
            zip(scope.graph.inputs.map(\.name), inputs).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
        for preparation in metadata.preparations {
            let targets = preparation.inputs.compactMap { names[$0] }
            guard targets.count == preparation.inputs.count, !targets.isEmpty else { continue }
            let target = targets.count == 1 ? targets[0] : "(\(targets.joined(separator: ", ")))"
            let arguments = preparation.arguments.map { "\($0.name)=\(PrintedLiterals.text($0.value))" }
            scope.declaration.statements.append(
                "prepare \(target) = \(preparation.function)(\(arguments.joined(separator: ", ")))")
        }
        for labels in metadata.labels {
            guard let output = scope.graph.outputs.first(where: { $0.name == labels.output }),
                let name = resultName(output, scope)
            else { continue }
            let words = labels.names.map { PrintedLiterals.text($0) }.joined(separator: ", ")
            scope.declaration.statements.append("labels \(name) = [\(words)]")
        }
        for entry in metadata.about where PrintedNames.isPlain(entry.name) {
            scope.declaration.statements.append("about \(entry.name) = \(PrintedLiterals.text(entry.value))")
        }
    }

    /// What an output is called in the text.
    private func resultName(_ output: Graph.Output, _ scope: PrintedScope) -> String? {
        let place = scope.graph.outputs.firstIndex { $0.name == output.name }
        return place.flatMap { scope.declaration.results[$0].split(whereSeparator: { $0 == " " || $0 == ":" }).first }
            .map(String.init)
    }
}
