import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ElaborationRun {
    /// The value of an expression.
    mutating func evaluate(_ expression: ExpressionSyntax) throws(Problem) -> LanguageValue {
        defer { depth -= 1 }
        do throws(Problem) {
            try descend()
            return try evaluateForm(expression)
        } catch {
            guard case .diagnostic(let diagnostic) = error else { throw error }
            throw .diagnostic(diagnostic.located(at: expression.range))
        }
    }

    private mutating func evaluateForm(_ expression: ExpressionSyntax) throws(Problem) -> LanguageValue {
        switch expression.form {
        case .integer(let value): return .size(Dimension(value))
        case .real(let value): return .real(value)
        case .bool(let value): return .bool(value)
        case .none: return .none
        case .string(let string): return try self.string(try text(string), at: expression.range)
        case .path(let path): return try evaluate(path)
        case .next(let name): return try nextState(name)
        case .call(let layer): return try evaluateCall(layer, piped: nil, label: nil, range: expression.range)
        case .labelled(let label, let layer):
            return try evaluateCall(layer, piped: nil, label: label, range: expression.range)
        case .pipeline(let first, let stages):
            var value = try evaluate(first)
            for stage in stages {
                if value.isFailed { throw .reported }
                do throws(Problem) {
                    value = try evaluateCall(stage.layer, piped: value, label: stage.label, range: stage.range)
                } catch {
                    guard case .diagnostic(let diagnostic) = error else { throw error }
                    throw .diagnostic(diagnostic.located(at: stage.range))
                }
            }
            return value
        case .conditional(let condition, let then, let otherwise):
            return try evaluateBool(condition) ? evaluate(then) : evaluate(otherwise)
        case .unary(let sign, let operand): return try evaluate(sign, operand)
        case .binary(let sign, let left, let right): return try evaluate(sign, left, right, expression.range)
        case .list(let elements):
            let values = try elements.map { element throws(Problem) in try evaluate(element) }
            return try list(values, at: expression.range)
        case .group(let inner, let members):
            let value = try evaluate(inner)
            return members.isEmpty ? value : try member(members.map(\.text).joined(separator: "."), of: value)
        }
    }

    /// The truth value of a condition that must be known while the text is elaborated.
    mutating func evaluateBool(_ expression: ExpressionSyntax) throws(Problem) -> Bool {
        switch try evaluate(expression).single {
        case .bool(let value): return value
        case .failed: throw .reported
        case .tensor:
            throw .diagnostic(
                Diagnostic(
                    "choice-on-tensor", "a choice cannot depend on a tensor's values", at: expression.range,
                    help: "use select(mask, a, b), which chooses element by element"))
        case let other:
            throw .diagnostic(
                Diagnostic(
                    "not-a-condition", "a condition is true or false, and this is \(other.kindName)",
                    at: expression.range))
        }
    }

    /// A string with its interpolations filled in.
    mutating func text(_ string: StringSyntax) throws(Problem) -> String {
        var result = ""
        for segment in string.segments {
            switch segment {
            case .text(let text): result += text
            case .interpolation(let expression):
                switch try evaluate(expression).single {
                case .size(let dimension): result += "\(dimension)"
                case .real(let number): result += "\(number)"
                case .bool(let value): result += "\(value)"
                case .string(let value): result += value
                case .failed: throw .reported
                case let other:
                    throw .diagnostic(
                        Diagnostic(
                            "bad-interpolation", "\(other.kindName) cannot stand in a string", at: expression.range))
                }
            }
        }
        return result
    }

    /// A name with members and indices: a value, a parameter's tensor, or a layer that is not run.
    mutating func evaluate(_ path: PathSyntax) throws(Problem) -> LanguageValue {
        guard let head = path.head else {
            throw .diagnostic(Diagnostic("not-a-value", "an index must follow a name", at: path.range))
        }
        guard let binding = frame.bindings[head.text] else { return try unboundPath(path, head) }
        markRead(head.text)
        var value = binding.value
        var index = 0
        while index < path.components.count {
            if value.isFailed { throw .reported }
            switch path.components[index] {
            case .index(let expression?, let range):
                // Evaluated first: a call takes `self` as it is before its arguments are.
                let place = try evaluate(expression)
                value = try element(of: value, at: place, range)
                index += 1
            case .index(nil, let range):
                throw .diagnostic(
                    Diagnostic("not-a-value", "[_] stands in labels only; write the index", at: range))
            case .name, .string:
                if case .layer(let layer) = value, layer.shared != nil {
                    return try parameter(of: layer, path.components[index...], path.range)
                }
                (value, index) = try members(of: value, path.components, from: index, path.range)
            }
        }
        if value.isFailed { throw .reported }
        return value
    }

    /// Reads as many names of a path as make one result's name: `r.rnn.h` has the member `rnn.h`.
    private func members(
        of value: LanguageValue, _ components: [PathSyntax.Component], from start: Int, _ range: SourceRange
    ) throws(Problem) -> (LanguageValue, Int) {
        var names: [String] = []
        for component in components[start...] {
            switch component {
            case .name(let name): names.append(name.text)
            case .string(let string): names.append(string.literal ?? "")
            case .index(let index, _):
                guard case .size(let size)?? = index.map({ try? literalIndex($0) }), let number = size.value else {
                    continue
                }
                names.append(String(number))
            }
            if case .results(let results) = value {
                let joined = names.joined(separator: ".")
                if let found = results.first(where: { $0.name == joined }) {
                    return (found.value, start + names.count)
                }
            }
        }
        return (try member(names.joined(separator: "."), of: value, at: range), components.count)
    }

    private func literalIndex(_ expression: ExpressionSyntax) throws(Problem) -> LanguageValue {
        if case .integer(let value) = expression.form { return .size(Dimension(value)) }
        throw .reported
    }

    /// A result by name.
    func member(_ name: String, of value: LanguageValue, at range: SourceRange? = nil) throws(Problem) -> LanguageValue
    {
        if value.isFailed { throw .reported }
        guard case .results(let results) = value else {
            throw .diagnostic(
                Diagnostic("no-such-member", "\(value.kindName) has no member '\(name)'", at: range))
        }
        if let found = results.first(where: { $0.name == name }) { return found.value }
        let names = results.compactMap(\.name)
        let suggestion = Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        throw .diagnostic(
            Diagnostic(
                "no-such-member", "there is no result '\(name)' here", at: range,
                help: suggestion ?? (names.isEmpty ? nil : "the results are \(names.joined(separator: ", "))")))
    }

    private func element(
        of value: LanguageValue, at index: LanguageValue, _ range: SourceRange
    ) throws(Problem) -> LanguageValue {
        if index.isFailed || value.isFailed { throw .reported }
        guard case .size(let dimension) = index.single, let number = dimension.value else {
            throw .diagnostic(
                Diagnostic(
                    "bad-index", "an index must be a known whole number", at: range,
                    labels: ["this is \(describe(index))"]))
        }
        let elements: [LanguageValue]
        switch value {
        case .list(let list): elements = list
        case .results(let results): elements = results.map(\.value)
        default:
            throw .diagnostic(
                Diagnostic(
                    "not-a-list", "\(value.kindName) has no elements to index", at: range,
                    help: value.tensor == nil ? nil : "take one index of a tensor with take(x, index, axis=…)"))
        }
        let position = number < 0 ? elements.count + number : number
        guard elements.indices.contains(position) else {
            throw .diagnostic(
                Diagnostic(
                    "index-out-of-range", "index \(number) is outside a list of \(elements.count)", at: range))
        }
        return elements[position]
    }

    /// Notes that a name's present value was used.
    mutating func markRead(_ name: String) {
        if let range = frame.bindings[name]?.range { read.insert(range) }
    }

    /// A name that stands for no value here: a layer that is passed on, an element type, or a mistake.
    private mutating func unboundPath(_ path: PathSyntax, _ head: NameSyntax) throws(Problem) -> LanguageValue {
        if let layer = try layerValue(path) {
            if case .initializer(let name) = layer.target, let initializer = InitializerFunction.named(name) {
                return .initializer(initializer)
            }
            return .layer(layer)
        }
        if path.components.isEmpty, let type = ElementType(rawValue: head.text) { return .elementType(type) }
        if path.components.isEmpty, let number = ["inf": Double.infinity, "nan": Double.nan][head.text] {
            return .real(number)
        }
        throw .diagnostic(unknownName(head))
    }

    func unknownName(_ name: NameSyntax) -> Diagnostic {
        let known =
            frame.bindings.keys.filter { !$0.contains(" ") }.sorted() + library.names(in: frame.declaration.unit)
        let suggestion = Suggestion.nearest(to: name.text, among: known).map { "did you mean '\($0)'?" }
        return Diagnostic("unknown-name", "there is no '\(name.text)' here", at: name.range, help: suggestion)
    }
}
