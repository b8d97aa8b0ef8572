import WeftFiles
import WeftGraph
import WeftTensors

/// The keys of a program's constants: all that they are made of, and how.
///
/// A key is the text of the recipe with the checksums of the tensors in it; what is long is named by a hash.
package struct RecipeKeys {
    private let checksum: (String) -> UInt32?
    private var texts: [Int: String?] = [:]

    /// Longer texts are hashed, so that operands that are used often do not multiply.
    private static let longest = 1024

    /// - Parameter checksum: gives the CRC-32C of a tensor of the model; nil for one that is not there.
    package init(checksum: @escaping (String) -> UInt32?) {
        self.checksum = checksum
    }

    /// The key of a constant, always one of the same list; nil where something of it cannot be named.
    package mutating func key(of index: Int, in constants: [Constant]) -> String? {
        // Recipes stand behind those that they read, so what is missing is found by going down with a stack.
        var waiting = [index]
        while let next = waiting.last {
            let missing = constants[next].recipe.sources.filter { texts[$0] == nil }
            guard missing.isEmpty || texts[next] != nil else {
                waiting += missing
                continue
            }
            waiting.removeLast()
            if texts[next] == nil { texts[next] = .some(text(constants[next].recipe).map(Self.shortened)) }
        }
        return texts[index] ?? nil
    }

    /// The key of a constant laid out in a way.
    mutating func key(of packing: Packing, source: Int, in constants: [Constant]) -> String? {
        key(of: source, in: constants).map { Self.shortened(Self.text(packing, $0)) }
    }

    private static func text(_ packing: Packing, _ source: String) -> String { "\(packing.text)(\(source))" }

    private func text(_ recipe: Recipe) -> String? {
        switch recipe {
        case .parameter(let name): return checksum(name).map { "\(name):\(Self.hexadecimal($0))" }
        case .literal(let tensor): return Self.text(tensor)
        case .packed(let packing, let source):
            return (texts[source] ?? nil).map { Self.text(packing, $0) }
        case .result(let operation, let operands, let result):
            var arguments: [String] = []
            for operand in operands {
                guard let operand else {
                    arguments.append("none")
                    continue
                }
                guard let text = texts[operand] ?? nil else { return nil }
                arguments.append(text)
            }
            for (name, value) in operation.attributeValues {
                guard let text = Self.text(value) else { return nil }
                arguments.append("\(name)=\(text)")
            }
            return "\(operation.name)(\(arguments.joined(separator: ", "))).\(result)"
        }
    }

    private static func text(_ attribute: Attribute) -> String? {
        switch attribute {
        case .graph, .graphs: nil
        case .tensor(let tensor): text(tensor)
        default: attribute.recipeText
        }
    }

    private static func text(_ tensor: Tensor) -> String {
        "\(tensor.elementType.rawValue)\(tensor.shape):\(hexadecimal(tensor.checksum))"
    }

    private static func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        var hash = SHA256()
        hash.update(Array(text.utf8).span)
        return "sha256:\(hash.digest)"
    }
}

extension Packing {
    /// The packing with all its numbers.
    fileprivate var text: String {
        switch self {
        case .product(let groups, let columns, let depth): "\(name)[\(groups), \(columns), \(depth)]"
        case .productOfRows(let depth, let columns): "\(name)[\(depth), \(columns)]"
        case .convolution(_, let groups, let inputs, let outputs, let kernel):
            "\(name)[\(groups), \(inputs), \(outputs), \(kernel)]"
        }
    }
}
