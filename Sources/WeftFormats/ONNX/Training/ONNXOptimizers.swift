import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Steps of optimizers, of the preview domain for training: each tensor that is trained, with its gradient and what the
/// optimizer remembers of it.
enum ONNXOptimizers {
    static let mappings: [String: ONNXMapping] = [
        "Adagrad": { importer, node throws(Diagnostic) in try steps(&importer, node, memories: 1, adagrad) },
        "Momentum": { importer, node throws(Diagnostic) in try steps(&importer, node, memories: 1, momentum) },
        "Adam": { importer, node throws(Diagnostic) in try steps(&importer, node, memories: 2, adam) },
    ]

    /// One tensor and what belongs to it.
    private struct Step {
        let rate: ONNXOperand
        /// The number of steps so far.
        let count: ONNXOperand
        let x: ONNXOperand
        let gradient: ONNXOperand
        let memories: [ONNXOperand]
    }

    /// The operands are the rate and the count, then all tensors, all gradients and all memories; the results all tensors
    /// and all memories.
    private static func steps(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode, memories: Int,
        _ rule: (inout ONNXArithmetic, ONNXNode, Step) throws(Diagnostic) -> [ONNXOperand]
    ) throws(Diagnostic) -> [ONNXOperand?] {
        let operands = try importer.operands(node)
        let parts = 2 + memories
        guard operands.count > 2, (operands.count - 2) % parts == 0 else {
            throw Diagnostic("onnx-operand", "\(node.type) has \(operands.count) operands")
        }
        let count = (operands.count - 2) / parts
        var results = [[ONNXOperand]](repeating: [], count: 1 + memories)
        for index in 0..<count {
            let own = (0..<parts).map { operands[2 + $0 * count + index] }
            let step = Step(
                rate: operands[0], count: operands[1], x: own[0], gradient: own[1], memories: Array(own[2...]))
            var arithmetic = ONNXArithmetic(importer, importer.fact(own[0]).elementType)
            for (place, result) in try rule(&arithmetic, node, step).enumerated() { results[place].append(result) }
            importer = arithmetic.importer
        }
        return results.flatMap { $0 }
    }

    /// The gradient of the loss with its penalty, `gradient + norm · x`.
    private static func regularized(
        _ a: inout ONNXArithmetic, _ node: ONNXNode, _ step: Step
    ) throws(Diagnostic) -> ONNXOperand {
        try a.sum(step.gradient, a.scaled(step.x, node.real("norm_coefficient", 0)))
    }

    private static func adagrad(
        _ a: inout ONNXArithmetic, _ node: ONNXNode, _ step: Step
    ) throws(Diagnostic) -> [ONNXOperand] {
        let steps = try a.real(step.count)
        let rate = try a.quotient(
            a.real(step.rate), a.sum(a.number(1), a.scaled(steps, node.real("decay_factor", 0))))
        let gradient = try regularized(&a, node, step)
        let squares = try a.sum(step.memories[0], a.product(gradient, gradient))
        let size = try a.sum(a.root(squares), a.number(node.real("epsilon", 1e-6)))
        return [try a.difference(step.x, a.quotient(a.product(rate, gradient), size)), squares]
    }

    private static func momentum(
        _ a: inout ONNXArithmetic, _ node: ONNXNode, _ step: Step
    ) throws(Diagnostic) -> [ONNXOperand] {
        let alpha = try node.real("alpha", 0)
        let rate = try a.real(step.rate)
        let gradient = try regularized(&a, node, step)
        // The first step takes all of the gradient.
        let isFirst = try a.isZero(step.count)
        let share = try a.choice(isFirst, a.number(1), a.number(node.real("beta", 0)))
        let memory = try a.sum(a.scaled(step.memories[0], alpha), a.product(share, gradient))
        let isNesterov = try node.string("mode") == "nesterov"
        let direction = isNesterov ? try a.sum(gradient, a.scaled(memory, alpha)) : memory
        return [try a.difference(step.x, a.product(rate, direction)), memory]
    }

    private static func adam(
        _ a: inout ONNXArithmetic, _ node: ONNXNode, _ step: Step
    ) throws(Diagnostic) -> [ONNXOperand] {
        let (alpha, beta) = (try node.real("alpha", 0.9), try node.real("beta", 0.999))
        let gradient = try regularized(&a, node, step)
        let mean = try a.sum(a.scaled(step.memories[0], alpha), a.scaled(gradient, 1 - alpha))
        let square = try a.sum(
            a.scaled(step.memories[1], beta), a.scaled(a.product(gradient, gradient), 1 - beta))
        let size = try a.sum(a.root(square), a.number(node.real("epsilon", 1e-6)))
        // After the first step the rate makes up for memories that began at 0.
        let steps = try a.real(step.count)
        let left = try a.difference(a.number(1), a.power(a.number(alpha), steps))
        let corrected = try a.quotient(
            a.product(a.real(step.rate), a.root(a.difference(a.number(1), a.power(a.number(beta), steps)))), left)
        let rate = try a.choice(a.isZero(step.count), a.real(step.rate), corrected)
        let next = try a.difference(step.x, a.quotient(a.product(rate, mean), size))
        return [try a.scaled(next, 1 - node.real("norm_coefficient_post", 0)), mean, square]
    }
}

/// Arithmetic on operands of one element type, for formulas.
struct ONNXArithmetic {
    var importer: ONNXGraphImporter
    private let type: ElementType

    init(_ importer: ONNXGraphImporter, _ type: ElementType) {
        self.importer = importer
        self.type = type
    }

    func number(_ value: Double) -> ONNXOperand { .scalar(value, type) }
    mutating func real(_ a: ONNXOperand) throws(Diagnostic) -> ONNXOperand { try importer.cast(a, to: type) }
    mutating func sum(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Add(), a, b)
    }
    mutating func difference(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Subtract(), a, b)
    }
    mutating func product(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Multiply(), a, b)
    }
    mutating func quotient(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Divide(), a, b)
    }
    mutating func power(_ a: ONNXOperand, _ b: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Power(), a, b)
    }
    mutating func root(_ a: ONNXOperand) throws(Diagnostic) -> ONNXOperand { try importer.one(Op.Sqrt(), a) }
    mutating func scaled(_ a: ONNXOperand, _ factor: Double) throws(Diagnostic) -> ONNXOperand {
        factor == 1 ? a : try product(a, number(factor))
    }
    mutating func choice(
        _ condition: ONNXOperand, _ a: ONNXOperand, _ b: ONNXOperand
    ) throws(Diagnostic) -> ONNXOperand { try importer.one(Op.Select(), condition, a, b) }
    /// Whether a whole number is 0.
    mutating func isZero(_ a: ONNXOperand) throws(Diagnostic) -> ONNXOperand {
        try importer.one(Op.Equal(), a, .scalar(0, importer.fact(a).elementType))
    }
}
