import WeftFiles
import WeftGraph
import WeftTensors

/// Numbers, strings, tensors and initialisers as the language writes them, each exactly.
enum PrintedLiterals {
    static func text(_ number: Int) -> String {
        // The lexer has no number whose negative this is.
        if number == .min { return "-\(Int.max) - 1" }
        let digits = Array(String(number.magnitude))
        guard digits.count > 4 else { return String(number) }
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += "_" }
            result.append(digit)
        }
        return result
    }

    /// A number that is read as a real.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return "\(number)"
    }

    /// A number, as a whole one where it is one.
    static func shortest(_ number: Double) -> String {
        if let whole = Int(exactly: number), whole.magnitude < 1 << 53, !(whole == 0 && number.sign == .minus) {
            return text(whole)
        }
        return text(number)
    }

    /// A number as the short expression that it came from, `1 / 255` or `1 / sqrt(128)`, where it is one.
    static func derived(_ number: Double) -> String {
        let plain = shortest(number)
        guard plain.utf8.count > 8, number > 0, number < 1 else { return plain }
        let whole = (1 / number).rounded()
        if whole < 10_000, 1 / whole == number { return "1 / \(Int(whole))" }
        let square = (1 / (number * number)).rounded()
        if square < 1e9, 1 / square.squareRoot() == number { return "1 / sqrt(\(text(Int(square))))" }
        return plain
    }

    /// A string in quotes.
    static func text(_ string: String) -> String {
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "{": result += "{{"
            case "}": result += "}}"
            default:
                let isPlain = scalar.value >= 0x20 && scalar.value < 0x7F || scalar.properties.isAlphabetic
                if isPlain {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                }
            }
        }
        return result + "\""
    }

    /// A tensor of rank 0 as a number that gives it back beside tensors of its type; nil when there is none.
    static func number(_ tensor: Tensor) -> String? {
        guard tensor.shape.isEmpty else { return nil }
        let plain = PlainTensor(tensor)
        switch plain.elements {
        case .reals(let values):
            let text = shortest(values[0], in: tensor.elementType)
            guard !values[0].isNaN else {
                return PlainTensor(rounding: [.nan], tensor.elementType, shape: []).tensor == tensor ? text : nil
            }
            return text
        case .integers(let values):
            if tensor.elementType == .bool { return tensor.bytes == [UInt8(values[0])] ? "\(values[0] == 1)" : nil }
            guard tensor.elementType.integerRange?.contains(values[0]) == true, values[0] != .min else { return nil }
            return plain.tensor == tensor ? text(Int(values[0])) : nil
        }
    }

    /// The fewest digits that round to a value of a type.
    private static func shortest(_ value: Double, in type: ElementType) -> String {
        let exact = shortest(value)
        guard type != .f64, value.isFinite, !exact.utf8.allSatisfy({ $0 != UInt8(ascii: ".") }) else { return exact }
        let short = "\(Float(value))"
        guard let read = Double(short), type.rounded(read) == value else { return exact }
        return shortest(read)
    }

    /// How many elements are written as numbers.
    private static let mostNumbers = 16

    /// A tensor with its type and sizes: few elements as numbers, many as their bytes in base 64.
    static func text(_ tensor: Tensor) -> String {
        let shape = tensor.shape.map(String.init).joined(separator: ", ")
        let head = "tensor(\(tensor.elementType.rawValue), [\(shape)], "
        if tensor.count <= mostNumbers, let numbers = numbers(tensor) { return "\(head)[\(numbers)])" }
        let letters = Array(Base64.encode(tensor.bytes).utf8)
        let length = max(76, (letters.count / 1_000 + 3) / 4 * 4)
        guard letters.count > length else { return "\(head)\"\(String(decoding: letters, as: UTF8.self))\")" }
        let parts = stride(from: 0, to: letters.count, by: length).map { start in
            "\"\(String(decoding: letters[start..<min(start + length, letters.count)], as: UTF8.self))\""
        }
        return "\(head)[\n\(parts.joined(separator: ",\n"))\n])"
    }

    /// The elements as numbers, when they give the tensor back.
    private static func numbers(_ tensor: Tensor) -> String? {
        let plain = PlainTensor(tensor)
        switch plain.elements {
        case .reals(let values):
            // What `nan` gives back is one of many.
            let read = values.map { $0.isNaN ? .nan : $0 }
            guard PlainTensor(rounding: read, tensor.elementType, shape: tensor.shape).tensor == tensor else {
                return nil
            }
            return values.map { shortest($0, in: tensor.elementType) }.joined(separator: ", ")
        case .integers(let values):
            guard plain.tensor == tensor, let range = tensor.elementType.integerRange,
                values.allSatisfy({ range.contains($0) })
            else { return nil }
            if tensor.elementType == .bool { return values.map { "\($0 == 1)" }.joined(separator: ", ") }
            return values.map { text(Int($0)) }.joined(separator: ", ")
        }
    }

    /// An initialiser as a parameter's first value.
    static func text(_ initializer: Initializer) -> String {
        switch initializer {
        case .constant(let value): derived(value)
        case .uniform(let low, let high) where low == -high: "uniform(\(derived(high)))"
        case .uniform(let low, let high): "uniform(\(shortest(low)), \(shortest(high)))"
        case .normal(let mean, let deviation): "normal(\(shortest(mean)), \(derived(deviation)))"
        case .kaimingUniform(let a): "kaiming_uniform(\(a == 5.0.squareRoot() ? "sqrt(5)" : shortest(a)))"
        case .kaimingNormal(let fanOut): "kaiming_normal(\"\(fanOut ? "fan_out" : "fan_in")\")"
        case .xavierUniform: "xavier_uniform"
        case .xavierNormal: "xavier_normal"
        case .orthogonal(let gain): "orthogonal(\(shortest(gain)))"
        case .values(let values): "values([\(values.map { shortest($0) }.joined(separator: ", "))])"
        }
    }

    /// What a parameter without a written initialiser begins with.
    static func standardInitializer(_ type: TensorType) -> Initializer {
        type.rank >= 2 && type.elementType.isFloat ? .kaimingUniform(a: 5.0.squareRoot()) : .constant(0)
    }

    static func text(_ value: MetadataValue) -> String {
        switch value {
        case .none: "none"
        case .bool(let truth): "\(truth)"
        case .integer(let number): text(number)
        case .real(let number): derived(number) == shortest(number) ? text(number) : derived(number)
        case .string(let string): text(string)
        case .list(let values): "[\(values.map { text($0) }.joined(separator: ", "))]"
        }
    }
}
