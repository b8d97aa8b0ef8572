import WeftDiagnostics
import WeftGraph
import WeftTensors

extension Windows {
    /// The windows of a pool over `x` `[N, C, spatial…]`: kernel and stride as attributes, none meaning the kernel.
    init(
        pool kernel: [Int], stride: [Int], padding: Padding, dilation: [Int] = [1], ceil: Bool, rank: Int
    ) throws(Diagnostic) {
        let sizes = try WindowNumbers.perAxis(kernel, "kernel", axes: rank - 2, lowest: 1)
        try self.init(
            kernel: sizes.map { Dimension($0) }, stride: stride.isEmpty ? sizes : stride, padding: padding,
            dilation: dilation, ceil: ceil)
    }

    /// The type of a pool's result; no window may lie in the padding alone.
    func pooled(_ x: Fact, _ inference: inout Inference) throws(Diagnostic) -> [Fact] {
        let labels = [x.label("x")]
        for axis in 0..<axes {
            guard let (before, after) = explicitPadding(axis), let extent = extent(axis).value else { continue }
            if max(before, after) >= extent {
                throw Diagnostic(
                    "pad-too-large",
                    "a window of \(extent) positions would lie in the padding alone, as pad is \(max(before, after))",
                    labels: labels, help: "pad less than the kernel reaches over")
            }
        }
        let sizes = try outputSizes(Array(x.shape[2...]), &inference, labels: labels)
        return [Fact(x.elementType, Array(x.shape[..<2]) + sizes)]
    }
}

extension Operator {
    /// What a pool's results see of `x` `[N, C, spatial…]` through windows that are given for its rank.
    func pooledFields(
        _ operands: [Fact?], _ results: [Fact], _ windows: (_ rank: Int) throws(Diagnostic) -> Windows
    ) -> [[[AxisField]?]] {
        guard let x = operands.first ?? nil, let windows = try? windows(x.rank) else {
            return wholeFields(operands, results)
        }
        let spatial = windows.fields(over: Array(x.shape[2...]))
        return receptiveFields(operands, results, first: [.along(0), .along(1)] + spatial)
    }
}

/// Calls a function with each plane's first element, each window and the offsets of its taps, outermost first.
func forEachWindow(
    _ axes: [WindowAxis], planes: Int, _ body: (_ start: Int, _ result: Int, _ offsets: [Int]) -> Void
) {
    let (windows, plane) = (axes.windows, axes.plane)
    for window in 0..<windows {
        let offsets = axes.offsets(ofWindow: window).filter { $0 >= 0 }
        for index in 0..<planes { body(index * plane, index * windows + window, offsets) }
    }
}
