import WeftDiagnostics
import WeftFiles
import WeftGraph

/// The operations of a size's postfix list; the numbers are those of the schema.
private enum DimensionOperation: Int64 {
    case constant = 0
    case symbol = 1
    case add = 2
    case multiply = 3
    case floorDivide = 4
    case remainder = 5
    case minimum = 6
    case maximum = 7
}

/// Writes sizes, and numbers the symbols in the order in which they are met.
struct DimensionEncoder {
    private(set) var symbols: [Symbol] = []
    private var numbers: [Symbol: Int] = [:]

    /// A size as a message.
    ///
    /// - Throws: `size-too-large` for one whose arithmetic went too far, or that is nested too deeply.
    mutating func encode(_ dimension: Dimension, in owner: ProtobufMessage) throws(Diagnostic) -> ProtobufMessage {
        var message = owner
        var list: [Int64] = []
        try append(dimension, to: &list, depth: 0)
        message.set("postfix", list)
        return message
    }

    private mutating func append(_ dimension: Dimension, to list: inout [Int64], depth: Int) throws(Diagnostic) {
        guard depth <= DimensionDecoder.deepest, !dimension.isOverflow else {
            throw Diagnostic("size-too-large", "the size \(dimension) is too large to be written")
        }
        var isFirst = true
        func join(_ operation: DimensionOperation) {
            if !isFirst { list.append(operation.rawValue) }
            isFirst = false
        }
        for term in dimension.terms {
            var isFirstFactor = true
            if term.coefficient != 1 {
                list += [DimensionOperation.constant.rawValue, Int64(term.coefficient)]
                isFirstFactor = false
            }
            for factor in term.factors {
                try append(factor, to: &list, depth: depth)
                if !isFirstFactor { list.append(DimensionOperation.multiply.rawValue) }
                isFirstFactor = false
            }
            join(.add)
        }
        if dimension.constant != 0 || isFirst {
            list += [DimensionOperation.constant.rawValue, Int64(dimension.constant)]
            join(.add)
        }
    }

    private mutating func append(
        _ factor: Dimension.Factor, to list: inout [Int64], depth: Int
    ) throws(Diagnostic) {
        let (left, right, operation): (Dimension, Dimension, DimensionOperation)
        switch factor {
        case .symbol(let symbol):
            list += [DimensionOperation.symbol.rawValue, Int64(number(symbol))]
            return
        case .floorDivision(let a, let b): (left, right, operation) = (a, b, .floorDivide)
        case .minimum(let a, let b): (left, right, operation) = (a, b, .minimum)
        case .maximum(let a, let b): (left, right, operation) = (a, b, .maximum)
        case .overflow: throw Diagnostic("size-too-large", "a size is too large to be written")
        }
        try append(left, to: &list, depth: depth + 1)
        try append(right, to: &list, depth: depth + 1)
        list.append(operation.rawValue)
    }

    private mutating func number(_ symbol: Symbol) -> Int {
        if let number = numbers[symbol] { return number }
        numbers[symbol] = symbols.count
        symbols.append(symbol)
        return symbols.count - 1
    }
}

/// Reads sizes: a postfix list is run on a stack, with bounds on what that costs.
struct DimensionDecoder {
    /// The most divisions, minima and maxima inside each other.
    static let deepest = 64
    /// The most numbers in a list.
    private static let longest = 4 * Dimension.largestComplexity

    let symbols: [Symbol]
    /// What all sizes of a file together may cost, in terms added and multiplied.
    private var work = 50_000_000

    init(symbols: [Symbol]) {
        self.symbols = symbols
    }

    private struct Entry {
        let dimension: Dimension
        let depth: Int
    }

    /// The size of a message.
    ///
    /// - Throws: `model-dimension`.
    mutating func decode(_ message: ProtobufMessage) throws(Diagnostic) -> Dimension {
        let list = message.integers("postfix")
        if list.count == 2, list[0] == 0 { return Dimension(Int(list[1])) }
        guard list.count <= DimensionDecoder.longest else {
            throw problem("a size must not have more than \(DimensionDecoder.longest) operations")
        }
        var stack: [Entry] = []
        var position = 0
        while position < list.count {
            guard let operation = DimensionOperation(rawValue: list[position]) else {
                throw problem("\(list[position]) is no operation of a size that this version knows")
            }
            position += 1
            if operation == .constant || operation == .symbol {
                guard position < list.count else { throw problem("a size must not end before an operation's number") }
                stack.append(Entry(dimension: try leaf(operation, list[position]), depth: 0))
                position += 1
            } else {
                guard let right = stack.popLast(), let left = stack.popLast() else {
                    throw problem("an operation of a size must find two numbers on the stack")
                }
                stack.append(try apply(operation, left, right))
            }
        }
        guard stack.count == 1 else {
            throw problem("a size must leave one number on the stack, and this one leaves \(stack.count)")
        }
        return stack[0].dimension
    }

    private func leaf(_ operation: DimensionOperation, _ number: Int64) throws(Diagnostic) -> Dimension {
        if operation == .constant { return Dimension(Int(number)) }
        guard let index = Int(exactly: number), symbols.indices.contains(index) else {
            throw problem("there is no symbol \(number)")
        }
        return Dimension(symbols[index])
    }

    private mutating func apply(
        _ operation: DimensionOperation, _ left: Entry, _ right: Entry
    ) throws(Diagnostic) -> Entry {
        let (a, b) = (left.dimension, right.dimension)
        var depth = max(left.depth, right.depth)
        let isProduct = operation != .add
        work -= isProduct ? (a.terms.count + 1) * (b.terms.count + 1) : a.terms.count + b.terms.count + 1
        guard work >= 0, !isProduct || a.terms.count * b.terms.count <= Dimension.largestComplexity else {
            throw problem("the sizes are too large to be worked out")
        }
        let result: Dimension
        switch operation {
        case .add: result = a + b
        case .multiply: result = a * b
        case .floorDivide: result = a.floorDivided(by: b)
        case .remainder: result = a.remainder(by: b)
        case .minimum: result = .minimum(a, b)
        case .maximum: result = .maximum(a, b)
        case .constant, .symbol: result = a
        }
        if operation != .add, operation != .multiply { depth += 1 }
        guard depth <= DimensionDecoder.deepest, !result.isOverflow else {
            throw problem("a size must stay within 64 bits, and divide by something above 0")
        }
        return Entry(dimension: result, depth: depth)
    }

    private func problem(_ message: String) -> Diagnostic { Diagnostic("model-dimension", message) }
}
