import WeftTensors

/// Numbers of a tensor as text.
enum TensorText {
    /// A line for each row along the last axis, with its indices where there are several.
    static func lines(_ tensor: PlainTensor) -> [String] {
        let numbers = numbers(tensor)
        guard let size = tensor.shape.last else { return numbers }
        guard size > 0, !numbers.isEmpty else { return [] }
        let outer = tensor.shape.dropLast()
        return (0..<(numbers.count / size)).map { row in
            let values = numbers[(row * size)..<((row + 1) * size)].joined(separator: " ")
            return outer.isEmpty ? values : "[\(indices(row, outer))] \(values)"
        }
    }

    /// A number in six digits, as people read it.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let magnitude = value.magnitude
        guard magnitude >= 1e-4, magnitude < 1e15 else { return "\(Float(value))" }
        let digits = 5 - Int(magnitude.exponentOfTen)
        guard digits > 0 else { return String(Int(value.rounded())) }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let text = "\((value * scale).rounded() / scale)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func numbers(_ tensor: PlainTensor) -> [String] {
        if tensor.elementType == .bool { return tensor.integers.map { $0 == 0 ? "false" : "true" } }
        switch tensor.elements {
        case .reals(let values): return values.map(number)
        case .integers(let values) where tensor.elementType == .u64:
            return values.map { String(UInt64(bitPattern: $0)) }
        case .integers(let values): return values.map { String($0) }
        }
    }

    private static func indices(_ row: Int, _ shape: ArraySlice<Int>) -> String {
        var rest = row
        var indices: [String] = []
        for size in shape.reversed() {
            indices.append(String(rest % size))
            rest /= size
        }
        return indices.reversed().joined(separator: ", ")
    }
}

extension Double {
    /// The exponent of the leading decimal digit.
    fileprivate var exponentOfTen: Int {
        var exponent = 0
        var value = self
        while value >= 10 {
            value /= 10
            exponent += 1
        }
        while value < 1 {
            value *= 10
            exponent -= 1
        }
        return exponent
    }
}
