extension ScalarProgram {
    /// An instruction with its registers.
    package enum Instruction: Sendable {
        case load(register: Int, operand: Int)
        case constant(register: Int, Float)
        case apply(Operation, register: Int, inputs: [Int], Float, Float)
        case store(register: Int, operand: Int)
    }

    /// The instructions, each value loaded where it is first wanted and stored as soon as it is there; nil where the
    /// registers or the instructions do not suffice.
    package func instructions(registers: Int, most: Int) -> [Instruction]? {
        var scheduler = Scheduler(self, registers: registers)
        guard let result = scheduler.run(), result.count <= most else { return nil }
        return result
    }

    /// Hands out registers line by line; a register is free again after the last line that reads it.
    private struct Scheduler {
        private let program: ScalarProgram
        private var remaining: [Int]
        private var register: [Int?]
        private var free: [Int]
        private var result: [Instruction] = []

        init(_ program: ScalarProgram, registers: Int) {
            self.program = program
            remaining = Array(repeating: 0, count: program.lines.count)
            register = Array(repeating: nil, count: program.lines.count)
            free = Array((0..<registers).reversed())
            for line in program.lines {
                if case .apply(_, let inputs, _, _) = line { for input in inputs { remaining[input] += 1 } }
            }
            for store in program.stores { remaining[store.value] += 1 }
        }

        mutating func run() -> [Instruction]? {
            for (index, line) in program.lines.enumerated() {
                guard case .apply(let operation, let inputs, let x, let y) = line, remaining[index] > 0 else {
                    continue
                }
                for input in inputs where !fetch(input) { return nil }
                let sources = inputs.compactMap { register[$0] }
                for input in inputs { release(input) }
                guard let target = free.popLast() else { return nil }
                register[index] = target
                result.append(.apply(operation, register: target, inputs: sources, x, y))
                store(index)
            }
            // What is stored as it was loaded waits to the end, whether it is in a register or not.
            for store in program.stores where remaining[store.value] > 0 {
                guard fetch(store.value) else { return nil }
                self.store(store.value)
            }
            return result
        }

        /// Brings a load or a constant into a register, unless it is there.
        private mutating func fetch(_ value: Int) -> Bool {
            if register[value] != nil { return true }
            guard let target = free.popLast() else { return false }
            switch program.lines[value] {
            case .load(let operand): result.append(.load(register: target, operand: operand))
            case .constant(let number): result.append(.constant(register: target, number))
            case .apply: return false
            }
            register[value] = target
            return true
        }

        private mutating func store(_ value: Int) {
            for store in program.stores where store.value == value {
                guard let source = register[value] else { continue }
                result.append(.store(register: source, operand: store.operand))
                release(value)
            }
        }

        private mutating func release(_ value: Int) {
            remaining[value] -= 1
            guard remaining[value] == 0, let own = register[value] else { return }
            free.append(own)
            register[value] = nil
        }
    }
}
