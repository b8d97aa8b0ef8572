package import WeftDiagnostics

/// A type as written: `f32[N, 3, H, W]`, `[int] | string`, `i32[N, T] in 0..<20_000`.
package struct TypeSyntax: Sendable {
    /// The choices between `|`; at least one.
    package let kinds: [KindSyntax]
    /// The range of values promised behind `in`.
    package let values: ExpressionSyntax?
    package let range: SourceRange
}

/// One choice of a type.
package struct KindSyntax: Sendable {
    package indirect enum Form: Sendable {
        /// A name with dimensions, `f32[N, …]`, or without, `int`, `block`, `f32`. `f32[]` has an empty list.
        case named(NameSyntax, dimensions: [DimensionSyntax]?)
        /// A list of a type, `[int]`.
        case list(TypeSyntax)
    }

    package let form: Form
    /// Whether `?` follows.
    package let isOptional: Bool
    package let range: SourceRange
}

/// One dimension of a tensor's type.
package enum DimensionSyntax: Sendable {
    /// `...`: any number of dimensions.
    case run(SourceRange)
    /// `_`: a dimension that needs no name.
    case unnamed(SourceRange)
    /// A size.
    case size(ExpressionSyntax)
}
