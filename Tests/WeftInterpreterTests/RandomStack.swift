import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// A random stack of operators along one axis of `[N, 1, L]`, whose weights are all above 0, so that a change of what is
/// seen never cancels.
struct RandomStack {
    static let length = 160

    private var numbers: Numbers
    private var builder = GraphBuilder(name: "stack")
    private var value: ValueID
    /// What it is made of, for messages.
    private(set) var names: [String] = []

    /// A stack of up to four operators; with a free size, those whose padding depends on it are left out.
    init(seed: UInt64, isFree: Bool) throws(Diagnostic) {
        numbers = Numbers(state: seed)
        value = builder.addInput(
            "x", Fact(.f32, [size("N"), 1, isFree ? size("L") : Dimension(RandomStack.length)]))
        for _ in 0..<numbers.int(1...4) { try add(numbers.int(isFree ? 0...9 : 0...11)) }
        builder.addOutput("y", value)
    }

    var graph: Graph { builder.graph }

    private mutating func weight(_ taps: Int) throws(Diagnostic) -> ValueID {
        let values = (0..<taps).map { _ in Double(numbers.int(1...8)) / 8 }
        return try builder.add(Op.Constant(PlainTensor.f32(values, [1, 1, taps]).tensor), [])[0]
    }

    private mutating func add(_ operation: any Operator, taps: Int? = nil) throws(Diagnostic) {
        let weights = try taps.map { taps throws(Diagnostic) in try weight(taps) }
        names.append("\(operation)")
        value = try builder.add(operation, [value] + (weights.map { [$0] } ?? []))[0]
    }

    private mutating func add(_ kind: Int) throws(Diagnostic) {
        let (taps, stride, dilation) = (numbers.int(1...4), numbers.int(1...3), numbers.int(1...3))
        let (before, after) = (numbers.int(0...2), numbers.int(0...2))
        switch kind {
        case 0, 1:
            try add(
                Op.Conv(stride: [stride], pad: .explicit([before, after]), dilation: [dilation]), taps: taps)
        case 2: try add(Op.Conv(stride: [stride], pad: .causal, dilation: [dilation]), taps: taps)
        case 3, 4:
            try add(
                Op.ConvTranspose(stride: [stride], pad: .explicit([before, after]), dilation: [dilation]), taps: taps)
        case 5: try add(Op.MaxPool(kernel: [taps], stride: [stride], dilation: [dilation], ceil: before == 0))
        case 6: try add(Op.AvgPool(kernel: [taps], stride: [stride]))
        case 7: try add(Op.Resize(scale: [[2, 0.5, 1.5][before]], mode: after == 0 ? .nearest : .linear))
        case 8:
            try add(Op.Pad(sizes: [0, 0, before, 0, 0, after]))
            try add(Op.Slice(axis: 2, from: Dimension(after), to: Dimension(-1 - before), step: stride))
        case 9: try addBranches()
        case 10: try add(Op.Conv(stride: [stride], pad: .same, dilation: [dilation]), taps: taps)
        default: try add(Op.AdaptiveAvgPool(size: [numbers.int(2...60)]))
        }
    }

    /// Two convolutions of the same stride, of which the wider one is seen where they meet.
    private mutating func addBranches() throws(Diagnostic) {
        let stride = numbers.int(1...2)
        let first = try builder.add(Op.Conv(stride: [stride], pad: 1), [value, weight(3)])[0]
        let second = try builder.add(Op.Conv(stride: [stride], pad: 2), [value, weight(5)])[0]
        names.append("branches of stride \(stride)")
        value = try builder.add(numbers.int(0...1) == 0 ? Op.Add() : Op.Maximum(), [first, second])[0]
    }
}

/// For each position of the output the positions of the input that change it, found by changing each.
func seenPositions(_ graph: Graph, length: Int) throws(Diagnostic) -> [[Int]] {
    // Row 0 is left as it is, row i + 1 has position i changed.
    let rows = (0...length).flatMap { row in (0..<length).map { $0 == row - 1 ? 1_001.0 : 1 } }
    let output = try Interpreter(graph: graph).run(["x": .f32(rows, [length + 1, 1, length])])[0]
    let size = output.shape[2]
    let values = output.reals
    return (0..<size).map { place in
        (0..<length).filter { values[($0 + 1) * size + place] != values[place] }
    }
}
