import WeftCompiler
package import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// What the machine can do at most: the roof under which every call stays.
///
/// A call takes at least as long as its arithmetic takes at the peak and as its bytes take from memory. One whose data are
/// in a cache already may be above the roof, and so may a convolution by Winograd's algorithm, which multiplies less than what
/// it is counted as.
package struct MachineRoof: Sendable {
    /// Floating-point operations in a millisecond; a multiply-accumulate is two.
    package let operations: Double
    /// Bytes in a millisecond, from memory.
    package let bytes: Double

    /// Measures both by kernels that come near to them: a product whose operands lie in the nearest caches, and one with a
    /// single row, which reads a matrix once that no cache holds.
    ///
    /// - Throws: `no-memory`.
    package static func measured(threads: Int, isa: InstructionSet = .best) throws(Diagnostic) -> MachineRoof {
        let near = try product(rows: 384 * threads, size: 256, threads, isa)
        let far = try product(rows: 1, size: 4096, threads, isa)
        return MachineRoof(
            operations: Double(near.work) * 2 / near.milliseconds, bytes: Double(far.bytes) / far.milliseconds)
    }

    /// The time below which a call cannot stay.
    package func milliseconds(_ call: Session.CallTime) -> Double {
        max(Double(call.work) * 2 / operations, Double(call.bytes) / bytes)
    }

    /// How much of what the machine can do a call does; nil where it took no time.
    package func share(_ call: Session.CallTime) -> Double? {
        call.milliseconds > 0 ? milliseconds(call) / call.milliseconds : nil
    }

    /// Whether memory and not arithmetic bounds a call.
    package func isBoundByMemory(_ call: Session.CallTime) -> Bool {
        Double(call.bytes) / bytes > Double(call.work) * 2 / operations
    }

    /// A matrix product, timed.
    private static func product(
        rows: Int, size: Int, _ threads: Int, _ isa: InstructionSet
    ) throws(Diagnostic) -> Session.CallTime {
        let edge = Dimension(size)
        var builder = GraphBuilder(name: "roof")
        let x = builder.addInput("x", Fact(.f32, [Dimension(rows), edge]))
        let weight = builder.addParameter(
            "weight", TensorType(.f32, [edge, edge]), isTrained: false, initializer: .constant(0), origin: .none)
        builder.addOutput("y", try builder.add(Op.Dense(), [x, weight])[0])
        guard let zeros = Tensor(.f32, shape: [size, size], fill: { _ in }),
            let input = Tensor(.f32, shape: [rows, size], fill: { _ in })
        else { throw Diagnostic("tensor-too-large", "the matrices that measure the machine are too large") }
        let session = try Session(
            Model(graph: builder.graph, weights: ["weight": zeros]), options: LoweringOptions(), threads: threads,
            isa: isa)
        let calls = try session.profile(["x": input], runs: 10)
        guard let call = calls.first(where: { $0.work > 0 }), call.milliseconds > 0 else {
            throw Diagnostic("no-roof", "the clock is too coarse to measure the machine")
        }
        return call
    }
}
