import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension ScalarProgram {
    /// The program as the kernels read it; `types` are those of its operands. With registers of a type other than `f32` the
    /// numbers of instructions are indices of `numbers`.
    func native(
        _ types: [ElementType], registers type: ElementType = .f32, numbers: inout [Double]
    ) throws(Diagnostic) -> weft_program {
        let registers = Int(WEFT_MAX_REGISTERS)
        guard let lines = instructions(registers: registers, most: Int(WEFT_MAX_INSTRUCTIONS)) else {
            throw Diagnostic("program-too-large", "a scalar program does not fit the registers of the kernels")
        }
        var result = weft_program()
        result.count = Int32(lines.count)
        unsafe withUnsafeMutableBytes(of: &result.code) { code in
            for (index, line) in lines.enumerated() {
                unsafe code.storeBytes(
                    of: line.native(types, type, &numbers), toByteOffset: index * MemoryLayout<weft_instruction>.stride,
                    as: weft_instruction.self)
            }
        }
        if type == .f32 { unsafe weft_program_prepare(&result) }
        let count = Int32(types.count)
        let isValid =
            unsafe type == .f32
            ? weft_program_is_valid(&result, count) : weft_typed_program_is_valid(&result, count)
        guard isValid else {
            throw Diagnostic("program-too-large", "the kernels refuse a scalar program")
        }
        return result
    }
}

extension ScalarProgram {
    /// The program with registers of `f32`.
    func native(_ types: [ElementType]) throws(Diagnostic) -> weft_program {
        var none: [Double] = []
        return try native(types, numbers: &none)
    }
}

extension ScalarProgram.Instruction {
    fileprivate func native(
        _ types: [ElementType], _ registers: ElementType, _ numbers: inout [Double]
    ) -> weft_instruction {
        var result = weft_instruction()
        func type(_ operand: Int) -> UInt8 { types[operand] == registers ? 0 : UInt8(types[operand].number) }
        func immediate(_ number: Float) -> Float {
            if registers == .f32 { return number }
            numbers.append(Double(number))
            return Float(numbers.count - 1)
        }
        switch self {
        case .load(let register, let operand):
            result.op = UInt8(WEFT_OP_LOAD.rawValue)
            (result.dst, result.a, result.b) = (UInt8(register), UInt8(operand), type(operand))
        case .constant(let register, let number):
            result.op = UInt8(WEFT_OP_CONSTANT.rawValue)
            (result.dst, result.x) = (UInt8(register), immediate(number))
        case .store(let register, let operand):
            result.op = UInt8(WEFT_OP_STORE.rawValue)
            (result.a, result.b, result.c) = (UInt8(operand), UInt8(register), type(operand))
        case .apply(let operation, let register, let inputs, let x, let y):
            result.op = OperationNumbers.numbers[operation] ?? 0
            result.dst = UInt8(register)
            if inputs.count > 0 { result.a = UInt8(inputs[0]) }
            if inputs.count > 1 { result.b = UInt8(inputs[1]) }
            if inputs.count > 2 { result.c = UInt8(inputs[2]) }
            (result.x, result.y) = x == 0 && y == 0 ? (0, 0) : (immediate(x), immediate(y))
        }
        return result
    }
}

/// The numbers that the kernels have for operations, found by their names.
private enum OperationNumbers {
    static let numbers: [ScalarProgram.Operation: UInt8] = {
        var result: [ScalarProgram.Operation: UInt8] = [:]
        for number in 0..<Int32(WEFT_OP_COUNT.rawValue) {
            guard let name = unsafe weft_op_name(number),
                let operation = ScalarProgram.Operation(rawValue: unsafe String(cString: name))
            else { continue }
            result[operation] = UInt8(number)
        }
        return result
    }()
}
