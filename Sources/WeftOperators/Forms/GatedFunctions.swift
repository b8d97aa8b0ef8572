package import WeftGraph
import WeftTensors

/// Products of x and a function of x that have a name, as files say them whose format has none: silu, hard_swish, mish and
/// gelu.
package struct GatedFunctions: RewriteRule {
    package let operators: [any Operator.Type]? = [Op.Multiply.self, Op.Divide.self]

    package init() {}

    package func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let factors = Factors(node, rewriting), factors.values.count == 2 else { return nil }
        for place in 0..<2 {
            let (x, gate) = (factors.values[place], factors.values[1 - place])
            guard rewriting.isReadOnce(gate), let node = rewriting.producer(of: gate),
                let function = function(of: x, node, factors.number, rewriting)
            else { continue }
            return rewriting.add(function, [x])
        }
        return nil
    }

    /// The function that is x times what a node makes, times a number.
    private func function(
        of x: ValueID, _ gate: Graph.Node, _ number: Double, _ rewriting: Rewriting
    ) -> (any Operator)? {
        guard let argument = gate.inputs.first ?? nil else { return nil }
        let type = rewriting.fact(x).elementType
        let sixth = 1.0 / 6
        switch gate.operation {
        case is Op.Sigmoid: return number == 1 && argument == x ? Op.Silu() : nil
        case let gate as Op.HardSigmoid:
            let isOurs = gate.alpha.isRounded(from: sixth, type) && gate.beta == 0.5
            return number == 1 && isOurs && argument == x ? Op.HardSwish() : nil
        case let gate as Op.Clamp where gate.min == 0 && gate.max == 6:
            guard number.isRounded(from: sixth, type), let (value, shift) = rewriting.sum(argument), value == x,
                shift == 3
            else { return nil }
            return Op.HardSwish()
        case is Op.Tanh:
            guard number == 1, let softplus = rewriting.operation(of: argument, as: Op.Softplus.self),
                softplus.beta == 1, softplus.threshold >= 20, rewriting.source(argument, of: Op.Softplus.self) == x
            else { return nil }
            return Op.Mish()
        case is Op.Add:
            guard number == 0.5, let sum = gate.outputs.first.flatMap({ rewriting.sum($0) }), sum.1 == 1 else {
                return nil
            }
            return gelu(x, sum.0, rewriting)
        default: return nil
        }
    }

    /// Gelu, where a value is erf(x / √2) or tanh(√(2/π) · (x + 0.044715 · x³)).
    private func gelu(_ x: ValueID, _ value: ValueID, _ rewriting: Rewriting) -> Op.Gelu? {
        let type = rewriting.fact(x).elementType
        if let argument = rewriting.source(value, of: Op.Erf.self) {
            let scaled = Factors(argument, rewriting)
            let isScaled =
                scaled.number.isRounded(from: 0.5.squareRoot(), type)
                || (1 / scaled.number).isRounded(from: 2.0.squareRoot(), type)
            return scaled.values == [x] && isScaled ? Op.Gelu() : nil
        }
        guard let argument = rewriting.source(value, of: Op.Tanh.self) else { return nil }
        let scaled = Factors(argument, rewriting)
        guard scaled.values.count == 1, scaled.number.isRounded(from: (2 / Double.pi).squareRoot(), type),
            let (a, b) = rewriting.pair(scaled.values[0], of: Op.Add.self), a == x || b == x
        else { return nil }
        let cube = Factors(a == x ? b : a, rewriting)
        guard cube.number.isRounded(from: 0.044715, type), isCube(cube.values, of: x, rewriting) else { return nil }
        return Op.Gelu(approximate: .tanh)
    }

    private func isCube(_ values: [ValueID], of x: ValueID, _ rewriting: Rewriting) -> Bool {
        if values == [x, x, x] { return true }
        guard values.count == 1, let (base, exponent) = rewriting.pair(values[0], of: Op.Power.self) else {
            return false
        }
        return base == x && rewriting.uniform(exponent) == 3
    }
}
