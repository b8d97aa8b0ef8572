import WeftDiagnostics
import WeftGraph

extension ElaborationRun {
    /// Runs statements until one returns; an error in one does not stop those that do not depend on it.
    mutating func run(_ statements: [StatementSyntax]) throws(Problem) {
        defer { depth -= 1 }
        try descend()
        for statement in statements {
            if frame.returned != nil { return }
            try countStatement()
            do throws(Problem) {
                try run(statement)
            } catch {
                try report(error, at: statement.range)
                // What the library's text does is right, so what follows would only repeat the caller's mistake.
                if frame.declaration.isPrelude { throw .reported }
                poison(statement)
            }
        }
    }

    private mutating func run(_ statement: StatementSyntax) throws(Problem) {
        switch statement.form {
        case .binding(let target, let type, let value):
            let result = try evaluate(value)
            if let type { try check(result, against: type, naming: value.range) }
            try bind(target, to: result, at: statement.range)
        case .result(let expressions):
            frame.returned = try expressions.map { expression throws(Problem) in try evaluate(expression) }
        case .choice(let condition, let then, let otherwise):
            if try evaluateBool(condition) {
                try run(then)
            } else if let otherwise {
                try run(otherwise)
            }
        case .loop(let target, let sequence, let body):
            try runLoop(target, sequence, body)
        case .storage(.state, let name, _, let type, let initial):
            try declareState(name, type, initial, statement.range)
        case .storage(let storage, let name, let fileName, let type, let initial):
            try declareParameter(
                storage, name: name, fileName: fileName, type: type, initial: initial, range: statement.range)
        case .shared(let name, let layer):
            try declareShared(name, layer)
        case .stop(let condition):
            try declareStop(condition)
        case .requirement(let condition):
            try require(condition, asPromise: false, at: statement.range)
        case .metadata(let kind, let target, let value):
            try record(kind, target, value)
        }
    }

    private mutating func runLoop(
        _ target: TargetSyntax, _ sequence: ExpressionSyntax, _ body: [StatementSyntax]
    ) throws(Problem) {
        let value = try evaluate(sequence).single
        switch value {
        case .list(let elements):
            for element in elements {
                if frame.returned != nil { return }
                try bind(target, to: element, at: target.range)
                try countStatement()
                try run(body)
            }
        case .range(let first, let last):
            guard let low = first.value, let high = last.value else {
                throw .diagnostic(
                    Diagnostic(
                        "loop-over-free-size", "a loop's bounds must be known numbers", at: sequence.range,
                        labels: ["this is \(first)...\(last)"],
                        help: "bind the size with -D, or use a scan, which steps over a sequence of any length"))
            }
            if low > high { return }
            for index in low...high {
                if frame.returned != nil { return }
                try bind(target, to: .size(Dimension(index)), at: target.range)
                try countStatement()
                try run(body)
            }
        case .failed:
            throw .reported
        default:
            throw .diagnostic(
                Diagnostic(
                    "not-a-list", "a loop runs over a list or a range, and this is \(value.kindName)",
                    at: sequence.range, help: "write a range such as 0..<3 or a list such as [64, 128]"))
        }
    }

    /// Binds what a failed statement would have bound to a value that silences what follows from it.
    private mutating func poison(_ statement: StatementSyntax) {
        switch statement.form {
        case .binding(let target, _, _): poison(target)
        case .storage(_, let name, _, _, _), .shared(let name, _):
            frame.bindings[name.text] = Frame.Binding(value: .failed)
        case .result: frame.returned = [.failed]
        case .choice(_, let then, let otherwise):
            for inner in then + (otherwise ?? []) { poison(inner) }
        case .loop(let target, _, let body):
            poison(target)
            for inner in body { poison(inner) }
        case .stop, .requirement, .metadata: return
        }
    }

    private mutating func poison(_ target: TargetSyntax) {
        switch target {
        case .name(let name): frame.bindings[name.text] = Frame.Binding(value: .failed)
        case .next(let name, _):
            frame.bindings["next " + name.text] = Frame.Binding(value: .failed)
            if let index = frame.states[name.text] { levels[current].driven?.states[index].hasFailed = true }
        case .tuple(let targets, _): for inner in targets { poison(inner) }
        }
    }

    /// Binds a target to a value, taking several results apart by position.
    mutating func bind(_ target: TargetSyntax, to value: LanguageValue, at range: SourceRange) throws(Problem) {
        switch target {
        case .name(let name):
            if name.text == "_" { return }
            try checkName(name)
            if !frame.declaration.isPrelude, let tensor = value.tensor,
                let level = levels.firstIndex(where: { $0.serial == tensor.level }),
                levels[level].builder.graph[tensor.id].name == nil
            {
                levels[level].builder.setName(name.text, of: tensor.id)
            }
            bindName(name, to: value)
        case .next(let name, let range):
            try bindNext(name, to: value, at: range)
        case .tuple(let targets, let range):
            let parts = try parts(of: value, count: targets.count, at: range)
            for (target, part) in zip(targets, parts) { try bind(target, to: part, at: range) }
        }
    }

    private mutating func parts(
        of value: LanguageValue, count: Int, at range: SourceRange
    ) throws(Problem) -> [LanguageValue] {
        let found: [LanguageValue]
        switch value {
        case .results(let results): found = results.map(\.value)
        case .list(let elements): found = elements
        case .failed: throw .reported
        default: found = [value]
        }
        guard found.count == count else {
            throw .diagnostic(
                Diagnostic(
                    "wrong-number-of-results",
                    "\(found.count) value\(found.count == 1 ? "" : "s") cannot be taken apart into \(count) names",
                    at: range, help: "the name _ drops a value"))
        }
        return found
    }

    /// Binds a name in the innermost call.
    mutating func bindName(_ name: NameSyntax, to value: LanguageValue) {
        let watched = !frame.declaration.isPrelude
        if watched { bound[name.range] = name.text }
        frame.bindings[name.text] = Frame.Binding(value: value, range: watched ? name.range : nil)
    }

    private func checkName(_ name: NameSyntax) throws(Problem) {
        guard name.text.utf8.count <= options.budgets.nameLength else {
            throw .diagnostic(
                Diagnostic(
                    "name-too-long", "a name is longer than \(options.budgets.nameLength) bytes", at: name.range))
        }
    }
}
