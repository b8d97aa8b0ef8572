import WeftDiagnostics
import WeftGraph

extension ONNXEmitter {
    /// Sizes as a list `i64[n]`: a constant where all are known, else computed from the shapes of values.
    mutating func sizes(_ sizes: [Dimension]) throws(Diagnostic) -> String {
        let known = sizes.compactMap(\.value)
        if known.count == sizes.count { return integers(known) }
        var parts: [String] = []
        var run: [Int] = []
        for size in sizes {
            if let number = size.value {
                run.append(number)
                continue
            }
            if !run.isEmpty { parts.append(integers(run)) }
            run = []
            parts.append(try self.size(size))
        }
        if !run.isEmpty { parts.append(integers(run)) }
        return parts.count == 1 ? parts[0] : add("Concat", parts, [.integer("axis", 0)])
    }

    /// A size as a list of one, `i64[1]`.
    mutating func size(_ size: Dimension) throws(Diagnostic) -> String {
        if let number = size.value { return integers([number]) }
        if let known = scope.sizes.made[size] { return known }
        var sum: String?
        for term in size.terms {
            var product: String?
            for factor in term.factors {
                let value = try self.value(of: factor)
                product = product.map { add("Mul", [$0, value]) } ?? value
            }
            guard var value = product else { continue }
            if term.coefficient != 1 { value = add("Mul", [value, integers([term.coefficient])]) }
            sum = sum.map { add("Add", [$0, value]) } ?? value
        }
        guard var result = sum else { return integers([size.constant]) }
        if size.constant != 0 { result = add("Add", [result, integers([size.constant])]) }
        scope.sizes.made[size] = result
        return result
    }

    /// A size as a number, `i64[]`.
    mutating func sizeNumber(_ size: Dimension) throws(Diagnostic) -> String {
        add("Squeeze", [try self.size(size), integers([0])])
    }

    private mutating func value(of factor: Dimension.Factor) throws(Diagnostic) -> String {
        switch factor {
        case .symbol(let symbol): return try value(of: symbol)
        case .floorDivision(let a, let b):
            return flooredQuotient(try size(a), by: try size(b))
        case .minimum(let a, let b): return add("Min", [try size(a), try size(b)])
        case .maximum(let a, let b): return add("Max", [try size(a), try size(b)])
        case .overflow: throw Diagnostic("cannot-export", "a size is too large to be held")
        }
    }

    /// The size of a symbol, from the shape of a value of this graph or of one around it.
    private mutating func value(of symbol: Symbol) throws(Diagnostic) -> String {
        let key = Dimension(symbol)
        if let known = scope.sizes.made[key] { return known }
        let result: String
        // What the graph around knows is computed there, before the node whose body this is, and once.
        if let outside = scope.outer[symbol] {
            result = try outward { (emitter) throws(Diagnostic) in try emitter.size(outside) }
        } else if let source = scope.sizes[symbol] {
            result = value(of: source)
        } else if isInBody {
            result = try outward { (emitter) throws(Diagnostic) in try emitter.size(key) }
        } else {
            throw Diagnostic(
                "cannot-export", "the size \(symbol.name) is asked for where no tensor shows it",
                help: "give it a number: -D \(symbol.name)=…")
        }
        scope.sizes.made[key] = result
        return result
    }

    private mutating func value(of source: SizeSources.Source) -> String {
        var result: String
        if opset >= 15 {
            result = add(
                "Shape", [source.value], [.integer("start", source.axis), .integer("end", source.axis + 1)])
        } else {
            result = sliced(add("Shape", [source.value]), from: source.axis, to: source.axis + 1, axis: 0)
        }
        if source.constant != 0 { result = add("Sub", [result, integers([source.constant])]) }
        if source.coefficient != 1 { result = add("Div", [result, integers([source.coefficient])]) }
        return result
    }
}
