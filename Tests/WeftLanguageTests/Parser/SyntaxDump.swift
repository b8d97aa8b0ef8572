import WeftLanguage

/// Writes syntax as nested lists without places, so that two trees can be compared.
enum SyntaxDump {
    static func dump(_ syntax: FileSyntax) -> String {
        let imports = syntax.imports.map { "(import \(dump($0.path)) \($0.alias?.text ?? "-"))" }
        return (imports + syntax.declarations.map(dump)).joined(separator: "\n")
    }

    static func dump(_ declaration: DeclarationSyntax) -> String {
        let parameters = declaration.parameters.map {
            "(\($0.name.text): \(dump($0.type)) = \($0.defaultValue.map(dump) ?? "-"))"
        }
        let results = declaration.results.map { "(\($0.name.text): \($0.type.map(dump) ?? "-"))" }
        return "(\(declaration.kind.rawValue) \(declaration.name.text) \(joined(parameters)) -> \(joined(results))"
            + " where \(list(declaration.promises)) doc \(declaration.documentation.debugDescription)"
            + " \(body(declaration.body)))"
    }

    private static func joined(_ parts: [String]) -> String { "(" + parts.joined(separator: " ") + ")" }

    private static func list(_ expressions: [ExpressionSyntax]) -> String { joined(expressions.map(dump)) }

    private static func body(_ statements: [StatementSyntax]) -> String {
        "{" + statements.map { "\n  " + dump($0) }.joined() + "}"
    }

    static func dump(_ type: TypeSyntax) -> String {
        let kinds = type.kinds.map { kind in
            let form =
                switch kind.form {
                case .named(let name, dimensions: let dimensions): name.text + (dimensions.map(dump) ?? "")
                case .list(let element): "[\(dump(element))]"
                }
            return form + (kind.isOptional ? "?" : "")
        }
        return kinds.joined(separator: "|") + (type.values.map { " in " + dump($0) } ?? "")
    }

    private static func dump(_ dimensions: [DimensionSyntax]) -> String {
        let parts = dimensions.map { dimension in
            switch dimension {
            case .run: "..."
            case .unnamed: "_"
            case .size(let size): dump(size)
            }
        }
        return "[" + parts.joined(separator: ",") + "]"
    }

    static func dump(_ statement: StatementSyntax) -> String {
        switch statement.form {
        case .binding(let target, type: let type, value: let value):
            "(\(dump(target)): \(type.map(dump) ?? "-") = \(dump(value)))"
        case .result(let values): "(return \(list(values)))"
        case .choice(condition: let condition, then: let then, otherwise: let otherwise):
            "(if \(dump(condition)) \(body(then)) \(otherwise.map(body) ?? "-"))"
        case .loop(let target, in: let sequence, body: let statements):
            "(for \(dump(target)) \(dump(sequence)) \(body(statements)))"
        case .storage(let storage, name: let name, fileName: let fileName, type: let type, initial: let initial):
            "(\(storage.rawValue) \(name.text) \(fileName.map(dump) ?? "-") \(dump(type)) \(initial.map(dump) ?? "-"))"
        case .shared(let name, let layer): "(shared \(name.text) \(dump(layer)))"
        case .stop(let condition): "(stop \(dump(condition)))"
        case .requirement(let condition): "(require \(dump(condition)))"
        case .metadata(let metadata, let target, value: let value):
            "(\(metadata.rawValue) \(dump(target)) \(dump(value)))"
        }
    }

    private static func dump(_ target: TargetSyntax) -> String {
        switch target {
        case .name(let name): name.text
        case .next(let name, _): "(next \(name.text))"
        case .tuple(let targets, _): joined(targets.map(dump))
        }
    }

    static func dump(_ expression: ExpressionSyntax) -> String {
        switch expression.form {
        case .integer(let value): "\(value)"
        case .real(let value): "real \(value)"
        case .bool(let value): "\(value)"
        case .none: "none"
        case .string(let string): dump(string)
        case .path(let path): dump(path)
        case .next(let name): "(next \(name.text))"
        case .call(let layer): dump(layer)
        case .labelled(let label, let layer): "(\(dump(label)): \(dump(layer)))"
        case .pipeline(let value, let stages): "(\(dump(value)) \(stages.map(dump).joined(separator: " ")))"
        case .conditional(let condition, then: let then, otherwise: let otherwise):
            "(if \(dump(condition)) \(dump(then)) \(dump(otherwise)))"
        case .unary(let sign, let operand): "(\(sign.rawValue) \(dump(operand)))"
        case .binary(let sign, let left, let right): "(\(sign.rawValue) \(dump(left)) \(dump(right)))"
        case .list(let elements): "[" + elements.map(dump).joined(separator: ", ") + "]"
        case .group(let value, members: let members):
            "(group \(dump(value))\(members.map { "." + $0.text }.joined()))"
        }
    }

    private static func dump(_ stage: StageSyntax) -> String {
        "|> " + (stage.label.map { dump($0) + ": " } ?? "") + dump(stage.layer)
    }

    private static func dump(_ label: LabelSyntax) -> String {
        switch label {
        case .string(let string): dump(string)
        case .path(let path): dump(path)
        }
    }

    private static func dump(_ layer: LayerSyntax) -> String {
        let arguments = layer.arguments.map { arguments in
            joined(arguments.map { ($0.name.map { $0.text + "=" } ?? "") + dump($0.value) })
        }
        return dump(layer.path) + (arguments ?? "") + layer.members.map { "." + $0.text }.joined()
    }

    private static func dump(_ path: PathSyntax) -> String {
        let components = path.components.map { component in
            switch component {
            case .name(let name): "." + name.text
            case .string(let string): "." + dump(string)
            case .index(let index, _): "[\(index.map(dump) ?? "_")]"
            }
        }
        return (path.head?.text ?? "") + components.joined()
    }

    private static func dump(_ string: StringSyntax) -> String {
        let segments = string.segments.map { segment in
            switch segment {
            case .text(let text): text.debugDescription
            case .interpolation(let value): "{\(dump(value))}"
            }
        }
        return "\"" + segments.joined() + "\""
    }
}
