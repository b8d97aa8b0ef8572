import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// The constants of a program, each evaluated when it is first asked for.
///
/// What is only a step on the way to another constant is let go as soon as nothing needs it any more.
struct ConstantStore {
    private let constants: [Constant]
    private let weights: [String: Tensor]
    private let isa: weft_isa
    private var values: [Tensor?]
    /// How many recipes that are not evaluated yet read each constant.
    private var pending: [Int]
    /// The constants that the program's calls read, which stay.
    private let kept: Set<Int>

    init(_ program: Program, weights: [String: Tensor], isa: weft_isa) {
        self.isa = isa
        constants = program.constants
        self.weights = weights
        values = Array(repeating: nil, count: constants.count)
        pending = Array(repeating: 0, count: constants.count)
        var kept: Set<Int> = []
        for buffer in program.buffers {
            if case .constant(let index) = buffer.kind { kept.insert(index) }
        }
        self.kept = kept
        for constant in constants {
            for operand in constant.recipe.sources { pending[operand] += 1 }
        }
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
            let missing = constants[next].recipe.sources.filter { values[$0] == nil }
            guard missing.isEmpty else {
                waiting += missing
                continue
            }
            values[next] = try evaluate(constants[next])
            for operand in constants[next].recipe.sources {
                pending[operand] -= 1
                if pending[operand] == 0, !kept.contains(operand) { values[operand] = nil }
            }
        }
        guard let value = values[index] else {
            throw Diagnostic("missing-constant", "the constant \(index) has no value")
        }
        return value
    }

    private func evaluate(_ constant: Constant) throws(Diagnostic) -> Tensor {
        switch constant.recipe {
        case .parameter(let name): return try parameter(name, constant.type)
        case .literal(let tensor): return tensor
        case .result(let operation, let operands, let result):
            var tensors: [PlainTensor?] = []
            for operand in operands { tensors.append(operand.flatMap { values[$0] }.map { PlainTensor($0) }) }
            let results = try operation.evaluate(tensors, Evaluation())
            guard results.indices.contains(result) else {
                throw Diagnostic("result-mismatch", "the operator \(operation.name) gave too few results")
            }
            return results[result].tensor
        case .packed(let packing, let source):
            guard let tensor = values[source] else {
                throw Diagnostic("missing-constant", "the constant \(source) has no value")
            }
            return try packing.packed(tensor, isa)
        }
    }

    private func parameter(_ name: String, _ type: TensorType) throws(Diagnostic) -> Tensor {
        guard let tensor = weights[name] else {
            throw Diagnostic(
                "missing-parameter", "parameter '\(name)' has no tensor",
                help: "initializeParameters(seed:) makes one")
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
