import WeftDiagnostics

/// Parameters without a tensor, and tensors without a parameter, that probably are the same.
///
/// Surer signs are used first: a prefix too many or too few, the same words written otherwise (`bn1/gamma` for
/// `bn1.weight`), a slip of the pen, the same place in the order, the only one of its shape.
struct WeightPairing {
    /// A parameter and the tensor that is probably meant.
    struct Pair: Sendable, Equatable {
        let parameter: String
        let tensor: String
        /// Why: one phrase.
        let sign: String
    }

    /// A name and a shape.
    struct Entry {
        let name: String
        let shape: [Int]
    }

    private(set) var pairs: [Pair] = []
    private var missing: [Entry]
    private var unexpected: [Entry]

    /// How many pairs of names are compared letter by letter.
    private static let mostComparisons = 200_000

    init(missing: [Entry], unexpected: [Entry]) {
        self.missing = missing
        self.unexpected = unexpected
        pairByPrefix()
        pairByWords()
        pairBySpelling()
        pairByOrder()
        pairByShape()
    }

    /// Takes the pairs that a rule finds out of what is left.
    private mutating func take(_ found: [(parameter: Entry, tensor: Entry, sign: String)]) {
        var parameters: Set<String> = []
        var tensors: Set<String> = []
        for (parameter, tensor, sign) in found
        where !parameters.contains(parameter.name) && !tensors.contains(tensor.name) {
            parameters.insert(parameter.name)
            tensors.insert(tensor.name)
            pairs.append(Pair(parameter: parameter.name, tensor: tensor.name, sign: sign))
        }
        missing.removeAll { parameters.contains($0.name) }
        unexpected.removeAll { tensors.contains($0.name) }
    }

    private mutating func pairByPrefix() {
        let parameters = Dictionary(missing.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let tensors = Dictionary(unexpected.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [(Entry, Entry, String)] = []
        for tensor in unexpected {
            for (prefix, rest) in tensor.name.prefixes {
                guard let parameter = parameters[rest] else { continue }
                found.append((parameter, tensor, "'\(prefix)' is in front of the name in the file"))
                break
            }
        }
        for parameter in missing {
            for (prefix, rest) in parameter.name.prefixes {
                guard let tensor = tensors[rest] else { continue }
                found.append((parameter, tensor, "'\(prefix)' is not in front of the name in the file"))
                break
            }
        }
        take(found)
    }

    private mutating func pairByWords() {
        let tensors = Dictionary(grouping: unexpected, by: { WeightNames.words($0.name) })
        take(
            missing.compactMap { parameter in
                guard let same = tensors[WeightNames.words(parameter.name)], same.count == 1 else { return nil }
                return (parameter, same[0], "the same words written otherwise")
            })
    }

    private mutating func pairBySpelling() {
        let tensors = Dictionary(grouping: unexpected, by: { $0.shape.sorted() })
        var comparisons = 0
        var found: [(Entry, Entry, String)] = []
        for parameter in missing {
            let alike = tensors[parameter.shape.sorted()] ?? []
            comparisons += alike.count
            guard comparisons <= WeightPairing.mostComparisons else { break }
            guard let name = Suggestion.nearest(to: parameter.name, among: alike.map(\.name)),
                let tensor = alike.first(where: { $0.name == name })
            else { continue }
            found.append((parameter, tensor, "a similar name"))
        }
        take(found)
    }

    private mutating func pairByOrder() {
        guard missing.count == unexpected.count, missing.count > 1,
            zip(missing, unexpected).allSatisfy({ $0.shape.sorted() == $1.shape.sorted() })
        else { return }
        take(zip(missing, unexpected).map { ($0, $1, "the same place in the order") })
    }

    private mutating func pairByShape() {
        let parameters = Dictionary(grouping: missing, by: { $0.shape.sorted() })
        let tensors = Dictionary(grouping: unexpected, by: { $0.shape.sorted() })
        take(
            missing.compactMap { parameter in
                let shape = parameter.shape.sorted()
                guard let same = tensors[shape], same.count == 1, parameters[shape]?.count == 1 else { return nil }
                return (parameter, same[0], "the only one of this shape")
            })
    }
}

extension String {
    /// The ways to part a name at a dot or a slash: what stands in front, with it, and the rest.
    fileprivate var prefixes: [(prefix: String, rest: String)] {
        indices.filter { self[$0] == "." || self[$0] == "/" }.map { index in
            let next = self.index(after: index)
            return (String(self[..<next]), String(self[next...]))
        }
    }
}

/// What weights are called in other frameworks.
enum WeightNames {
    /// The words of a name, in small letters and by the names that PyTorch uses.
    static func words(_ name: String) -> [String] {
        let plain = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return plain.filter { !fillers.contains($0) }.flatMap { words[$0] ?? [$0] }
    }

    private static let fillers: Set<String> = ["params", "variables", "vars", "module", "model", "tensor"]

    private static let words = [
        "gamma": ["weight"], "kernel": ["weight"], "kernels": ["weight"], "embeddings": ["weight"],
        "w": ["weight"], "weights": ["weight"], "scale": ["weight"], "beta": ["bias"], "b": ["bias"],
        "biases": ["bias"], "offset": ["bias"], "moving": ["running"], "variance": ["var"],
    ]
}

/// How two shapes are related.
enum ShapeRelation {
    /// One phrase; nil for equal shapes.
    static func phrase(_ expected: [Int], _ found: [Int]) -> String? {
        if expected == found { return nil }
        let count = expected.reduce(1, *)
        if expected.sorted() == found.sorted() {
            if expected.count == 2 { return "transposed" }
            return found == expected.reversed() ? "axes in reverse order" : "axes in another order"
        }
        if expected.filter({ $0 != 1 }) == found.filter({ $0 != 1 }) { return "axes of size 1 more or less" }
        if found.reduce(1, *) == count { return "as many numbers in another shape" }
        return nil
    }
}
