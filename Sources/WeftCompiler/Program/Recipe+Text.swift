import WeftGraph
import WeftTensors

extension Program {
    /// The text of a constant's recipe: what it is made of and how.
    package func recipeText(_ index: Int) -> String {
        // Recipes read those before them, so their texts can be put together in order.
        var texts: [Int: String] = [:]
        var waiting = [index]
        while let next = waiting.last {
            let recipe = constants[next].recipe
            let missing = recipe.sources.filter { texts[$0] == nil }
            if missing.isEmpty {
                texts[next] = recipe.text { texts[$0] ?? "" }
                waiting.removeLast()
            } else {
                waiting += missing
            }
        }
        return texts[index] ?? ""
    }
}

extension Recipe {
    /// The constants that it reads.
    package var sources: [Int] {
        switch self {
        case .parameter, .literal: []
        case .result(_, let operands, _): operands.compactMap { $0 }
        case .packed(_, let source): [source]
        }
    }

    fileprivate func text(_ source: (Int) -> String) -> String {
        switch self {
        case .parameter(let name): return name
        case .literal(let tensor):
            let plain = PlainTensor(tensor)
            if tensor.count == 1 { return tensor.elementType.isFloat ? "\(plain.reals[0])" : "\(plain.integers[0])" }
            return "\(tensor.elementType.rawValue)\(tensor.shape)"
        case .result(let operation, let operands, let result):
            let arguments =
                operands.map { $0.map(source) ?? "none" }
                + operation.attributeValues.map { "\($0.name)=\($0.value.recipeText)" }
            let call = "\(operation.name)(\(arguments.joined(separator: ", ")))"
            return result == 0 ? call : "\(call).\(result)"
        case .packed(let packing, let operand): return "\(packing.name)(\(source(operand)))"
        }
    }
}

extension Attribute {
    /// The value in the text of a recipe.
    var recipeText: String {
        switch self {
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .elementType(let value): value.rawValue
        case .dimension(let value): "\(value)"
        case .integers(let values): "\(values)"
        case .reals(let values): "\(values)"
        case .bools(let values): "\(values)"
        case .strings(let values): "\(values)"
        case .elementTypes(let values): "\(values.map(\.rawValue))"
        case .dimensions(let values): "[\(values.map(\.description).joined(separator: ", "))]"
        case .tensor(let tensor): "\(tensor.elementType.rawValue)\(tensor.shape)"
        case .graph, .graphs: "{…}"
        }
    }
}
