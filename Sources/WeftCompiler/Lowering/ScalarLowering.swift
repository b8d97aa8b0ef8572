import WeftGraph
import WeftOperators
import WeftTensors

/// How operators on single elements are lines of a scalar program.
enum ScalarLowering {
    /// Adds the lines for an operator on values of the program; nil where there are none for it.
    static func lower(_ operation: any Operator, _ values: [Int], into program: inout ScalarProgram) -> Int? {
        if let known = plain[operation.name] { return program.apply(known, values) }
        switch operation {
        case is Op.Greater: return program.apply(.less, values.reversed())
        case is Op.GreaterOrEqual: return program.apply(.lessEqual, values.reversed())
        case is Op.And: return program.apply(.multiply, values)
        case is Op.Or: return program.apply(.maximum, values)
        case is Op.Not: return program.apply(.scale, values, -1, 1)
        case let clamp as Op.Clamp:
            return program.apply(.clamp, values, Float(clamp.min ?? -.infinity), Float(clamp.max ?? .infinity))
        case let leaky as Op.LeakyRelu: return program.apply(.leakyRelu, values, Float(leaky.slope))
        case let elu as Op.Elu: return program.apply(.elu, values, Float(elu.alpha))
        case let celu as Op.Celu: return program.apply(.celu, values, Float(celu.alpha))
        case let gelu as Op.Gelu: return program.apply(gelu.approximate == .exact ? .gelu : .geluTanh, values)
        case let hard as Op.HardSigmoid:
            return program.apply(.hardSigmoid, values, Float(hard.alpha), Float(hard.beta))
        case let soft as Op.Softplus:
            return program.apply(.softplus, values, Float(soft.beta), Float(soft.threshold))
        default: return nil
        }
    }

    /// Adds the lines for an operator where plain loops run the program; nil where there are none for it.
    static func lowerTyped(
        _ operation: any Operator, _ values: [Int], into program: inout ScalarProgram
    ) -> Int? {
        if let infinite = operation as? Op.IsInf {
            return program.apply(.isInf, values, infinite.positive ? 1 : 0, infinite.negative ? 1 : 0)
        }
        if let known = ofPlainLoops[operation.name] { return program.apply(known, values) }
        return lower(operation, values, into: &program)
    }

    /// Operators that vectors do not have.
    private static let ofPlainLoops: [String: ScalarProgram.Operation] = [
        "tan": .tan, "asin": .asin, "acos": .acos, "atan": .atan, "sinh": .sinh, "cosh": .cosh, "asinh": .asinh,
        "acosh": .acosh, "atanh": .atanh, "is_nan": .isNan, "fmod": .fmod, "bitwise_and": .bitwiseAnd,
        "bitwise_or": .bitwiseOr, "bitwise_xor": .bitwiseXor, "bitwise_not": .bitwiseNot, "shift_left": .shiftLeft,
        "shift_right": .shiftRight,
    ]

    /// Whether there are lines for an operator.
    static func covers(_ operation: any Operator) -> Bool {
        var program = ScalarProgram()
        return lower(operation, [0, 1, 2], into: &program) != nil
    }

    /// Operators that are one operation without numbers of their own.
    private static let plain: [String: ScalarProgram.Operation] = [
        "add": .add, "subtract": .subtract, "multiply": .multiply, "divide": .divide, "power": .power,
        "remainder": .remainder, "maximum": .maximum, "minimum": .minimum, "equal": .equal, "not_equal": .notEqual,
        "xor": .notEqual,
        "less": .less, "less_or_equal": .lessEqual, "select": .select, "negate": .negate, "abs": .abs, "sign": .sign,
        "sqrt": .sqrt, "exp": .exp, "log": .log, "sin": .sin, "cos": .cos, "erf": .erf, "floor": .floor, "ceil": .ceil,
        "round": .round, "relu": .relu, "selu": .selu, "silu": .silu, "mish": .mish, "softsign": .softsign,
        "sigmoid": .sigmoid, "tanh": .tanh, "hard_swish": .hardSwish,
    ]
}
