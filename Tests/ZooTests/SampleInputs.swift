import Weft
import WeftDiagnostics
import WeftGraph
import WeftTensors

/// Inputs for any model at given sizes: numbers that depend on their place, within what the model promises.
struct SampleInputs {
    /// A size for each symbol that the models of the zoo leave free.
    let sizes: [String: Int]

    static let small = SampleInputs(sizes: ["N": 1, "T": 6, "P": 3, "S": 4, "L": 800, "H": 32, "W": 32])
    static let other = SampleInputs(sizes: ["N": 2, "T": 9, "P": 5, "S": 7, "L": 1600, "H": 48, "W": 64])

    /// The sizes of a model's free symbols: those above, or the next larger ones that the model takes.
    func binding(of model: Model) -> [Symbol: Int] {
        var binding: [Symbol: Int] = [:]
        for input in model.graph.inputs {
            for symbol in model.graph.type(input.value).shape.flatMap(\.symbols) {
                binding[symbol] = sizes[symbol.name]
            }
        }
        for (symbol, size) in binding {
            let own = model.graph.conditions.filter { $0.onlySymbol == symbol }
            binding[symbol] = (size...(size + 4096)).first { size in
                own.allSatisfy { $0.holds([symbol: size]) ?? true }
            }
        }
        return binding
    }

    func inputs(of model: Model) throws -> [String: Tensor] {
        let binding = binding(of: model)
        var result: [String: Tensor] = [:]
        for input in model.graph.inputs {
            let type = model.graph.type(input.value)
            guard let shape = type.sizes(binding), let count = shape.elementCount else {
                throw Diagnostic("no-size", "no size is known for input '\(input.name)' of \(model.graph.name)")
            }
            let plain: PlainTensor
            if type.elementType.isFloat {
                let reals = (0..<count).map { Double(($0 * 37) % 101) / 101 - 0.3 }
                plain = PlainTensor(rounding: reals, type.elementType, shape: shape)
            } else {
                let low = input.range?.lowest.evaluated(binding) ?? 0
                let high = input.range?.highest.evaluated(binding) ?? 1
                let integers = (0..<count).map { Int64(low + ($0 * 37) % (high - low + 1)) }
                plain = PlainTensor(wrapping: integers, type.elementType, shape: shape)
            }
            result[input.name] = plain.tensor
        }
        return result
    }
}
