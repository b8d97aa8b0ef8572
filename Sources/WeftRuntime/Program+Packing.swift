import CWeftKernels
package import WeftCompiler
package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension CompiledGraph {
    /// A graph made ready for an instruction set, after the first passes.
    package init(
        _ graph: Graph, options: LoweringOptions, isa: InstructionSet, passes: Int = Pipeline.passes.count
    ) throws(Diagnostic) {
        var options = options
        options.panel = Int(weft_isa_panel(isa.native))
        try self.init(graph, options: options, passes: passes)
    }
}

extension Program {
    /// The parameters that calls read as they are.
    fileprivate var plainParameters: [String] {
        keptConstants.compactMap { if case .parameter(let name) = constants[$0].recipe { name } else { nil } }
    }
}

extension Model {
    /// The model with its weights laid out for instruction sets, those of other machines too, instead of those that it came
    /// with.
    ///
    /// - Parameter only: whether the tensors that packed weights stand for are left out.
    /// - Throws: what evaluating a constant throws.
    package func packing(
        for sets: [InstructionSet], options: LoweringOptions = LoweringOptions(), only: Bool = false
    ) throws(Diagnostic) -> Model {
        var result = self
        result.packed = []
        var needed: Set<String> = []
        for set in sets {
            // A weight that several regions or bodies read is kept once.
            var keys: Set<PackedWeight.Key> = []
            for program in try CompiledGraph(graph, options: options, isa: set).allPrograms {
                var store = ConstantStore(program, self, isa: set)
                for index in program.keptConstants {
                    guard let key = store.key(of: index), keys.insert(key).inserted else { continue }
                    result.packed.append(PackedWeight(key, try store.value(index)))
                }
                needed.formUnion(program.plainParameters)
            }
        }
        guard only else { return result }
        for (name, tensor) in weights where !needed.contains(name) {
            result.leftOut[name] = tensor.statedChecksum ?? tensor.checksum
            result.weights[name] = nil
        }
        return result
    }
}
