import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// Says beside a diagnostic of an operator what the user calls its operands and what types they have.
    func describe(
        _ diagnostic: Diagnostic, _ operation: any Operator, _ operands: [TensorValue?]
    ) -> Diagnostic {
        var result = diagnostic
        var labels: [String] = []
        var names: [String] = []
        var titles: [String] = []
        let declared = type(of: operation).signature.operands
        let said = diagnostic.message.words.union(diagnostic.help?.words ?? [])
        for (index, value) in operands.enumerated() {
            guard let value else {
                names.append("")
                titles.append("")
                continue
            }
            let operand = declared.isEmpty ? nil : declared[min(index, declared.count - 1)]
            let role = operand.flatMap { $0.arity == .variadic ? nil : $0.name } ?? "tensor \(index + 1)"
            names.append(name(of: value) ?? role)
            let title = name(of: value) ?? resultName(of: value) ?? role
            titles.append(title)
            let isClear = title == role || !said.contains(role[...])
            labels.append("\(title)\(isClear ? "" : " (\(role))") is \(fact(value).type)")
        }
        if !labels.isEmpty { result.labels = labels }
        let suspects = suspects(operation, operands, diagnostic)
        for (index, axis) in suspects {
            guard let value = operands[index] else { continue }
            result.notes += traces(value, name: titles[index], axes: [axis])
        }
        if let edit = suggestion(for: operation, operands, names: names, suspects) { result.help = edit }
        return result
    }

    /// A tensor without a name by the call that gives it, where that is short: `the result of resize(scale=2)`.
    private func resultName(of value: TensorValue) -> String? {
        guard let level = levels.first(where: { $0.serial == value.level }),
            let node = level.builder.graph.nodes.last(where: { $0.outputs.contains(value.id) }),
            case .source(let range) = node.origin, range.text.count <= 48, !range.text.contains("\n")
        else { return nil }
        return "the result of \(range.text)"
    }

    /// What the user calls a tensor: its name in the innermost call of the user's own text, else the last name that
    /// it was given.
    func name(of value: TensorValue) -> String? {
        if let frame = frames.last(where: { !$0.declaration.isPrelude }) {
            let names = frame.bindings.filter { $0.value.value.holds(value) }.keys
            if let name = names.min() { return name }
        }
        for level in levels where level.serial == value.level { return level.builder.graph[value.id].name }
        return nil
    }
}

extension LanguageValue {
    /// Whether it is this very tensor.
    fileprivate func holds(_ value: TensorValue) -> Bool {
        if case .tensor(let own) = self { return own == value }
        return false
    }
}

extension String {
    fileprivate var words: Set<Substring> {
        Set(split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }
}
