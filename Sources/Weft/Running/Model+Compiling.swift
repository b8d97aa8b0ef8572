import WeftCompiler
public import WeftDiagnostics
public import WeftGraph
import WeftLanguage
public import WeftRuntime
package import WeftTensors

extension Model {
    /// The model made ready to run many times: compiled, its weights laid out for the kernels of this machine.
    ///
    /// - Parameter threads: the most threads that a run uses, at least one; as many as the process has CPUs where
    ///   nothing is said. Results have the same bits for any number.
    /// - Throws: what is wrong with the graph.
    public func session(threads: Int? = nil) throws(Diagnostic) -> Session {
        try Session(self, options: LoweringOptions(), threads: threads.map { max($0, 1) })
    }

    /// The text of the network at a stage of the way: as it is, or after all passes that come before lowering. It reads
    /// back as the same network.
    ///
    /// - Throws: `broken-pass`, which is a mistake of this program.
    package func text(simplified: Bool) throws(Diagnostic) -> String {
        var model = self
        if simplified { model.graph = try Pipeline.simplify(graph) }
        return GraphPrinter.text(of: model)
    }

    /// Inputs for given sizes: numbers that hang on their place alone, within what the model promises of them.
    ///
    /// - Throws: `open-size` for a size that is not given.
    package func sampleInputs(_ sizes: [String: Int]) throws(Diagnostic) -> [String: Tensor] {
        let binding = Dictionary(uniqueKeysWithValues: sizes.map { (Symbol($0.key), $0.value) })
        var result: [String: Tensor] = [:]
        for input in graph.inputs {
            let type = graph.type(input.value)
            guard let shape = type.sizes(binding), let count = shape.elementCount else {
                let open = type.shape.flatMap(\.symbols).sorted().map(\.name).filter { sizes[$0] == nil }
                throw Diagnostic(
                    "open-size", "the input '\(input.name)' is \(type), and not all of its sizes are known",
                    help: "give \(open.map { "-D \($0)=…" }.joined(separator: " "))")
            }
            let plain: PlainTensor
            if type.elementType.isFloat {
                let numbers = (0..<count).map { Double(($0 * 37) % 101) / 101 - 0.3 }
                plain = PlainTensor(rounding: numbers, type.elementType, shape: shape)
            } else {
                let low = input.range?.lowest.evaluated(binding) ?? 0
                let high = input.range?.highest.evaluated(binding) ?? 1
                let numbers = (0..<count).map { Int64(low + ($0 * 37) % max(high - low + 1, 1)) }
                plain = PlainTensor(wrapping: numbers, type.elementType, shape: shape)
            }
            result[input.name] = plain.tensor
        }
        return result
    }
}
