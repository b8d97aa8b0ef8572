package import WeftDiagnostics
package import WeftOperators

/// A conversion from or to a type that is only stored. The views are dense.
package struct SmallConvertCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var target: View<Size>
    /// Whether what is too large becomes the type's largest.
    package var saturates: Bool
    /// Where a number between two powers of two goes.
    package var rounding: Op.Cast.Rounding

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> SmallConvertCall<Other> {
        SmallConvertCall<Other>(
            source: try source.map(transform),
            target: try target.map(transform),
            saturates: saturates,
            rounding: rounding)
    }
}

/// A product of matrices `[B, M, K]` and `[B, K, N]` of a type that is not `f32`.
package struct TypedProductCall<Size: Sendable & Hashable>: Sendable {
    package var a: View<Size>
    package var b: View<Size>
    package var out: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> TypedProductCall<Other> {
        TypedProductCall<Other>(a: try a.map(transform), b: try b.map(transform), out: try out.map(transform))
    }
}

/// A convolution in `f64`, channels last, whose weight lies as it is.
package struct TypedConvolutionCall<Size: Sendable & Hashable>: Sendable {
    /// In five axes: batch, depth, height, width, channel.
    package var x: View<Size>
    /// In five axes: output, input, depth, height, width.
    package var weight: View<Size>
    package var bias: View<Size>?
    package var out: View<Size>
    package var stride: [Int]
    package var dilation: [Int]
    package var before: [Size]
    package var groups: Int

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> TypedConvolutionCall<Other> {
        var padding: [Other] = []
        for size in before { padding.append(try transform(size)) }
        return TypedConvolutionCall<Other>(
            x: try x.map(transform),
            weight: try weight.map(transform),
            bias: try bias.map { view throws(Diagnostic) in try view.map(transform) },
            out: try out.map(transform),
            stride: stride,
            dilation: dilation,
            before: padding,
            groups: groups)
    }
}

/// The sums of all elements up to each along an axis, or products of a type that is not `f32`.
package struct RunningCall<Size: Sendable & Hashable>: Sendable {
    package var x: View<Size>
    package var out: View<Size>
    package var axis: Int
    package var multiplies: Bool

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> RunningCall<Other> {
        RunningCall<Other>(x: try x.map(transform), out: try out.map(transform), axis: axis, multiplies: multiplies)
    }
}
