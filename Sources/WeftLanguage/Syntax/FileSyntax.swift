package import WeftDiagnostics

/// The syntax of one `.weft` file, as it was written.
package struct FileSyntax: Sendable {
    /// The text.
    package let file: SourceFile
    /// The imports, in order.
    package let imports: [ImportSyntax]
    /// The declarations that could be parsed, in order.
    package let declarations: [DeclarationSyntax]
    /// All comments, in order, so that the formatter loses none.
    package let comments: [CommentSyntax]
}

/// A name where it stands.
package struct NameSyntax: Sendable {
    package let text: String
    package let range: SourceRange
}

/// `import "blocks/bottleneck.weft" as parts`.
package struct ImportSyntax: Sendable {
    package let path: StringSyntax
    package let alias: NameSyntax?
    package let range: SourceRange
}

/// A comment: `// …`, or `/// …` when it documents what follows.
package struct CommentSyntax: Sendable {
    /// The text behind the slashes, without the line's end.
    package let text: String
    package let isDocumentation: Bool
    package let range: SourceRange
}

/// A model, a block or a cell.
package struct DeclarationSyntax: Sendable {
    package enum Kind: String, Sendable {
        case model, block, cell
    }

    package let kind: Kind
    package let name: NameSyntax
    package let parameters: [ParameterSyntax]
    /// The declared results; none when the body ends in `return`.
    package let results: [ResultSyntax]
    package let promises: [ExpressionSyntax]
    package let body: [StatementSyntax]
    /// The lines of the documentation comment before it, joined by newlines, without slashes; empty if there is none.
    package let documentation: String
    package let range: SourceRange
    /// From the body's `{` to its `}`.
    package let bodyRange: SourceRange
}

/// `name "name outside": type = default` in a declaration's parentheses.
package struct ParameterSyntax: Sendable {
    package let name: NameSyntax
    /// What a model's input is called outside of the text, where that differs.
    package let outerName: StringSyntax?
    package let type: TypeSyntax
    package let defaultValue: ExpressionSyntax?
    package let range: SourceRange
}

/// `name "name outside": type` behind a declaration's arrow.
package struct ResultSyntax: Sendable {
    package let name: NameSyntax
    /// What a model's output is called outside of the text, where that differs.
    package let outerName: StringSyntax?
    package let type: TypeSyntax?
    package let range: SourceRange
}
