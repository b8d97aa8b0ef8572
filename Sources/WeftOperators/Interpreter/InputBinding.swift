package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

/// The type and the sizes of a tensor that is given for an input.
package struct InputShape: Sendable {
    package let elementType: ElementType
    package let shape: [Int]

    package init(_ elementType: ElementType, _ shape: [Int]) {
        self.elementType = elementType
        self.shape = shape
    }
}

/// Finds the sizes of a graph's symbols from the shapes of its inputs.
package struct InputBinding {
    private let graph: Graph
    private let tensors: [InputShape]
    package private(set) var sizes: [Symbol: Int] = [:]
    /// The input that told each size, for messages.
    private var sources: [Symbol: String] = [:]

    /// - Throws: `unknown-input`, `missing-input` and `input-mismatch`.
    package init(_ graph: Graph, _ inputs: [String: InputShape]) throws(Diagnostic) {
        self.graph = graph
        let names = graph.inputs.map(\.name)
        for name in inputs.keys.sorted() where !names.contains(name) {
            let suggestion = Suggestion.nearest(to: name, among: names)
            throw Diagnostic(
                "unknown-input", "the model has no input '\(name)'",
                help: suggestion.map { "did you mean '\($0)'?" } ?? "its inputs are \(names.joined(separator: ", "))")
        }
        var tensors: [InputShape] = []
        for input in graph.inputs {
            guard let tensor = inputs[input.name] else {
                throw Diagnostic(
                    "missing-input", "the input '\(input.name)' is missing", help: "it is \(graph.type(input.value))")
            }
            tensors.append(tensor)
        }
        self.tensors = tensors
        try bind()
    }

    private mutating func bind() throws(Diagnostic) {
        for (input, tensor) in zip(graph.inputs, tensors) {
            let type = graph.type(input.value)
            guard type.elementType == tensor.elementType, type.rank == tensor.shape.count else {
                throw mismatch(input, tensor)
            }
            for (dimension, size) in zip(type.shape, tensor.shape) {
                if let symbol = dimension.bareSymbol { try take(symbol, size, input, tensor) }
            }
        }
        try solve()
        for (input, tensor) in zip(graph.inputs, tensors)
        where graph.type(input.value).sizes(sizes) != tensor.shape { throw mismatch(input, tensor) }
    }

    private mutating func take(
        _ symbol: Symbol, _ size: Int, _ input: Graph.Input, _ tensor: InputShape
    ) throws(Diagnostic) {
        guard size >= 1 || symbol.kind != .input else {
            throw mismatch(
                input, tensor, help: "sizes of inputs are at least 1, and here \(symbol.name) would be \(size)")
        }
        guard sizes[symbol] == nil else { return }
        sizes[symbol] = size
        sources[symbol] = input.name
    }

    /// Symbols that stand in expressions only: those of the form `c * S + k` with nothing else unknown.
    private mutating func solve() throws(Diagnostic) {
        var found = true
        while found {
            found = false
            for (input, tensor) in zip(graph.inputs, tensors) {
                for (dimension, size) in zip(graph.type(input.value).shape, tensor.shape) {
                    let known = dimension.substituting(sizes.mapValues { Dimension($0) })
                    guard known.terms.count == 1, known.symbols.count == 1, let symbol = known.symbols.first else {
                        continue
                    }
                    let coefficient = known.terms[0].coefficient
                    let (rest, overflow) = size.subtractingReportingOverflow(known.constant)
                    guard known == Dimension(symbol) * Dimension(coefficient) + Dimension(known.constant),
                        !overflow, rest.isMultiple(of: coefficient), let value = rest.divided(by: coefficient)
                    else { continue }
                    try take(symbol, value, input, tensor)
                    found = true
                }
            }
        }
    }

    private func mismatch(_ input: Graph.Input, _ tensor: InputShape, help: String? = nil) -> Diagnostic {
        let type = graph.type(input.value)
        let found = TensorType(tensor.elementType, tensor.shape.map { Dimension($0) })
        var result = Diagnostic(
            "input-mismatch", "the input '\(input.name)' must be \(type), but it is \(found)", place: input.name,
            labels: sizes.labels(for: type.symbols), help: help)
        for symbol in type.symbols.sorted() {
            guard let size = sizes[symbol], let source = sources[symbol], source != input.name else { continue }
            result = result.noting("\(symbol.name) is \(size) by the input '\(source)'")
        }
        if result.help == nil, type.elementType != tensor.elementType {
            result.help = "element types are not converted: give it as \(type.elementType.rawValue)"
        }
        return result
    }

    /// Refuses elements outside what `in` promises.
    ///
    /// - Throws: `value-out-of-range`.
    package func checkRange(_ input: Graph.Input, _ tensor: PlainTensor) throws(Diagnostic) {
        guard let range = input.range else { return }
        guard let lowest = range.lowest.evaluated(sizes), let highest = range.highest.evaluated(sizes) else {
            throw Diagnostic(
                "unbound-size", "the range of the input '\(input.name)' depends on a size that no input tells",
                place: input.name)
        }
        let outside: Int? =
            switch tensor.elements {
            case .reals(let values):
                values.firstIndex { !($0 >= Double(lowest) && $0 <= Double(highest)) }
            case .integers(let values) where tensor.elementType == .u64:
                values.firstIndex { $0 < 0 || $0 < Int64(lowest) || $0 > Int64(highest) }
            case .integers(let values): values.firstIndex { $0 < Int64(lowest) || $0 > Int64(highest) }
            }
        guard let outside else { return }
        let found =
            switch tensor.elements {
            case .reals(let values): "\(values[outside])"
            case .integers(let values) where tensor.elementType == .u64: "\(UInt64(bitPattern: values[outside]))"
            case .integers(let values): "\(values[outside])"
            }
        let place = zip(tensor.shape, tensor.shape.denseStrides).map { String(outside / $1 % max($0, 1)) }
        throw Diagnostic(
            "value-out-of-range",
            "element [\(place.joined(separator: ", "))] of the input '\(input.name)' is \(found), but it must be in "
                + "\(lowest)...\(highest)",
            place: input.name)
    }
}

extension Int {
    /// The quotient; nil when it cannot be held or the divisor is 0.
    fileprivate func divided(by divisor: Int) -> Int? {
        let (quotient, overflow) = dividedReportingOverflow(by: divisor)
        return overflow ? nil : quotient
    }
}
