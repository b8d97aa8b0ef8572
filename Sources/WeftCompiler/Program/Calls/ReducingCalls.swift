package import WeftDiagnostics

/// What a reduction makes of the elements along its axes.
package enum ReductionKind: String, Sendable, Hashable {
    case sum, mean, product, l2, logsumexp, max, min, argmax, argmin
}

/// One number of all elements along some axes.
package struct ReductionCall<Size: Sendable & Hashable>: Sendable {
    package var kind: ReductionKind
    package var x: View<Size>
    /// Of the rank of x; reduced axes have the size 1.
    package var out: View<Size>
    /// For each axis whether it is reduced.
    package var reduced: [Bool]
    /// How many positions of the reduced axis each row (axis 0) has.
    package var lengths: View<Size>?

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ReductionCall<Other> {
        ReductionCall<Other>(
            kind: kind,
            x: try x.map(transform),
            out: try out.map(transform),
            reduced: reduced,
            lengths: try lengths.map { view throws(Diagnostic) in try view.map(transform) })
    }
}

/// What is done to the elements along an axis.
package enum RowsKind: String, Sendable, Hashable {
    case softmax, logSoftmax = "log_softmax", normalize, lrn
}

/// Work on every line of elements along an axis.
package struct RowsCall<Size: Sendable & Hashable>: Sendable {
    package var kind: RowsKind
    package var x: View<Size>
    package var out: View<Size>
    package var axis: Int
    /// How many positions each row (axis 0) has.
    package var lengths: View<Size>?
    /// One number for each position.
    package var scale: View<Size>?
    package var shift: View<Size>?
    /// Epsilon; or alpha, beta and k.
    package var numbers: [Double]
    /// How many neighbours a position sees.
    package var size: Int

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> RowsCall<Other> {
        RowsCall<Other>(
            kind: kind,
            x: try x.map(transform),
            out: try out.map(transform),
            axis: axis,
            lengths: try lengths.map { view throws(Diagnostic) in try view.map(transform) },
            scale: try scale.map { view throws(Diagnostic) in try view.map(transform) },
            shift: try shift.map { view throws(Diagnostic) in try view.map(transform) },
            numbers: numbers,
            size: size)
    }
}

/// Normalisation over groups of channels and all of space, channels innermost.
package struct GroupNormCall<Size: Sendable & Hashable>: Sendable {
    /// In five axes: batch, depth, height, width, channel.
    package var x: View<Size>
    package var out: View<Size>
    package var groups: Int
    package var scale: View<Size>?
    package var shift: View<Size>?
    package var epsilon: Double

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> GroupNormCall<Other> {
        GroupNormCall<Other>(
            x: try x.map(transform),
            out: try out.map(transform),
            groups: groups,
            scale: try scale.map { view throws(Diagnostic) in try view.map(transform) },
            shift: try shift.map { view throws(Diagnostic) in try view.map(transform) },
            epsilon: epsilon)
    }
}

/// Means over windows that part each axis evenly, channels innermost.
package struct AdaptiveCall<Size: Sendable & Hashable>: Sendable {
    /// In five axes: batch, depth, height, width, channel.
    package var x: View<Size>
    package var out: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> AdaptiveCall<Other> {
        AdaptiveCall<Other>(
            x: try x.map(transform),
            out: try out.map(transform))
    }
}
