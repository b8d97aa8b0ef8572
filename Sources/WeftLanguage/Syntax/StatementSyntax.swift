package import WeftDiagnostics

/// One statement of a body.
package struct StatementSyntax: Sendable {
    package indirect enum Form: Sendable {
        /// `target: type = value`.
        case binding(TargetSyntax, type: TypeSyntax?, value: ExpressionSyntax)
        /// `return a, b`.
        case result([ExpressionSyntax])
        /// `if condition { … } else { … }`; an `else if` is a choice alone in `otherwise`.
        case choice(condition: ExpressionSyntax, then: [StatementSyntax], otherwise: [StatementSyntax]?)
        /// `for target in sequence { … }`.
        case loop(TargetSyntax, in: ExpressionSyntax, body: [StatementSyntax])
        /// `param name "name in files": type = initialiser`, `buffer …`, `state …`.
        case storage(Storage, name: NameSyntax, fileName: StringSyntax?, type: TypeSyntax, initial: ExpressionSyntax?)
        /// `shared name: layer`.
        case shared(NameSyntax, LayerSyntax)
        /// `stop when condition`.
        case stop(ExpressionSyntax)
        /// `require condition`.
        case requirement(ExpressionSyntax)
        /// `prepare target = …`, `labels target = …`, `about target = …`.
        case metadata(Metadata, TargetSyntax, value: ExpressionSyntax)
    }

    package enum Storage: String, Sendable {
        case param, buffer, state
    }

    package enum Metadata: String, Sendable {
        case prepare, labels, about
    }

    package let form: Form
    package let range: SourceRange
}

/// What a statement binds: a name, the next value of a state, or several of these.
package indirect enum TargetSyntax: Sendable {
    /// A name; `_` drops the value.
    case name(NameSyntax)
    /// `next h`.
    case next(NameSyntax, SourceRange)
    /// `(a, b)`.
    case tuple([TargetSyntax], SourceRange)

    package var range: SourceRange {
        switch self {
        case .name(let name): name.range
        case .next(_, let range), .tuple(_, let range): range
        }
    }
}
