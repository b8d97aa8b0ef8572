package import WeftDiagnostics

/// An expression and the place where it stands.
package struct ExpressionSyntax: Sendable {
    package indirect enum Form: Sendable {
        /// A whole number.
        case integer(Int)
        /// A number with a point or an exponent.
        case real(Double)
        /// `true`, `false`.
        case bool(Bool)
        /// `none`.
        case none
        /// A string with its interpolations.
        case string(StringSyntax)
        /// A name, perhaps with members and indices: `x`, `r.h`, `skips[i]`, `embed.weight`.
        case path(PathSyntax)
        /// `next h`, the state after the step.
        case next(NameSyntax)
        /// A layer called without a label: `relu(x)`, `op.conv(x, w).y`; it has arguments.
        case call(LayerSyntax)
        /// A layer called with a label: `gate: dense(x, 4)`.
        case labelled(LabelSyntax, LayerSyntax)
        /// `value |> label: layer |> …`: one flat list of stages.
        case pipeline(ExpressionSyntax, [StageSyntax])
        /// `if a then b else c`.
        case conditional(ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax)
        case unary(UnaryOperator, ExpressionSyntax)
        /// Operators of one precedence level make a left-leaning tree.
        case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
        /// `[a, b]`.
        case list([ExpressionSyntax])
        /// `(value).name.name`; the names may be missing.
        case group(ExpressionSyntax, members: [NameSyntax])
    }

    package let form: Form
    package let range: SourceRange
}

package enum UnaryOperator: String, Sendable {
    case negate = "-"
    case not
}

package enum BinaryOperator: String, Sendable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// A range without its end.
    case halfOpenRange = "..<"
    /// A range with its end.
    case closedRange = "..."
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case power = "**"
}

/// One stage of a pipeline.
package struct StageSyntax: Sendable {
    package let label: LabelSyntax?
    package let layer: LayerSyntax
    package let range: SourceRange
}

/// A layer where it is used: `conv(64, 3)`, `relu`, `parts.Bottleneck(4)`, `op."com.example.Swirl"(x)`.
package struct LayerSyntax: Sendable {
    package let path: PathSyntax
    /// The arguments; nil when there are no parentheses.
    package let arguments: [ArgumentSyntax]?
    /// The results read by name behind the parentheses: `lstm(64).y`.
    package let members: [NameSyntax]
    package let range: SourceRange
}

/// `value`, `name=value` or `"name"=value`.
package struct ArgumentSyntax: Sendable {
    package let name: NameSyntax?
    package let value: ExpressionSyntax
    package let range: SourceRange
}

/// What names a layer: `conv1:`, `features[_]:`, `"denselayer{i + 1}":`, `[i]:`, `_:`.
package enum LabelSyntax: Sendable {
    case string(StringSyntax)
    /// A path; one that starts with an index has no head.
    case path(PathSyntax)

    package var range: SourceRange {
        switch self {
        case .string(let string): string.range
        case .path(let path): path.range
        }
    }
}

/// A name followed by members and indices.
package struct PathSyntax: Sendable {
    package enum Component: Sendable {
        case name(NameSyntax)
        case string(StringSyntax)
        /// `[index]`; nil for `[_]`, the next index.
        case index(ExpressionSyntax?, SourceRange)
    }

    /// The first name; nil for a label such as `[i]`.
    package let head: NameSyntax?
    package let components: [Component]
    package let range: SourceRange
}

/// A string literal: `"denselayer{i + 1}"` has the segments `denselayer` and `i + 1`.
package struct StringSyntax: Sendable {
    package enum Segment: Sendable {
        /// Text with its escapes resolved.
        case text(String)
        case interpolation(ExpressionSyntax)
    }

    package let segments: [Segment]
    package let range: SourceRange

    /// The text, when nothing is interpolated.
    package var literal: String? {
        var result = ""
        for segment in segments {
            guard case .text(let text) = segment else { return nil }
            result += text
        }
        return result
    }
}
