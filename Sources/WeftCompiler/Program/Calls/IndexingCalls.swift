package import WeftDiagnostics
package import WeftOperators

/// Axes along which indices name positions, and how the indices that name one element lie.
package struct IndexedAxes<Size: Sendable & Hashable>: Sendable {
    /// The sizes of the axes.
    package var sizes: [Size]
    /// From one position of each axis to the next.
    package var pitches: [Size]
    /// From the index along one axis to that along the next.
    package var step: Size

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> IndexedAxes<Other> {
        var (sizes, pitches): ([Other], [Other]) = ([], [])
        for size in self.sizes { sizes.append(try transform(size)) }
        for pitch in self.pitches { pitches.append(try transform(pitch)) }
        return IndexedAxes<Other>(sizes: sizes, pitches: pitches, step: try transform(step))
    }
}

/// Elements that indices name. All views have the shape of the result.
package struct GatherCall<Size: Sendable & Hashable>: Sendable {
    /// Without the axes that indices name: where position 0 of them lies.
    package var source: View<Size>
    package var axes: IndexedAxes<Size>
    package var indices: View<Size>
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> GatherCall<Other> {
        GatherCall<Other>(
            source: try source.map(transform),
            axes: try axes.map(transform),
            indices: try indices.map(transform),
            target: try target.map(transform))
    }
}

/// Elements put where indices name, or joined to what is there. All views have the shape of the updates.
package struct ScatterCall<Size: Sendable & Hashable>: Sendable {
    package var reduction: ScatterReduction
    package var source: View<Size>
    package var indices: View<Size>
    /// Without the axes that indices name: where position 0 of them lies.
    package var target: View<Size>
    package var axes: IndexedAxes<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ScatterCall<Other> {
        ScatterCall<Other>(
            reduction: reduction,
            source: try source.map(transform),
            indices: try indices.map(transform),
            target: try target.map(transform),
            axes: try axes.map(transform))
    }
}
