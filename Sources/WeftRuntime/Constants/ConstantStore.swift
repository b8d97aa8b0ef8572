import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftOperators
import WeftTensors

/// The constants of a program, each evaluated when it is first asked for.
///
/// What is only a step on the way to another constant is let go as soon as nothing needs it any more.
struct ConstantStore {
    let constants: [Constant]
    let isa: weft_isa
    private let weights: [String: Tensor]
    /// The weights of this instruction set that came with the model.
    private let packed: [PackedWeight.Key: Tensor]
    private let hasPacked: Bool
    /// The instruction sets that packed weights came for.
    private let packedSets: String
    private let isLeftOut: @Sendable (String) -> Bool
    private var keys: RecipeKeys
    /// How many constants were found among them, and how many were made.
    private var counts = (found: 0, made: 0)
    private var values: [Tensor?]
    /// Where weights are laid out, once there is one.
    private var room: PackedRoom?
    /// Whether memory that is free again was used to lay out weights.
    private var hasSpare = false
    /// How many recipes that are not evaluated yet read each constant.
    private var pending: [Int]
    /// The constants that the program's calls read, which stay.
    private let kept: Set<Int>

    init(_ program: Program, _ model: Model, isa: InstructionSet) {
        self.isa = isa.native
        constants = program.constants
        weights = model.weights
        packed = Dictionary(
            model.packed.filter { $0.key.instructionSet == isa.description }.map { ($0.key, $0.tensor) },
            uniquingKeysWith: { first, _ in first })
        hasPacked = !model.packed.isEmpty
        packedSets = Set(model.packed.map(\.key.instructionSet)).sorted().joined(separator: ", ")
        isLeftOut = { model.leftOut[$0] != nil }
        keys = RecipeKeys(checksum: model.checksums)
        values = Array(repeating: nil, count: constants.count)
        pending = Array(repeating: 0, count: constants.count)
        kept = Set(program.keptConstants)
        for constant in constants {
            for operand in constant.recipe.sources { pending[operand] += 1 }
        }
    }

    /// Weights may be packed for another machine, and are computed on this one.
    var call: TensorCall { TensorCall(isa: weft_isa_best()) }

    /// What the constants take that are kept, in bytes.
    var keptBytes: Int { kept.reduce(0) { $0 + (values[$1]?.byteCount ?? 0) } }

    /// The key under which a constant is kept with a model; nil for what is a tensor of the model or of the graph itself.
    mutating func key(of index: Int) -> PackedWeight.Key? {
        switch constants[index].recipe {
        case .parameter, .literal: return nil
        case .result, .packed: break
        }
        return keys.key(of: index, in: constants).map { recipe in
            PackedWeight.Key(
                recipe: recipe, instructionSet: InstructionSet(native: isa).description,
                version: WEFT_PACKING_VERSION)
        }
    }

    /// A constant that came with the model, of the type that it would be made with.
    private mutating func found(_ index: Int) throws(Diagnostic) -> Tensor? {
        guard hasPacked, kept.contains(index), let key = key(of: index) else { return nil }
        let type = constants[index].type
        let shape: [Int]? =
            if case .packed(let packing, _) = constants[index].recipe { [packing.count(isa)] } else {
                type.sizes([:])
            }
        guard let tensor = packed[key], tensor.elementType == type.elementType, tensor.shape == shape else {
            counts.made += 1
            return nil
        }
        try tensor.validate()
        counts.found += 1
        return tensor
    }

    /// What is to be said of the packed weights that came with a model, by the stores of its regions.
    static func notes(_ stores: [ConstantStore]) -> [Diagnostic] {
        let (found, made) = stores.reduce((0, 0)) { ($0.0 + $1.counts.found, $0.1 + $1.counts.made) }
        guard let store = stores.first, store.hasPacked, made > 0 else { return [] }
        let set = InstructionSet(native: store.isa)
        return [
            Diagnostic(
                "packed-weights-unused", severity: .note,
                "\(made) of \(made + found) packed weights are not in the file for "
                    + "\(set) and these sizes and options, and were made from the tensors",
                help: "weft compile --isa \(set) -o FILE writes them")
        ]
    }

    /// A constant that the program reads.
    ///
    /// - Throws: `missing-parameter`, `weight-mismatch`, or what an operator of its recipe throws.
    mutating func value(_ index: Int) throws(Diagnostic) -> Tensor {
        // Recipes stand behind those that they read, so what is missing is found by going down with a stack.
        var waiting = [index]
        while let next = waiting.last {
            if values[next] != nil {
                waiting.removeLast()
                continue
            }
            if let saved = try found(next) {
                values[next] = saved
                leave(next)
                continue
            }
            if case .packed(let packing, let source) = constants[next].recipe {
                values[next] = try packed(packing, source)
                leave(next)
                continue
            }
            let missing = constants[next].recipe.sources.filter { values[$0] == nil }
            guard missing.isEmpty else {
                waiting += missing
                continue
            }
            values[next] = try evaluate(constants[next])
            leave(next)
        }
        guard let value = values[index] else {
            throw Diagnostic("missing-constant", "the constant \(index) has no value")
        }
        return value
    }

    /// The value of a constant that costs nothing to have: one that was evaluated, or that stands in the model.
    func known(_ index: Int) throws(Diagnostic) -> Tensor? {
        if let value = values[index] { return value }
        switch constants[index].recipe {
        case .parameter(let name): return try parameter(name, constants[index].type)
        case .literal(let tensor): return tensor
        case .result, .packed: return nil
        }
    }

    /// Lets go what only a constant needed that has its value now.
    private mutating func leave(_ index: Int) {
        var left = [index]
        while let next = left.popLast() {
            for operand in constants[next].recipe.sources {
                pending[operand] -= 1
                guard pending[operand] == 0, !kept.contains(operand) else { continue }
                // Where it was gone through row by row it has no value, and what it reads was not let go.
                if values[operand] == nil { left.append(operand) }
                values[operand] = nil
            }
        }
    }

    /// A weight laid out for a kernel, some rows at a time.
    private mutating func packed(_ packing: Packing, _ source: Int) throws(Diagnostic) -> Tensor {
        var room = if let room { room } else { try PackedRoom(hasPacked ? [packing.count(isa)] : keptCounts) }
        let result = try packing.packed(for: isa, in: &room) { range throws(Diagnostic) in try rows(range, of: source) }
        // Where some came with the model, those that are missing are few.
        if !hasPacked { self.room = room }
        hasSpare = true
        releaseSources(of: source)
        return result
    }

    /// Says that all constants are there that a plan reads: what laying them out took is given back before it runs.
    mutating func finish() {
        if hasSpare { PagedMemory.trim() }
        hasSpare = false
    }

    /// How many numbers each of the weights has that are laid out.
    private var keptCounts: [Int] {
        constants.compactMap { if case .packed(let packing, _) = $0.recipe { packing.count(isa) } else { nil } }
    }

    /// Gives back the pages of the model's tensors that a constant is made of.
    private func releaseSources(of index: Int) {
        var (seen, waiting): (Set<Int>, [Int]) = ([index], [index])
        while let next = waiting.popLast() {
            if case .parameter(let name) = constants[next].recipe { weights[name]?.release() }
            waiting += constants[next].recipe.sources.filter { seen.insert($0).inserted }
        }
    }

    private func evaluate(_ constant: Constant) throws(Diagnostic) -> Tensor {
        switch constant.recipe {
        case .parameter(let name): return try parameter(name, constant.type)
        case .literal(let tensor): return tensor
        case .result(let operation, let operands, let result):
            return try evaluate(operation, operands.map { $0.flatMap { values[$0] } }, result, constant.type)
        case .packed:
            throw Diagnostic("missing-constant", "a packed constant is no operator's")
        }
    }

    private func evaluate(
        _ operation: any Operator, _ operands: [Tensor?], _ result: Int, _ type: TensorType
    ) throws(Diagnostic) -> Tensor {
        if let large = try call.result(of: operation, operands, type) { return large }
        let results = try operation.evaluate(operands.map { $0.map { PlainTensor($0) } }, Evaluation())
        guard results.indices.contains(result) else {
            throw Diagnostic("result-mismatch", "the operator \(operation.name) gave too few results")
        }
        return results[result].tensor
    }

    private func parameter(_ name: String, _ type: TensorType) throws(Diagnostic) -> Tensor {
        guard let tensor = weights[name] else {
            throw Diagnostic(
                "missing-parameter", "parameter '\(name)' has no tensor",
                help: isLeftOut(name)
                    ? "the file holds packed weights alone, for \(packedSets): run it there and with the same options"
                    : "initializeParameters(seed:) makes one")
        }
        guard tensor.elementType == type.elementType, type.sizes([:]) == tensor.shape else {
            let found = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
            throw Diagnostic(
                "weight-mismatch", "the parameter '\(name)' must be \(type), but it is \(found)", place: name)
        }
        try tensor.validate()
        return tensor
    }
}
