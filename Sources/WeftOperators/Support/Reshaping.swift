import WeftDiagnostics
import WeftGraph

extension Inference {
    /// Sizes whose product must be a volume, and of which one may be −1: what is left for it.
    mutating func filled(
        _ sizes: [Dimension], _ volume: Dimension, _ what: String, labels: @autoclosure () -> [String]
    ) throws(Diagnostic) -> [Dimension] {
        let free = sizes.indices.filter { sizes[$0].value == -1 }
        guard free.count <= 1 else {
            throw Diagnostic("reshape-mismatch", "only one size may be -1", labels: labels())
        }
        let others = sizes.enumerated().filter { !free.contains($0.offset) }.map(\.element)
        try requireSizes(others)
        let product = others.reduce(1, *)
        func written() -> String { "[\(sizes.map(\.description).joined(separator: ", "))]" }
        guard let index = free.first else {
            try require(product, equals: volume, "the sizes must hold all elements") {
                Diagnostic(
                    "reshape-mismatch", "\(what) \(volume), but the sizes \(written()) have the product \(product)",
                    labels: labels(), help: "write -1 for one size to have it computed")
            }
            return sizes
        }
        let (dividend, divisor) = Dimension.cancelled(volume, product)
        let rest = try exactQuotient(dividend, by: divisor, "the size -1 must come out whole") {
            Diagnostic(
                "reshape-mismatch",
                "\(what) \(volume), which the sizes \(written()) do not divide: the others have the product \(product)",
                labels: labels())
        }
        return sizes.replacing(at: index, with: rest)
    }
}

extension Evaluation {
    /// Known sizes whose product is a number of elements, with −1 replaced by what is left for it.
    func filled(_ sizes: [Dimension], _ count: Int) throws(Diagnostic) -> [Int] {
        var bound: [Dimension] = []
        for size in sizes { bound.append(Dimension(try number(size))) }
        // What was an expression is not the -1 that a person writes.
        for (size, original) in zip(bound, sizes) where size.value == -1 && original.value != -1 {
            throw Diagnostic("negative-size", "a size must be at least 0, and \(original) is -1 here")
        }
        var inference = Inference([])
        return try self.sizes(
            try inference.filled(bound, Dimension(count), "the number of elements is", labels: []))
    }
}

extension Dimension {
    /// Two products without the factors that are in both: their quotient is the same where those are not 0.
    fileprivate static func cancelled(_ left: Dimension, _ right: Dimension) -> (Dimension, Dimension) {
        var (a, b) = (left.factors, right.factors)
        for factor in a {
            guard factor.value == nil, let index = b.firstIndex(of: factor), let own = a.firstIndex(of: factor)
            else { continue }
            a.remove(at: own)
            b.remove(at: index)
        }
        return (a.reduce(1, *), b.reduce(1, *))
    }

    /// What the size is a product of; itself alone where it is a sum.
    private var factors: [Dimension] {
        guard constant == 0, terms.count == 1 else { return [self] }
        return [Dimension(terms[0].coefficient)] + terms[0].factors.map { Dimension(factor: $0) }
    }
}
