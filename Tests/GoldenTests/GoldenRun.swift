import WeftDiagnostics
import WeftGraph
import WeftLanguage

extension GoldenCase {
    /// What the elaborator says of the spec.
    func elaborate() -> Elaboration {
        let files = files
        let provider = SourceProvider { path throws(Diagnostic) in
            guard let text = files[path] else { throw Diagnostic("file-not-found", "there is no file '\(path)'") }
            return SourceFile(name: path, text: text)
        }
        let spec = SourceFile(name: GoldenCase.specName, text: files[GoldenCase.specName] ?? "")
        return Elaborator.elaborate(spec, provider: provider, options: elaborationOptions)
    }

    private var elaborationOptions: ElaborationOptions {
        var result = ElaborationOptions()
        for option in options {
            let words = option.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            let pair = words[1].split(separator: "=", maxSplits: 1).map(String.init)
            switch words[0] {
            case "-P" where pair.count == 2: result.hyperParameters.append((pair[0], pair[1]))
            case "-D" where pair.count == 2: result.dimensions[pair[0]] = Int(pair[1]) ?? 0
            case "--model": result.modelName = words[1]
            case "budget": setBudget(words[1], &result.budgets)
            default: continue
            }
        }
        return result
    }

    private func setBudget(_ text: String, _ budgets: inout Budgets) {
        let words = text.split(separator: " ")
        guard words.count == 2, let value = Int(words[1]) else { return }
        switch words[0] {
        case "nodes": budgets.nodes = value
        case "bodies": budgets.bodies = value
        case "calls": budgets.calls = value
        case "rank": budgets.rank = value
        case "nameLength": budgets.nameLength = value
        case "statements": budgets.statements = value
        case "listElements": budgets.listElements = value
        default: return
        }
    }

    /// The place and the code of each diagnostic; one of an option is of the option's line.
    func findings(_ diagnostics: [Diagnostic]) -> [Finding] {
        diagnostics.map { diagnostic in
            let severity = diagnostic.severity.rawValue
            guard let range = diagnostic.range else {
                return Finding(file: "options", line: line("nowhere"), severity: severity, code: diagnostic.code)
            }
            let file = range.file.name
            if file.hasPrefix("-") {
                let start = file == "-D" ? "-D \(range.file.text(0..<range.file.bytes.count))" : "\(file)="
                return Finding(file: "options", line: line(start), severity: severity, code: diagnostic.code)
            }
            return Finding(file: file, line: range.line, severity: severity, code: diagnostic.code)
        }
    }

    private func line(_ start: String) -> Int {
        (options.firstIndex { $0.hasPrefix(start) } ?? -1) + 1
    }
}
