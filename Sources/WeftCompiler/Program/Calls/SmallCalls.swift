package import WeftDiagnostics
package import WeftOperators

/// A new last axis with one at the position that each index names; both sides dense.
package struct OneHotCall<Size: Sendable & Hashable>: Sendable {
    package var indices: View<Size>
    package var target: View<Size>

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> OneHotCall<Other> {
        OneHotCall<Other>(indices: try indices.map(transform), target: try target.map(transform))
    }
}

/// The lengths of rows after windows have gone over them.
package struct WindowLengthsCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var target: View<Size>
    package var windows: Op.WindowLengths

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> WindowLengthsCall<Other> {
        WindowLengthsCall<Other>(
            source: try source.map(transform),
            target: try target.map(transform),
            windows: windows)
    }
}

/// Labels with repetitions joined and blanks left out.
package struct LabelsCall<Size: Sendable & Hashable>: Sendable {
    /// The best label of each step, `[N, T]`.
    package var labels: View<Size>
    package var lengths: View<Size>?
    package var ids: View<Size>
    package var counts: View<Size>
    package var blank: Int

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> LabelsCall<Other> {
        LabelsCall<Other>(
            labels: try labels.map(transform),
            lengths: try lengths.map { view throws(Diagnostic) in try view.map(transform) },
            ids: try ids.map(transform),
            counts: try counts.map(transform),
            blank: blank)
    }
}

/// Numbers evenly from 0 to before 1, by a key and a counter.
package struct RandomCall<Size: Sendable & Hashable>: Sendable {
    package var key: View<Size>
    package var counter: View<Size>
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> RandomCall<Other> {
        RandomCall<Other>(
            key: try key.map(transform),
            counter: try counter.map(transform),
            target: try target.map(transform))
    }
}

/// The largest or the smallest elements along an axis and their positions.
package struct TopKCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var values: View<Size>
    package var positions: View<Size>
    package var axis: Int
    package var isOfSmallest: Bool

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> TopKCall<Other> {
        TopKCall<Other>(
            source: try source.map(transform),
            values: try values.map(transform),
            positions: try positions.map(transform),
            axis: axis, isOfSmallest: isOfSmallest)
    }
}

/// A size as a number.
package struct NumberCall<Size: Sendable & Hashable>: Sendable {
    package var value: Size
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> NumberCall<Other> {
        NumberCall<Other>(value: try transform(value), target: try target.map(transform))
    }
}

/// Where the largest element of each window of a pool stands.
package struct PositionsCall<Size: Sendable & Hashable>: Sendable {
    /// The windows; what it writes are the positions.
    package var pool: PoolCall<Size>
    /// How far a step along each axis of x moves the position on.
    package var steps: [Size]

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> PositionsCall<Other> {
        PositionsCall<Other>(pool: try pool.map(transform), steps: try steps.map(transform))
    }
}

/// The determinants of matrices `[B, n, n]`.
package struct DeterminantCall<Size: Sendable & Hashable>: Sendable {
    package var x: View<Size>
    package var out: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> DeterminantCall<Other> {
        DeterminantCall<Other>(x: try x.map(transform), out: try out.map(transform))
    }
}
