import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Inputs for two models that should agree: sizes that both accept, and numbers from a seed within what both promise and
/// what reads them allows, so that lengths are ragged and indices in range.
struct SampleInputs {
    let first: [String: Tensor]
    let second: [String: Tensor]
    let sizes: [Symbol: Int]

    /// What free sizes become other than those of the first axis, the first that both models accept.
    private static let candidates = [
        5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 160, 192, 224, 256, 299, 320, 384, 512,
    ]
    /// The rows: more than one, and not a power of two.
    private static let rows = 3

    /// - Throws: `inputs-differ` where the models do not take the same, `no-sizes` where none is found that both accept.
    init(_ first: Graph, _ second: Graph, sizes given: [String: Int], seed: UInt64) throws(Diagnostic) {
        let pairs = try SampleInputs.pairs(first, second)
        let (own, other) = try SampleInputs.sizes(first, second, pairs, given)
        sizes = own
        var tensors: [String: Tensor] = [:]
        var copies: [String: Tensor] = [:]
        for (input, twin) in pairs {
            guard let shape = first.type(input.value).sizes(own) else { continue }
            let ranges = [
                input.range?.evaluated(own), twin.range?.evaluated(other), first.usedRange(of: input.value, own),
                second.usedRange(of: twin.value, other),
            ].compactMap { $0 }
            let tensor = SampleInputs.tensor(
                input.name, first.type(input.value).elementType, shape, within: ranges, seed: seed)
            tensors[input.name] = tensor
            copies[twin.name] = tensor
        }
        self.first = tensors
        self.second = copies
    }

    /// Inputs of one name belong together; where the names are others, those at one place.
    private static func pairs(_ first: Graph, _ second: Graph) throws(Diagnostic) -> [(Graph.Input, Graph.Input)] {
        guard first.inputs.count == second.inputs.count else {
            throw Diagnostic(
                "inputs-differ", "the models take \(first.inputs.count) and \(second.inputs.count) inputs")
        }
        let hasNames = first.inputs.allSatisfy { input in second.inputs.contains { $0.name == input.name } }
        return try first.inputs.enumerated().map { index, input throws(Diagnostic) in
            let twin =
                hasNames ? second.inputs.first { $0.name == input.name } ?? second.inputs[index] : second.inputs[index]
            let (type, other) = (first.type(input.value), second.type(twin.value))
            guard type.elementType == other.elementType, type.rank == other.rank else {
                throw Diagnostic(
                    "inputs-differ", "the input '\(input.name)' is \(type) in one model and \(other) in the other")
            }
            return (input, twin)
        }
    }

    private static func sizes(
        _ first: Graph, _ second: Graph, _ pairs: [(Graph.Input, Graph.Input)], _ given: [String: Int]
    ) throws(Diagnostic) -> ([Symbol: Int], [Symbol: Int]) {
        let batch = Set(pairs.compactMap { first.type($0.0.value).shape.first?.bareSymbol })
        var known: [Symbol: Int] = [:]
        for (input, twin) in pairs {
            for (size, other) in zip(first.type(input.value).shape, second.type(twin.value).shape) {
                if let symbol = size.bareSymbol, let value = other.value { known[symbol] = value }
            }
        }
        for symbol in first.inputSymbols { known[symbol] = given[symbol.name] ?? known[symbol] }
        for size in candidates {
            var own: [Symbol: Int] = [:]
            for symbol in first.inputSymbols {
                own[symbol] = known[symbol] ?? (batch.contains(symbol) ? rows : size)
            }
            if let other = accepted(first, second, pairs, own) { return (own, other) }
        }
        if let small = Validity.example(first.conditions + second.conditions) {
            var own = Dictionary(uniqueKeysWithValues: first.inputSymbols.map { ($0, known[$0] ?? rows) })
            for (symbol, size) in small where own[symbol] != nil && known[symbol] == nil { own[symbol] = size }
            if let other = accepted(first, second, pairs, own) { return (own, other) }
        }
        throw Diagnostic(
            "no-sizes", "no sizes were found that both models accept", help: "bind the free sizes: -D NAME=SIZE")
    }

    /// The second model's sizes for the first one's; nil where one of the two does not accept them.
    private static func accepted(
        _ first: Graph, _ second: Graph, _ pairs: [(Graph.Input, Graph.Input)], _ own: [Symbol: Int]
    ) -> [Symbol: Int]? {
        guard !first.conditions.contains(where: { $0.holds(own) == false }) else { return nil }
        var other: [Symbol: Int] = [:]
        for (input, twin) in pairs {
            guard let shape = first.type(input.value).sizes(own) else { return nil }
            for (dimension, size) in zip(second.type(twin.value).shape, shape) {
                if let symbol = dimension.bareSymbol, other[symbol] == nil { other[symbol] = size }
            }
        }
        for (input, twin) in pairs
        where first.type(input.value).sizes(own) != second.type(twin.value).sizes(other) { return nil }
        return second.conditions.contains { $0.holds(other) == false } ? nil : other
    }

    /// Reals from -1 to 1; whole numbers within all ranges, or 0 and 1 where there are none. Of several the first is the
    /// greatest that may be, and not all are the same: rows of different lengths, and one as long as can be.
    private static func tensor(
        _ name: String, _ type: ElementType, _ shape: [Int], within ranges: [ClosedRange<Int>], seed: UInt64
    ) -> Tensor {
        let fractions = ParameterInitializer.tensor(
            name: "input \(name)", type: .f64, sizes: shape, initializer: .uniform(low: 0, high: 1), seed: seed)
        let reals = PlainTensor(fractions).reals
        guard !type.isFloat else {
            return PlainTensor(rounding: reals.map { 2 * $0 - 1 }, type, shape: shape).tensor
        }
        let low = ranges.map(\.lowerBound).max() ?? 0
        let high = ranges.map(\.upperBound).min() ?? 1
        let width = Double(max(high - low, 0)) + 1
        var integers = reals.map { Int64(low) + Int64($0 * width) }
        if integers.count > 1, high > low {
            integers[0] = Int64(high)
            if integers.allSatisfy({ $0 == integers[0] }) { integers[1] = Int64(low) }
        }
        return PlainTensor(wrapping: integers, type, shape: shape).tensor
    }
}

extension Graph.ValueRange {
    /// The range for given sizes; nil where it has no value, or none is in it.
    fileprivate func evaluated(_ sizes: [Symbol: Int]) -> ClosedRange<Int>? {
        guard let low = lowest.evaluated(sizes), let high = highest.evaluated(sizes), low <= high else { return nil }
        return low...high
    }
}
