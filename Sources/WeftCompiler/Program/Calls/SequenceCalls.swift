package import WeftDiagnostics
package import WeftOperators

/// A copy between views of one shape and of any two element types.
package struct ConvertCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ConvertCall<Other> {
        ConvertCall<Other>(
            source: try source.map(transform),
            target: try target.map(transform))
    }
}

/// What is done to rows that have lengths.
package enum SequenceKind: String, Sendable, Hashable {
    case mask, reverse, last
}

/// Positions along an axis of rows (axis 0) that have lengths.
package struct SequenceCall<Size: Sendable & Hashable>: Sendable {
    package var kind: SequenceKind
    package var source: View<Size>
    /// Of the rank of the source; the axis has size 1 where the last position is taken.
    package var target: View<Size>
    package var axis: Int
    package var lengths: View<Size>
    /// What stands where no position is.
    package var filling: Double

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> SequenceCall<Other> {
        SequenceCall<Other>(
            kind: kind,
            source: try source.map(transform),
            target: try target.map(transform),
            axis: axis,
            lengths: try lengths.map(transform),
            filling: filling)
    }
}

/// Calls that are run again and again, with views that move from step to step.
package struct LoopCall<Size: Sendable & Hashable>: Sendable {
    package var count: Size
    package var body: [Step<Size>]
    /// Where lanes of the body end, each run by one thread; none where all threads do one call after another.
    package var lanes: [Int] = []

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> LoopCall<Other> {
        LoopCall<Other>(
            count: try transform(count),
            body: try body.map { step throws(Diagnostic) in try step.map(transform) },
            lanes: lanes)
    }
}

/// One axis of a resize.
package struct ResampleCall<Size: Sendable & Hashable>: Sendable {
    package var source: View<Size>
    package var target: View<Size>
    package var axis: Int
    package var resize: Op.Resize
    /// Which of the axes that are resized this is.
    package var place: Int

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> ResampleCall<Other> {
        ResampleCall<Other>(
            source: try source.map(transform), target: try target.map(transform), axis: axis, resize: resize,
            place: place)
    }
}
