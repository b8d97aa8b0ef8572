package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// A program with its sizes bound: numbers for all sizes, and a place in the arena for every buffer.
package struct Plan: Sendable {
    /// An input or an output with its sizes.
    package struct Face: Sendable {
        package let name: String
        package let elementType: ElementType
        package let shape: [Int]
        package let view: View<Int>
    }

    package let binding: [Symbol: Int]
    package let inputs: [Face]
    package let outputs: [Face]
    package let buffers: [Buffer<Int>]
    package let steps: [Step<Int>]
    /// For each buffer, where it begins in the arena, in bytes; nil for those elsewhere.
    package let offsets: [Int?]
    /// The size of the arena in bytes.
    package let arenaBytes: Int

    /// The multiply-accumulates.
    package var work: Int { steps.reduce(0) { $0 + $1.work } }

    /// Binds the sizes of a program's symbols.
    ///
    /// - Throws: `condition-not-met` for sizes that the model does not take; `unbound-size` for one that nothing tells;
    ///   `tensor-too-large`.
    package init(
        _ program: Program, binding: [Symbol: Int], budgets: Budgets = Budgets()
    ) throws(Diagnostic) {
        for condition in program.graph.conditions where condition.holds(binding) == false {
            throw condition.failure(binding)
        }
        func number(_ size: Dimension) throws(Diagnostic) -> Int {
            if let value = size.value { return value }
            guard let value = size.evaluated(binding) else {
                throw Diagnostic(
                    "unbound-size", "the size \(size) has no value here",
                    help: "it is negative, too large, or depends on a size that is not known before the run")
            }
            return value
        }
        func face(_ face: Program.Face) throws(Diagnostic) -> Face {
            let view = try face.view.map(number)
            return Face(name: face.name, elementType: face.type.elementType, shape: view.shape, view: view)
        }
        self.binding = binding
        inputs = try program.inputs.map(face)
        outputs = try program.outputs.map(face)
        var buffers = try program.buffers.map { buffer throws(Diagnostic) in
            let bound = try buffer.map(number)
            guard bound.count >= 0, bound.count <= budgets.tensorElements else {
                throw Diagnostic(
                    "tensor-too-large", "a tensor of \(bound.count) elements has more than \(budgets.tensorElements)",
                    help: "the sizes of the inputs are larger than was meant, or the budget must be raised")
            }
            return bound
        }
        steps = try program.steps.map { step throws(Diagnostic) in
            let bound = try step.map(number)
            guard case .bands(let bands) = bound.call else { return bound }
            return Step(call: .bands(bands.cut(&buffers)), nodes: bound.nodes, work: bound.work, apart: bound.apart)
        }
        self.buffers = buffers
        let arena = ArenaPlan(steps: steps, buffers: buffers, outputs: outputs.map(\.view.buffer))
        offsets = arena.offsets
        arenaBytes = arena.bytes
    }
}
