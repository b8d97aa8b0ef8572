import Testing
import WeftCompiler
import WeftTestSupport

@Suite("Registers of scalar programs")
struct RegisterTests {
    /// What a program's instructions make of operands, with a few operations that are easy to check.
    private func run(_ instructions: [ScalarProgram.Instruction], _ operands: inout [Float]) {
        var registers = [Float](repeating: .nan, count: 16)
        for instruction in instructions {
            switch instruction {
            case .load(let register, let operand): registers[register] = operands[operand]
            case .constant(let register, let number): registers[register] = number
            case .store(let register, let operand): operands[operand] = registers[register]
            case .apply(let operation, let register, let inputs, _, _):
                let (a, b) = (registers[inputs[0]], registers[inputs[inputs.count - 1]])
                registers[register] = operation == .add ? a + b : operation == .multiply ? a * b : a - b
            }
        }
    }

    @Test("hold every value as long as it is wanted", arguments: 0..<200)
    func random(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        var program = ScalarProgram()
        var values: [Float] = []
        var operands = (0..<6).map { Float($0 + 1) }
        for operand in operands.indices {
            let line = program.add(.load(operand: operand))
            if line == values.count { values.append(operands[operand]) }
        }
        for _ in 0..<12 {
            let (a, b) = (numbers.int(0...(values.count - 1)), numbers.int(0...(values.count - 1)))
            let operation: ScalarProgram.Operation = [.add, .multiply, .subtract][numbers.int(0...2)]
            let line = program.apply(operation, [a, b])
            let value =
                operation == .add
                ? values[a] + values[b] : operation == .multiply ? values[a] * values[b] : values[a] - values[b]
            if line == values.count { values.append(value) }
        }
        program.stores = [
            ScalarProgram.Store(value: values.count - 1, operand: 6), ScalarProgram.Store(value: 3, operand: 7),
        ]
        operands += [0, 0]
        let instructions = try #require(program.instructions(registers: 16, most: 64))
        run(instructions, &operands)
        let last = values[values.count - 1]
        #expect(operands[6] == last || operands[6].isNaN && last.isNaN)
        #expect(operands[7] == values[3])
    }

    @Test("are fewer where products and relu go into sums")
    func fusing() {
        var program = ScalarProgram()
        let (x, scale, shift) = (
            program.add(.load(operand: 0)), program.add(.load(operand: 1)), program.add(.load(operand: 2))
        )
        let product = program.apply(.multiply, [x, scale])
        let sum = program.apply(.add, [shift, product])
        let result = program.apply(.relu, [sum])
        program.stores = [ScalarProgram.Store(value: result, operand: 3)]
        let loads = "%0 = operand 0; %1 = operand 1; %2 = operand 2; "
        #expect(program.fusingSums().description == loads + "%3 = fma_relu %0 %1 %2; operand 3 = %3")
        // What is read twice stays.
        program.stores.append(ScalarProgram.Store(value: sum, operand: 4))
        #expect(
            program.fusingSums().description
                == loads + "%3 = fma %0 %1 %2; %4 = relu %3; operand 3 = %4; operand 4 = %3")
        program.stores.append(ScalarProgram.Store(value: product, operand: 5))
        #expect(
            program.fusingSums().description
                == loads + "%3 = multiply %0 %1; %4 = add %2 %3; %5 = relu %4; "
                + "operand 3 = %5; operand 4 = %4; operand 5 = %3")
    }

    @Test("are refused when there are too few")
    func tooFew() {
        var program = ScalarProgram()
        let lines = (0..<4).map { program.add(.load(operand: $0)) }
        let sums = [
            program.apply(.add, [lines[0], lines[1]]), program.apply(.subtract, [lines[0], lines[2]]),
            program.apply(.multiply, [lines[1], lines[3]]),
        ]
        let joined = program.apply(.add, [sums[0], sums[1]])
        program.stores = [ScalarProgram.Store(value: program.apply(.add, [joined, sums[2]]), operand: 4)]
        #expect(program.instructions(registers: 2, most: 64) == nil)
        #expect(program.instructions(registers: 16, most: 64) != nil)
        #expect(program.instructions(registers: 16, most: 5) == nil)
    }
}
