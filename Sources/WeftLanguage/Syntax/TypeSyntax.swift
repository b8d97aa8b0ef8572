package import WeftDiagnostics

/// A type as written: `f32[N, 3, H, W]`, `[int] | string`, `i32[N, T] in 0..<20_000`.
///
/// A class, as other large pieces of syntax: elaboration hands them around at every call.
package final class TypeSyntax: Sendable {
    /// The choices between `|`; at least one.
    package let kinds: [KindSyntax]
    /// The range of values promised behind `in`.
    package let values: ExpressionSyntax?
    package let range: SourceRange
    /// Whether a value of it is a tensor, or a list of tensors.
    package let holdsTensors: Bool
    /// Whether `none` is a value of it.
    package let isOptional: Bool
    package let isList: Bool
    /// Whether a layer may be passed for it.
    package let takesLayers: Bool

    package init(kinds: [KindSyntax], values: ExpressionSyntax?, range: SourceRange) {
        self.kinds = kinds
        self.values = values
        self.range = range
        holdsTensors = kinds.contains { kind in
            switch kind.form {
            case .named(_, let dimensions): dimensions != nil
            case .list(let type): type.holdsTensors
            }
        }
        isOptional = kinds.contains { $0.isOptional }
        isList = kinds.contains { if case .list = $0.form { true } else { false } }
        takesLayers = kinds.contains { kind in
            if case .named(let name, .none) = kind.form { name.text == "block" || name.text == "cell" } else { false }
        }
    }
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
