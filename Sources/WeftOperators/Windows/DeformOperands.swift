import WeftDiagnostics
import WeftGraph

/// The numbers that move the taps of windows, against the windows that they are for.
struct DeformOperands {
    let x: Fact
    /// The sizes of `[windows…]`.
    let windows: [Dimension]
    /// How many taps a window has.
    let taps: Dimension
    let parts: Int

    /// Needs parts to divide the channels, and an offset for each axis of each tap, and a mask for each tap.
    func require(offset: Fact, mask: Fact?, _ inference: inout Inference) throws(Diagnostic) {
        guard parts >= 1 else {
            throw Diagnostic("groups-mismatch", "parts must be at least 1, not \(parts)", labels: [x.label("x")])
        }
        _ = try inference.exactQuotient(x.shape[1], by: Dimension(parts), "parts must divide the channels of x") {
            Diagnostic(
                "groups-mismatch", "\(parts) parts do not divide the \(x.shape[1]) channels of x",
                labels: [x.label("x")])
        }
        let rows = taps * Dimension(parts)
        try check(offset, "offset", rows * Dimension(x.rank - 2), &inference)
        if let mask { try check(mask, "mask", rows, &inference) }
    }

    /// Needs an operand to have numbers for each window.
    private func check(
        _ fact: Fact, _ name: String, _ channels: Dimension, _ inference: inout Inference
    ) throws(Diagnostic) {
        try fact.requireSameElementType(as: x, name, "x")
        let wanted = [x.shape[0], channels] + windows
        let sizes = windows.map { "\($0)" }.joined(separator: ", ")
        let labels = [fact.label(name), "the windows are [\(sizes)]"]
        guard fact.rank == wanted.count else {
            throw Diagnostic(
                "rank-mismatch", "\(name) must have rank \(wanted.count) as x has, not \(fact.rank)", labels: labels)
        }
        for (size, expected) in zip(fact.shape, wanted) {
            try inference.requireSize(
                size, expected, "\(name) has numbers for every window", code: "offset-mismatch", labels: labels,
                help: name == "mask"
                    ? "it has the form [N, parts * taps, windows…]"
                    : "it has the form [N, parts * taps * axes, windows…]")
        }
    }
}
