import CWeftKernels
package import WeftCompiler
package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension CompiledGraph {
    /// A model made ready for an instruction set, after the first passes; of the packed weights that it came with as many as
    /// possible are used.
    package init(
        _ model: Model, options: LoweringOptions, isa: InstructionSet, passes: Int = Pipeline.passes.count
    ) throws(Diagnostic) {
        var options = options
        options.held = model.heldForms(isa)
        try self.init(model.graph, options: options, isa: isa, passes: passes)
    }

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
    /// The CRC-32C of a tensor by name, of those too that were left out.
    var checksums: @Sendable (String) -> UInt32? {
        let (tensors, leftOut) = (weights, leftOut)
        return { name in tensors[name].map { $0.statedChecksum ?? $0.checksum } ?? leftOut[name] }
    }

    /// The packed weights that came for an instruction set; nil where none did.
    fileprivate func heldForms(_ isa: InstructionSet) -> HeldForms? {
        let keys = packed.lazy.map(\.key).filter {
            $0.instructionSet == isa.description && $0.version == Int(WEFT_PACKING_VERSION)
        }
        return keys.isEmpty ? nil : HeldForms(keys: Set(keys.map(\.recipe)), checksum: checksums)
    }

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
            // Without the tensors, what is there can be kept and nothing else.
            var options = options
            options.held = leftOut.isEmpty ? nil : heldForms(set)
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
