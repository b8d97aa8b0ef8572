import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators

extension ElaborationRun {
    /// Calls a function of numbers; of tensors, the operator of that name, where there is one.
    mutating func call(
        _ function: NumberFunction, _ layer: LayerValue, label: [String]?, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        let hasTensor = layer.arguments.contains { argument in
            if case .tensor = argument.value.single { true } else { false }
        }
        let isNumeric = layer.arguments.contains { argument in
            switch argument.value.single {
            case .size, .real, .list, .range, .none, .string: argument.name == nil
            default: false
            }
        }
        if hasTensor && !function.asksOfValues || !isNumeric && !function.asksOfValues,
            let operation = Operators.named(function.rawValue)
        {
            return try call(operation, layer, label: label, mustRun: hasTensor, at: range)
        }
        if let named = layer.arguments.first(where: { $0.name != nil }) {
            throw .diagnostic(
                Diagnostic(
                    "unknown-argument", "\(function.rawValue) takes no named arguments", at: named.name?.range))
        }
        return try evaluate(function, layer.arguments.map(\.value.single), at: range)
    }

    private mutating func evaluate(
        _ function: NumberFunction, _ values: [LanguageValue], at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        switch (function, values.count) {
        case (.max, 1...), (.min, 1...):
            if let value = extreme(values.flatMap(\.elements), largest: function == .max) { return value }
        case (.floor, 1), (.ceil, 1), (.round, 1):
            if let value = try rounded(function, values[0], at: range) { return value }
        case (.sqrt, 1):
            guard let number = realNumber(values[0]), number >= 0 else { break }
            return .real(number.squareRoot())
        case (.abs, 1):
            if case .size(let dimension) = values[0], let number = dimension.value {
                return number == Int.min ? .real(-Double(number)) : .size(Dimension(Swift.abs(number)))
            }
            guard let number = realNumber(values[0]) else { break }
            return .real(Swift.abs(number))
        case (.len, 1):
            switch values[0] {
            case .list(let elements): return .size(Dimension(elements.count))
            case .range(let low, let high): return .size(high - low + 1)
            case .string(let text): return .size(Dimension(text.count))
            default: break
            }
        case (.reversed, 1):
            switch values[0] {
            case .list(let elements): return .list(elements.reversed())
            case .range(let low, let high):
                guard let first = low.value, let last = high.value else { break }
                guard last - first < options.budgets.listElements else { break }
                return .list(first > last ? [] : (first...last).reversed().map { .size(Dimension($0)) })
            default: break
            }
        case (.given, 1):
            if case .none = values[0] { return .bool(false) }
            return .bool(true)
        case (.isList, 1):
            if case .list = values[0] { return .bool(true) }
            return .bool(false)
        case (.rank, 1):
            guard let tensor = values[0].tensor else { break }
            return .size(Dimension(fact(tensor).rank))
        case (.size, 2):
            guard let tensor = values[0].tensor, case .size(let dimension) = values[1], let axis = dimension.value
            else { break }
            let shape = fact(tensor).shape
            let index = axis < 0 ? shape.count + axis : axis
            guard shape.indices.contains(index) else { break }
            return .size(shape[index])
        case (.tensor, 3):
            if let tensor = try tensor(values[0], values[1], values[2], at: range) { return .constant(.tensor(tensor)) }
        case (.found, 1):
            guard case .string(let name) = values[0] else { break }
            return .size(Dimension(Symbol(name, .data)))
        case (.file, 1):
            guard case .string(let path) = values[0] else { break }
            return .list(try lines(of: path, at: range).map { .string($0) })
        default: break
        }
        let shown = values.map { describe($0) }.joined(separator: ", ")
        throw .diagnostic(
            Diagnostic(
                "bad-argument", "\(function.rawValue) does not apply to (\(shown))", at: range,
                help: function.help))
    }

    /// `floor(a / b)` and its like on sizes: the division is rounded, so it need not be exact; nil for anything else.
    mutating func roundedQuotient(
        _ function: NumberFunction, _ arguments: [ArgumentSyntax]
    ) throws(Problem) -> LanguageValue? {
        guard arguments.count == 1, arguments[0].name == nil, function == .floor || function == .ceil else {
            return nil
        }
        guard case .binary(.divide, let left, let right) = arguments[0].value.withoutParentheses.form else {
            return nil
        }
        let (a, b) = (try evaluate(left).single, try evaluate(right).single)
        guard case .size(let size) = a, case .size(let divisor) = b else {
            guard let x = realNumber(a), let y = realNumber(b), y != 0 else { return nil }
            return try rounded(function, .real(x / y), at: arguments[0].range)
        }
        let result = function == .floor ? size.floorDivided(by: divisor) : size.ceilDivided(by: divisor)
        guard !result.isOverflow else {
            throw .diagnostic(
                Diagnostic(
                    "division-by-zero", "\(size) cannot be divided by \(divisor)", at: arguments[0].range,
                    help: "divide by 1 or more"))
        }
        return .size(result)
    }

    /// The largest or the smallest of numbers; nil when there are others.
    private func extreme(_ values: [LanguageValue], largest: Bool) -> LanguageValue? {
        var sizes: [Dimension] = []
        for value in values { if case .size(let dimension) = value { sizes.append(dimension) } }
        if let first = sizes.first, sizes.count == values.count {
            return .size(sizes.dropFirst().reduce(first) { largest ? .maximum($0, $1) : .minimum($0, $1) })
        }
        let numbers = values.compactMap { realNumber($0) }
        guard numbers.count == values.count, let first = numbers.first else { return nil }
        return .real(numbers.dropFirst().reduce(first) { largest ? Swift.max($0, $1) : Swift.min($0, $1) })
    }

    /// `floor`, `ceil` and `round` give a whole number; nil for what is no number.
    private func rounded(
        _ function: NumberFunction, _ value: LanguageValue, at range: SourceRange
    ) throws(Problem) -> LanguageValue? {
        if case .size = value { return value }
        guard let number = realNumber(value) else { return nil }
        let whole: Double =
            switch function {
            case .floor: number.rounded(.down)
            case .ceil: number.rounded(.up)
            default: number.rounded(.toNearestOrEven)
            }
        guard let result = Int(exactly: whole) else {
            throw .diagnostic(
                Diagnostic("size-too-large", "\(number) cannot be rounded to a whole number", at: range))
        }
        return .size(Dimension(result))
    }

    /// The lines of a text file, or the strings of a JSON list.
    private func lines(of path: String, at range: SourceRange) throws(Problem) -> [String] {
        let file: SourceFile
        do throws(Diagnostic) {
            let directory = library.directory(of: frame.declaration.unit)
            file = try provider.source(Library.normalized(path, in: directory, at: range))
        } catch {
            throw .diagnostic(error.located(at: range))
        }
        if path.hasSuffix(".json") {
            do throws(Diagnostic) {
                guard case .array(let elements) = try JSONReader.parse(file.bytes) else {
                    throw Diagnostic("not-a-list", "'\(path)' does not hold a list of strings", at: range)
                }
                var result: [String] = []
                for element in elements {
                    guard case .string(let text) = element else {
                        throw Diagnostic("not-a-list", "'\(path)' does not hold strings alone", at: range)
                    }
                    result.append(text)
                }
                return result
            } catch {
                throw .diagnostic(error.located(at: range))
            }
        }
        var lines = String(decoding: file.bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).map(String.init)
        if lines.last == "" { lines.removeLast() }
        guard lines.count <= options.budgets.listElements else {
            throw .diagnostic(Diagnostic("list-too-long", "'\(path)' has too many lines", at: range))
        }
        return lines
    }
}

extension LanguageValue {
    /// The elements of a list, or the value alone.
    fileprivate var elements: [LanguageValue] {
        if case .list(let elements) = self { return elements }
        return [self]
    }
}

extension NumberFunction {
    /// Whether it asks something of any value, a tensor too, instead of computing with numbers.
    fileprivate var asksOfValues: Bool {
        switch self {
        case .given, .rank, .size, .isList: true
        default: false
        }
    }

    fileprivate var help: String {
        switch self {
        case .max, .min: "\(rawValue)(a, b) takes numbers"
        case .floor, .ceil, .round, .sqrt, .abs: "\(rawValue)(a) takes one known number"
        case .len, .reversed: "\(rawValue)(list) takes a list or a range"
        case .given: "given(x) asks whether an optional input was given"
        case .rank: "rank(x) takes a tensor"
        case .size: "size(x, axis) takes a tensor and one of its axes"
        case .isList: "is_list(x) takes one value"
        case .tensor: "tensor(f32, [2, 2], [1, 2, 3, 4]) takes an element type, sizes and as many numbers"
        case .found: "found(\"name\") takes a string"
        case .file: "file(\"words.txt\") takes a path"
        }
    }
}

extension ExpressionSyntax {
    /// The expression inside any parentheses around it.
    fileprivate var withoutParentheses: ExpressionSyntax {
        var inner = self
        while case .group(let next, let members) = inner.form, members.isEmpty { inner = next }
        return inner
    }
}
