package import WeftDiagnostics
package import WeftOperators

/// An axis of planes that places lie along.
package struct SampledAxis<Size: Sendable & Hashable>: Sendable {
    package var size: Size
    /// From one position to the next.
    package var pitch: Size
    /// Where places that are counted in elements begin: so many before the first one.
    package var before: Size
    /// How far each axis of the points moves such a place on.
    package var steps: [Int]

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> SampledAxis<Other> {
        SampledAxis<Other>(
            size: try transform(size), pitch: try transform(pitch), before: try transform(before), steps: steps)
    }
}

/// Elements of planes at places that numbers name. Views have the shape of the points, and channels behind them.
package struct SampleCall<Size: Sendable & Hashable>: Sendable {
    package var mode: Op.GridSample.Mode
    package var beyond: Op.GridSample.Beyond
    /// Whether numbers go from −1 to 1 along the planes, and with `align` between the middles of the outer elements; else
    /// they are elements on from where the point is.
    package var isGrid: Bool
    package var align: Bool
    package var planes: [SampledAxis<Size>]
    /// At the first element of each plane.
    package var source: View<Size>
    /// Behind the points one number for each axis of the planes.
    package var numbers: View<Size>
    /// What results are multiplied by: behind the points one number.
    package var factors: View<Size>?
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> SampleCall<Other> {
        SampleCall<Other>(
            mode: mode, beyond: beyond, isGrid: isGrid, align: align,
            planes: try planes.map { axis throws(Diagnostic) in try axis.map(transform) },
            source: try source.map(transform),
            numbers: try numbers.map(transform),
            factors: try factors.map { view throws(Diagnostic) in try view.map(transform) },
            target: try target.map(transform))
    }
}

/// What becomes of each cell of a region.
package enum RegionForm: Sendable {
    /// The mean or the largest of places between elements; the image of a region is named beside its numbers.
    case aligned(Op.RoiAlign)
    /// The largest of its elements; the first number of a region names its image.
    case pooled(Op.MaxRoiPool)

    var name: String {
        switch self {
        case .aligned(let align): align.mode.rawValue
        case .pooled: "pool"
        }
    }
}

/// Regions of images brought to one size.
package struct RegionCall<Size: Sendable & Hashable>: Sendable {
    package var form: RegionForm
    /// `[N, H, W, C]`.
    package var source: View<Size>
    /// `[regions, 4]`, or 5 with the image.
    package var numbers: View<Size>
    /// The image of each region, where its numbers do not say it.
    package var ids: View<Size>?
    /// `[regions, height, width, C]`.
    package var target: View<Size>

    package func map<Other>(
        _ transform: (Size) throws(Diagnostic) -> Other
    ) throws(Diagnostic) -> RegionCall<Other> {
        RegionCall<Other>(
            form: form, source: try source.map(transform), numbers: try numbers.map(transform),
            ids: try ids.map { view throws(Diagnostic) in try view.map(transform) },
            target: try target.map(transform))
    }
}
