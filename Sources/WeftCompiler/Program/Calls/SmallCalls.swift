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

/// The largest elements along an axis and their positions.
package struct TopKCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var values: View<Size>
    package var positions: View<Size>
    package var axis: Int

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> TopKCall<Other> {
        TopKCall<Other>(
            source: try source.map(transform),
            values: try values.map(transform),
            positions: try positions.map(transform),
            axis: axis)
    }
}
