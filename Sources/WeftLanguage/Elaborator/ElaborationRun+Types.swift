import WeftDiagnostics
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// Checks a value against a written type: an assertion that is proved, refuted or made a condition; names of
    /// sizes first met here are bound.
    mutating func check(_ value: LanguageValue, against type: TypeSyntax, naming range: SourceRange) throws(Problem) {
        _ = try match(value, type, what: "this value", at: range)
    }

    /// The value as its declared type has it; a number may become a list of one, or a real.
    mutating func match(
        _ value: LanguageValue, _ type: TypeSyntax, what: String, at range: SourceRange
    ) throws(Problem) -> LanguageValue {
        if value.isFailed { throw .reported }
        for kind in type.kinds {
            if kind.isOptional, case .none = value { return .none }
            switch kind.form {
            case .named(let name, .some(let dimensions)):
                guard let tensor = value.tensor else { continue }
                if type.kinds.count > 1, !matches(fact(tensor).elementType, name.text) { continue }
                try matchTensor(tensor, name, dimensions, what: what, type: type, at: range)
                return .tensor(tensor)
            case .named(let name, .none):
                if let coerced = try coerce(value, to: name, type.range) { return coerced }
            case .list(let element):
                if let coerced = try coerceList(value, to: element, what: what, at: range) { return coerced }
            }
        }
        throw .diagnostic(
            Diagnostic(
                "argument-type-mismatch", "\(what) must be \(type.range.text), and this is \(describe(value))",
                at: range, help: hint(value, type)))
    }

    private func hint(_ value: LanguageValue, _ type: TypeSyntax) -> String? {
        if case .real(let number) = value.single, type.kinds.contains(where: \.isWholeNumber) {
            return "\(number) is not a whole number; round with floor(…), ceil(…) or round(…)"
        }
        return nil
    }

    /// A value for messages: its type if it is a tensor, its text if it is a number.
    func describe(_ value: LanguageValue) -> String {
        switch value.single {
        case .tensor(let tensor): "\(fact(tensor).type)"
        case .size(let dimension): "\(dimension)"
        case .real(let number): "\(number)"
        case .string(let text): "the string \"\(text)\""
        case .bool(let truth): "\(truth)"
        case let other: other.kindName
        }
    }

    private func coerce(_ value: LanguageValue, to name: NameSyntax, _ range: SourceRange) throws(Problem)
        -> LanguageValue?
    {
        switch (name.text, value.single) {
        case ("int", .size), ("size", .size), ("float", .real), ("bool", .bool), ("string", .string), ("any", _):
            return value.single
        case ("float", .size(let dimension)):
            return dimension.value.map { .real(Double($0)) } ?? value.single
        case ("block", .layer), ("cell", .layer), ("block", .initializer): return value.single
        case (_, .elementType) where name.text == "type": return value.single
        case ("int", _), ("size", _), ("float", _), ("bool", _), ("string", _), ("block", _), ("cell", _), ("type", _):
            return nil
        default:
            let known =
                ["int", "size", "float", "bool", "string", "block", "cell"] + ElementType.allCases.map(\.rawValue)
            let suggestion = Suggestion.nearest(to: name.text, among: known).map { "did you mean '\($0)'?" }
            throw .diagnostic(
                Diagnostic(
                    "unknown-type", "there is no type '\(name.text)'", at: name.range,
                    help: suggestion ?? "a tensor's type has its sizes in brackets, such as f32[N, 3, H, W]"))
        }
    }

    private mutating func coerceList(
        _ value: LanguageValue, to type: TypeSyntax, what: String, at range: SourceRange
    ) throws(Problem) -> LanguageValue? {
        switch value {
        case .list(let elements):
            var result: [LanguageValue] = []
            for element in elements {
                result.append(try match(element, type, what: "an element of \(what)", at: range))
            }
            return .list(result)
        case .range(let low, let high):
            guard let first = low.value, let last = high.value else { return nil }
            guard last - first < options.budgets.listElements else { return nil }
            return .list(first > last ? [] : (first...last).map { .size(Dimension($0)) })
        default:
            let fits = type.kinds.contains { kind in
                switch (kind.form, value.single) {
                case (.named(let name, .none), .size): name.text == "int" || name.text == "float"
                case (.named(let name, .none), .real): name.text == "float"
                case (.named(let name, .none), .string): name.text == "string"
                case (.named(let name, .none), .bool): name.text == "bool"
                case (.named(_, .some), .tensor): true
                default: false
                }
            }
            return fits ? .list([try match(value.single, type, what: what, at: range)]) : nil
        }
    }

    private func matches(_ elementType: ElementType, _ name: String) -> Bool {
        switch name {
        case "float": elementType.isFloat
        case "int": elementType.isInteger
        case "any": true
        default: elementType.rawValue == name
        }
    }

    /// The element type that a name stands for in this call; classes that nothing has bound are `f32` and `i32`.
    mutating func elementType(_ name: NameSyntax) throws(Problem) -> ElementType {
        if let type = ElementType(rawValue: name.text) { return type }
        if let bound = frame.elementTypes[name.text] { return bound }
        switch name.text {
        case "float", "any": return .f32
        case "int": return .i32
        default:
            throw .diagnostic(
                Diagnostic(
                    "unknown-element-type", "there is no element type '\(name.text)'", at: name.range,
                    help: Suggestion.nearest(to: name.text, among: ElementType.allCases.map(\.rawValue)).map {
                        "did you mean '\($0)'?"
                    }))
        }
    }

    /// Checks a tensor's type and binds the names of sizes that are met for the first time in this call.
    private mutating func matchTensor(
        _ tensor: TensorValue, _ name: NameSyntax, _ dimensions: [DimensionSyntax], what: String, type: TypeSyntax,
        at range: SourceRange
    ) throws(Problem) {
        let fact = fact(tensor)
        try matchElementType(tensor, name, what: what, type: type, at: range)
        let fixed = dimensions.filter { if case .run = $0 { false } else { true } }.count
        let hasRun = fixed < dimensions.count
        guard hasRun ? fact.rank >= fixed : fact.rank == fixed else {
            throw .diagnostic(
                Diagnostic(
                    "rank-mismatch",
                    "\(what) must have \(hasRun ? "at least " : "")\(fixed) ax\(fixed == 1 ? "is" : "es"), "
                        + "and this has \(fact.rank)",
                    at: range, labels: ["\(fact.type)"],
                    notes: [.init("declared as \(type.range.text)", at: type.range)]))
        }
        var axis = 0
        for dimension in dimensions {
            switch dimension {
            case .run(let place):
                let run = Array(fact.shape[axis..<(axis + fact.rank - fixed)])
                try matchRun(run, what: what, type: type, place, at: range, fact)
                axis += run.count
            case .unnamed:
                axis += 1
            case .size(let expression):
                try matchSize(tensor, expression, axis: axis, what: what, type: type, at: range)
                axis += 1
            }
        }
    }

    private mutating func matchElementType(
        _ tensor: TensorValue, _ name: NameSyntax, what: String, type: TypeSyntax, at range: SourceRange
    ) throws(Problem) {
        let fact = fact(tensor)
        let wanted = try elementType(name)
        let isClass = ["float", "int", "any"].contains(name.text)
        if isClass, frame.elementTypes[name.text] == nil, matches(fact.elementType, name.text) {
            frame.elementTypes[name.text] = fact.elementType
            return
        }
        guard fact.elementType != wanted else { return }
        let text = isClass && frame.elementTypes[name.text] == nil ? name.text : wanted.rawValue
        throw .diagnostic(
            Diagnostic(
                "element-type-mismatch",
                "the elements of \(what) must be \(text), and these are \(fact.elementType.rawValue)", at: range,
                labels: ["\(fact.type)"], notes: [.init("declared as \(type.range.text)", at: type.range)],
                help: conversion(of: tensor, to: text)))
    }

    private func conversion(of tensor: TensorValue, to text: String) -> String {
        let type = text == "float" ? "f32" : text == "int" ? "i32" : text
        let cast = "convert with cast(\(name(of: tensor) ?? "x"), \(type))"
        let isLookup = fact(tensor).elementType.isInteger && (ElementType(rawValue: type)?.isFloat ?? false)
        return isLookup ? "an embedding turns indices into vectors; to take them as numbers \(cast)" : cast
    }

    private mutating func matchRun(
        _ run: [Dimension], what: String, type: TypeSyntax, _ place: SourceRange, at range: SourceRange, _ fact: Fact
    ) throws(Problem) {
        guard let known = frame.run else {
            frame.run = run
            return
        }
        guard known.count == run.count else {
            throw .diagnostic(
                Diagnostic(
                    "rank-mismatch",
                    "'...' stands for \(known.count) axes here, and \(what) has \(run.count) in its place",
                    at: range, labels: ["\(fact.type)"], notes: [.init("declared as \(type.range.text)", at: place)]))
        }
        for (a, b) in zip(known, run) {
            guard canBeEqual(a, b, at: range, reason: "sizes of '...' are the same throughout a signature") else {
                throw .diagnostic(
                    Diagnostic(
                        "size-mismatch", "\(what) has the size \(b) where '...' stands for \(a)", at: range,
                        labels: ["\(fact.type)"], notes: [.init("declared as \(type.range.text)", at: place)]))
            }
        }
    }

    private mutating func matchSize(
        _ tensor: TensorValue, _ expression: ExpressionSyntax, axis: Int, what: String, type: TypeSyntax,
        at range: SourceRange
    ) throws(Problem) {
        let size = fact(tensor).shape[axis]
        if case .path(let path) = expression.form, let name = path.head, path.components.isEmpty,
            frame.bindings[name.text] == nil
        {
            frame.bindings[name.text] = Frame.Binding(value: .size(size))
            return
        }
        let wanted = try self.size(expression)
        guard canBeEqual(size, wanted, at: range, reason: "\(what) is declared as \(type.range.text)") else {
            throw .diagnostic(
                Diagnostic(
                    "size-mismatch",
                    "axis \(axis) of \(what) must be \(sizeText(expression, wanted)), and it is \(size)", at: range,
                    labels: ["\(fact(tensor).type)"],
                    notes: [.init("declared as \(type.range.text)", at: type.range)]
                        + traces(tensor, name: what, axes: [axis]),
                    help: edit(of: tensor, axis, wanted: wanted)))
        }
    }

    private func sizeText(_ expression: ExpressionSyntax, _ value: Dimension) -> String {
        let text = expression.range.text
        return text == "\(value)" ? text : "\(text) = \(value)"
    }

    /// A size written in a type.
    mutating func size(_ expression: ExpressionSyntax) throws(Problem) -> Dimension {
        switch try evaluate(expression).single {
        case .size(let dimension): return dimension
        case .failed: throw .reported
        case .real(let number):
            throw .diagnostic(
                Diagnostic(
                    "not-a-size", "a size must be a whole number, and this is \(number)", at: expression.range,
                    help: "round with floor(…) or ceil(…)"))
        case let other:
            throw .diagnostic(
                Diagnostic(
                    "not-a-size", "a size must be a whole number, and this is \(other.kindName)",
                    at: expression.range))
        }
    }

    /// Whether two sizes can be equal: proved, solved for a size not known yet, or made a condition; false when refuted.
    mutating func canBeEqual(_ left: Dimension, _ right: Dimension, at range: SourceRange, reason: String) -> Bool {
        if left == right || solve(left, right) { return true }
        switch assumptions.equal(left, right) {
        case .proved: return true
        case .refuted: return false
        case .undecided:
            addCondition(Condition(left, .equal, right, reason: reason, at: userRange(range)))
            return true
        }
    }
}

extension KindSyntax {
    fileprivate var isWholeNumber: Bool {
        switch form {
        case .named(let name, .none): name.text == "int"
        case .list(let type): type.kinds.contains(where: \.isWholeNumber)
        default: false
        }
    }
}

extension TypeSyntax {
    /// Whether a value of it is a tensor, or a list of tensors.
    var holdsTensors: Bool {
        kinds.contains { kind in
            switch kind.form {
            case .named(_, let dimensions): dimensions != nil
            case .list(let type): type.holdsTensors
            }
        }
    }

    var isOptional: Bool { kinds.contains(where: \.isOptional) }

    var isList: Bool {
        kinds.contains { if case .list = $0.form { true } else { false } }
    }

    /// Whether a layer may be passed for it.
    var takesLayers: Bool {
        kinds.contains { kind in
            if case .named(let name, .none) = kind.form { name.text == "block" || name.text == "cell" } else { false }
        }
    }
}
