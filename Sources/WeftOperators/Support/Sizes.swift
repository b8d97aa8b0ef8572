package import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Evaluation {
    /// Sizes with all symbols bound, whose product can be held.
    package func sizes(_ dimensions: [Dimension]) throws(Diagnostic) -> [Int] {
        var result: [Int] = []
        for dimension in dimensions { result.append(try size(dimension)) }
        return try result.counted()
    }

    /// A whole number with all symbols bound, which may be negative.
    package func number(_ dimension: Dimension) throws(Diagnostic) -> Int {
        guard let value = dimension.evaluated(binding) else {
            throw Diagnostic(
                "unbound-size", "\(dimension) has no value here",
                help: "it is too large, or depends on a size that is not known before the run")
        }
        return value
    }
}

extension [Int] {
    /// The same sizes, whose product can be held.
    package func counted() throws(Diagnostic) -> [Int] {
        if elementCount != nil { return self }
        throw Diagnostic("size-too-large", "a tensor of sizes \(self) has more elements than can be counted")
    }
}

extension Inference {
    /// Needs sizes that an attribute gives to be at least 0.
    package mutating func requireSizes(_ sizes: [Dimension]) throws(Diagnostic) {
        for size in sizes {
            try require(size, atLeast: 0, "a size is at least 0") {
                Diagnostic("negative-size", "a size must be at least 0, and \(size) is not")
            }
        }
    }
}
