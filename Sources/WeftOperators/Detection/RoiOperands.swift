import WeftDiagnostics
import WeftGraph
import WeftTensors

/// What regions of planes are cut out of: `x` `[N, C, H, W]` and the regions, each a row of numbers.
enum RoiOperands {
    /// The type of the result `[regions, C, height, width]`, with all validation.
    static func infer(
        _ inference: inout Inference, columns: Int, height: Dimension, width: Dimension, scale: Double
    ) throws(Diagnostic) -> Fact {
        let x = try inference.operand(0, "x", .float)
        let rois = try inference.operand(1, "rois", .float)
        try x.requireRank(4...4, "x", "[N, C, H, W]")
        try rois.requireRank(2...2, "rois", "[regions, \(columns)]")
        try inference.requireSize(
            rois.shape[1], Dimension(columns), "a region has \(columns) numbers", code: "rois-mismatch",
            labels: [rois.label("rois")])
        for size in [height, width] {
            try inference.require(size, atLeast: 1, "a region has cells") {
                Diagnostic("bad-attribute", "height and width must be at least 1, and \(size) is not")
            }
        }
        for size in x.shape[2...] {
            try inference.require(size, atLeast: 1, "there is something to cut out of") {
                Diagnostic("rois-mismatch", "a spatial axis of x has size \(size)", labels: [x.label("x")])
            }
        }
        guard scale > 0, scale.isFinite else {
            throw Diagnostic("bad-attribute", "scale must be a number above 0, and \(scale) is not")
        }
        return Fact(x.elementType, [rois.shape[0], x.shape[1], height, width])
    }

    /// Refuses a region whose numbers are none, or far beyond any plane.
    static func check(_ region: ArraySlice<Double>, _ number: Int) throws(Diagnostic) {
        guard region.allSatisfy({ $0.magnitude <= 0x1p30 }) else {
            throw Diagnostic(
                "roi-out-of-range", "region \(number) has the numbers \(Array(region)), which are no place in a plane")
        }
    }
}
