import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Random numbers. They hang on the node's seed and their places alone, so that every run gives the same: those of a node
/// without a seed on its place among those nodes. Other programs have other numbers for the same seed.
enum ONNXRandom {
    static let mappings: [String: ONNXMapping] = [
        "RandomUniform": { importer, node throws(Diagnostic) in [try uniform(&importer, node, like: false)] },
        "RandomUniformLike": { importer, node throws(Diagnostic) in [try uniform(&importer, node, like: true)] },
        "RandomNormal": { importer, node throws(Diagnostic) in [try normal(&importer, node, like: false)] },
        "RandomNormalLike": { importer, node throws(Diagnostic) in [try normal(&importer, node, like: true)] },
        "Bernoulli": { importer, node throws(Diagnostic) in [try bernoulli(&importer, node)] },
        "Multinomial": { importer, node throws(Diagnostic) in [try multinomial(&importer, node)] },
    ]

    /// low + (high − low) · u.
    private static func uniform(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, like: Bool
    ) throws(Diagnostic) -> ONNXOperand {
        let (shape, type) = try wanted(&importer, node, like: like)
        let numbers = try importer.randomNumbers(node, shape, type.drawn)
        let (low, high) = (try node.real("low", 0), try node.real("high", 1))
        return try importer.cast(try scaled(&importer, numbers, by: high - low, plus: low), to: type)
    }

    /// mean + scale · √(−2 ln(1 − u)) · cos(2π v), which is Box and Muller's.
    private static func normal(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, like: Bool
    ) throws(Diagnostic) -> ONNXOperand {
        let (shape, type) = try wanted(&importer, node, like: like)
        let exact = type.drawn
        let both = try importer.randomNumbers(node, [2] + shape, exact)
        let first = try importer.one(Op.Take(index: 0, axis: 0), both)
        let second = try importer.one(Op.Take(index: 1, axis: 0), both)
        let rest = try importer.one(Op.Subtract(), .scalar(1, exact), first)
        let square = try scaled(&importer, try importer.one(Op.Log(), rest), by: -2, plus: 0)
        let angle = try scaled(&importer, second, by: 2 * Double.pi, plus: 0)
        let numbers = try importer.one(
            Op.Multiply(), try importer.one(Op.Sqrt(), square), try importer.one(Op.Cos(), angle))
        let (mean, scale) = (try node.real("mean", 0), try node.real("scale", 1))
        return try importer.cast(try scaled(&importer, numbers, by: scale, plus: mean), to: type)
    }

    private static func scaled(
        _ importer: inout ONNXGraphImporter, _ x: ONNXOperand, by factor: Double, plus term: Double
    ) throws(Diagnostic) -> ONNXOperand {
        let type = importer.fact(x).elementType
        let product = factor == 1 ? x : try importer.one(Op.Multiply(), x, .scalar(factor, type))
        return term == 0 ? product : try importer.one(Op.Add(), product, .scalar(term, type))
    }

    /// 1 where a random number is below the probability.
    private static func bernoulli(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let fact = importer.fact(x)
        let exact = fact.elementType.drawn
        let numbers = try importer.randomNumbers(node, fact.shape, exact)
        let isOne = try importer.one(Op.Less(), numbers, try importer.cast(x, to: exact))
        return try importer.cast(isOne, to: try node.elementType("dtype") ?? fact.elementType)
    }

    /// For each row of logarithms of weights as many classes as are asked for: how many of the running sums of the
    /// probabilities a random number is not below.
    private static func multinomial(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let x = try importer.required(node, 0)
        let fact = importer.fact(x)
        guard fact.rank == 2 else { throw Diagnostic("onnx-operand", "Multinomial takes a matrix, not \(fact.type)") }
        let exact = fact.elementType.drawn
        let count = try node.integer("sample_size", 1)
        let numbers = try importer.randomNumbers(node, [fact.shape[0], Dimension(count)], exact)
        let shares = try importer.one(Op.Softmax(axis: 1), try importer.cast(x, to: exact))
        let sums = try importer.one(Op.Cumsum(axis: 1), shares)
        let isPast = try importer.one(
            Op.GreaterOrEqual(), try importer.one(Op.Unsqueeze(axis: [2]), numbers),
            try importer.one(Op.Unsqueeze(axis: [1]), sums))
        let places = try importer.one(Op.Sum(axis: [2]), try importer.cast(isPast, to: .i64))
        // Rounding may leave the last sum below 1.
        let last = try importer.tensor(of: [fact.shape[1] - 1], rank: 0)
        return try importer.cast(
            try importer.one(Op.Minimum(), places, last), to: try node.elementType("dtype") ?? .i32)
    }

    /// The sizes and the element type that a node says, or that it takes of its operand.
    private static func wanted(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, like: Bool
    ) throws(Diagnostic) -> ([Dimension], ElementType) {
        let named = try node.elementType("dtype")
        let result: ([Dimension], ElementType)
        if like {
            let fact = importer.fact(try importer.required(node, 0))
            result = (fact.shape, named ?? fact.elementType)
        } else {
            guard let shape = try node.integers("shape") else {
                throw Diagnostic("onnx-attribute", "\(node.type) does not say its shape")
            }
            result = (shape.map { Dimension($0) }, named ?? .f32)
        }
        guard result.1.isFloat else {
            throw Diagnostic("onnx-attribute", "\(node.type) gives floating-point numbers, not \(result.1.rawValue)")
        }
        return result
    }
}

extension ElementType {
    /// The type that random numbers are drawn in which become numbers of this type.
    fileprivate var drawn: ElementType { self == .f64 ? .f64 : .f32 }
}

extension ONNXGraphImporter {
    /// Random numbers from 0 to before 1, by the seed of a node or by its place among those without one.
    mutating func randomNumbers(
        _ node: ONNXNode, _ sizes: [Dimension], _ type: ElementType
    ) throws(Diagnostic) -> ONNXOperand {
        guard !isBody else {
            throw unsupported("\(node.type) in a body, where every step would draw the same numbers, is not supported")
        }
        let seed = node.has("seed") ? try node.seed() : nil
        if seed == nil { file.randomNodes += 1 }
        file.ledger.note(
            node.label, "its random numbers are the same in every run, and not those of other programs")
        let key = ONNXOperand.known(PlainTensor(wrapping: [seed ?? 0], .i64, shape: []).tensor)
        let counter = ONNXOperand.known(
            PlainTensor(wrapping: [seed == nil ? Int64(file.randomNodes) : 0], .i64, shape: []).tensor)
        // Numbers of a known seed are known too, and yet the network draws them.
        let inputs = [try value(key), try value(counter)]
        return .value(
            try builder.add(Op.RandomUniform(sizes: sizes, type: type), inputs, path: path, origin: origin)[0])
    }
}

extension ONNXNode {
    /// The seed, a number of any kind: by its bits.
    fileprivate func seed() throws(Diagnostic) -> Int64 {
        if let whole = try? integer("seed") { return Int64(whole) }
        return Int64(bitPattern: try real("seed", 0).bitPattern)
    }
}
