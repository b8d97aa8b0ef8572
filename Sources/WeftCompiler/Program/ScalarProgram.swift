/// A straight line of operations on numbers, run for each element: what fused elementwise work comes to.
///
/// Values are numbered in the order in which they are made; the registers of the kernels are handed out later.
package struct ScalarProgram: Sendable, Hashable {
    /// The operations, as the kernels name them.
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case copy, add, subtract, multiply, divide, power, remainder, maximum, minimum
        case equal, notEqual = "not_equal", less, lessEqual = "less_equal"
        case fma, select, scale, clamp, negate, reciprocal, abs, sign, sqrt, exp, log, sin, cos, erf, floor, ceil, round
        case addRelu = "add_relu", fmaRelu = "fma_relu"
        case relu, leakyRelu = "leaky_relu", elu, celu, selu, gelu, geluTanh = "gelu_tanh", silu, mish, softplus
        case softsign, sigmoid, tanh, hardSigmoid = "hard_sigmoid", hardSwish = "hard_swish"
        // What plain loops alone have: functions of reals, and the bits of whole numbers.
        case tan, asin, acos, atan, sinh, cosh, asinh, acosh, atanh, isNan = "is_nan", isInf = "is_inf", fmod
        case bitwiseAnd = "bitwise_and", bitwiseOr = "bitwise_or", bitwiseXor = "bitwise_xor"
        case bitwiseNot = "bitwise_not", shiftLeft = "shift_left", shiftRight = "shift_right"

        /// Whether it is done to the bits of whole numbers.
        package var isBitwise: Bool {
            [.bitwiseAnd, .bitwiseOr, .bitwiseXor, .bitwiseNot, .shiftLeft, .shiftRight].contains(self)
        }
    }

    /// A line of the program.
    package enum Line: Sendable, Hashable {
        case load(operand: Int)
        case constant(Float)
        case apply(Operation, [Int], Float, Float)
    }

    /// The lines; line `i` makes value `i`.
    package var lines: [Line] = []
    /// What is stored in the end: values and the operands that they go to.
    package var stores: [Store] = []

    /// A value that is written to an operand.
    package struct Store: Sendable, Hashable {
        package let value: Int
        package let operand: Int

        package init(value: Int, operand: Int) {
            self.value = value
            self.operand = operand
        }
    }

    package init() {}

    /// One operation on two operands, whose result goes to the third.
    package init(onTwo operation: Operation) {
        let operands = [add(.load(operand: 0)), add(.load(operand: 1))]
        stores = [Store(value: apply(operation, operands), operand: 2)]
    }

    /// Adds a line, or finds the same one; the number of its value.
    package mutating func add(_ line: Line) -> Int {
        if let index = lines.firstIndex(of: line) { return index }
        lines.append(line)
        return lines.count - 1
    }

    package mutating func apply(_ operation: Operation, _ values: [Int], _ x: Float = 0, _ y: Float = 0) -> Int {
        add(.apply(operation, values, x, y))
    }
}

extension ScalarProgram: CustomStringConvertible {
    /// The program on one line: `%2 = add %0 %1; operand 3 = %2`.
    package var description: String {
        let made = lines.enumerated().map { index, line in
            switch line {
            case .load(let operand): "%\(index) = operand \(operand)"
            case .constant(let value): "%\(index) = \(value)"
            case .apply(let operation, let values, let x, let y):
                "%\(index) = \(operation.rawValue) \(values.map { "%\($0)" }.joined(separator: " "))"
                    + (x != 0 || y != 0 ? " (\(x), \(y))" : "")
            }
        }
        return (made + stores.map { "operand \($0.operand) = %\($0.value)" }).joined(separator: "; ")
    }
}
