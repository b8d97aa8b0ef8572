import WeftGraph
import WeftTestSupport

/// An expression as it is written, computed plainly: what canonical forms are held against.
indirect enum Tree: CustomStringConvertible {
    case number(Int)
    case symbol(String)
    case sum(Tree, Tree)
    case difference(Tree, Tree)
    case product(Tree, Tree)
    case floor(Tree, Int)
    case ceil(Tree, Int)
    case remainder(Tree, Int)
    case smaller(Tree, Tree)
    case larger(Tree, Tree)

    /// One by chance; without products of symbols, minima and maxima where only sums and divisions are wanted.
    static func random(_ numbers: inout Numbers, symbols: [String], depth: Int, linear: Bool = false) -> Tree {
        if depth == 0 {
            guard numbers.int(0...3) > 0 else { return .number(numbers.int(-6...6)) }
            return .symbol(symbols[numbers.int(0...(symbols.count - 1))])
        }
        func part() -> Tree {
            random(&numbers, symbols: symbols, depth: numbers.int(0...(depth - 1)), linear: linear)
        }
        switch numbers.int(0...(linear ? 6 : 9)) {
        case 0, 1: return .sum(part(), part())
        case 2: return .difference(part(), part())
        case 3: return .floor(part(), numbers.int(1...5))
        case 4: return .ceil(part(), numbers.int(1...5))
        case 5: return .remainder(part(), numbers.int(1...5))
        case 6: return .product(.number(numbers.int(-4...4)), part())
        case 7: return .product(part(), part())
        case 8: return .smaller(part(), part())
        default: return .larger(part(), part())
        }
    }

    func value(_ sizes: [String: Int]) -> Int {
        switch self {
        case .number(let number): number
        case .symbol(let name): sizes[name] ?? 0
        case .sum(let a, let b): a.value(sizes) + b.value(sizes)
        case .difference(let a, let b): a.value(sizes) - b.value(sizes)
        case .product(let a, let b): a.value(sizes) * b.value(sizes)
        case .floor(let a, let k): Tree.floored(a.value(sizes), k)
        case .ceil(let a, let k): -Tree.floored(-a.value(sizes), k)
        case .remainder(let a, let k): a.value(sizes) - k * Tree.floored(a.value(sizes), k)
        case .smaller(let a, let b): min(a.value(sizes), b.value(sizes))
        case .larger(let a, let b): max(a.value(sizes), b.value(sizes))
        }
    }

    private static func floored(_ value: Int, _ divisor: Int) -> Int {
        Int((Double(value) / Double(divisor)).rounded(.down))
    }

    var dimension: Dimension {
        switch self {
        case .number(let number): Dimension(number)
        case .symbol(let name): Dimension(Symbol(name))
        case .sum(let a, let b): a.dimension + b.dimension
        case .difference(let a, let b): a.dimension - b.dimension
        case .product(let a, let b): a.dimension * b.dimension
        case .floor(let a, let k): a.dimension.floorDivided(by: Dimension(k))
        case .ceil(let a, let k): a.dimension.ceilDivided(by: Dimension(k))
        case .remainder(let a, let k): a.dimension.remainder(by: Dimension(k))
        case .smaller(let a, let b): .minimum(a.dimension, b.dimension)
        case .larger(let a, let b): .maximum(a.dimension, b.dimension)
        }
    }

    var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .symbol(let name): name
        case .sum(let a, let b): "(\(a) + \(b))"
        case .difference(let a, let b): "(\(a) - \(b))"
        case .product(let a, let b): "(\(a) * \(b))"
        case .floor(let a, let k): "floor(\(a) / \(k))"
        case .ceil(let a, let k): "ceil(\(a) / \(k))"
        case .remainder(let a, let k): "(\(a) % \(k))"
        case .smaller(let a, let b): "min(\(a), \(b))"
        case .larger(let a, let b): "max(\(a), \(b))"
        }
    }
}

/// Sizes for two symbols, all of a small square.
func square(_ range: ClosedRange<Int>) -> [[String: Int]] {
    range.flatMap { h in range.map { ["H": h, "W": $0] } }
}

func binding(_ sizes: [String: Int]) -> [Symbol: Int] {
    Dictionary(uniqueKeysWithValues: sizes.map { (Symbol($0.key), $0.value) })
}

let h = Dimension(Symbol("H"))
let w = Dimension(Symbol("W"))
let n = Dimension(Symbol("N"))
