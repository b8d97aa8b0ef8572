import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Random operands and attributes of an operator, with free sizes, as a generic test tries them.
struct RandomCase {
    static let symbols = [Symbol("N"), Symbol("H"), Symbol("W")]

    var numbers: Numbers
    /// The sizes that the symbols will have.
    let binding: [Symbol: Int]

    init(seed: UInt64) {
        var numbers = Numbers(state: seed)
        binding = Dictionary(
            uniqueKeysWithValues: RandomCase.symbols.map { ($0, Int.random(in: 1...5, using: &numbers)) })
        self.numbers = numbers
    }

    private mutating func one<Element>(of choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &numbers)]
    }

    mutating func size() -> Dimension {
        let n = Dimension(one(of: RandomCase.symbols))
        return switch Int.random(in: 0..<12, using: &numbers) {
        case 0: 0
        case 1, 2: 1
        case 3...5: Dimension(Int.random(in: 2...4, using: &numbers))
        case 6: n * 2
        case 7: n.floorDivided(by: 2)
        case 8: n + 1
        default: n
        }
    }

    /// Facts for the operands: shapes that have a chance to suit each other.
    mutating func facts(_ signature: Signature) -> [Fact?] {
        let shape = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in size() }
        let type: ElementType = one(of: [.f32, .f32, .f32, .i64, .i32, .bool, .u8, .u64, .f16, .f8e4m3])
        var result: [Fact?] = []
        for operand in signature.operands {
            let count = operand.arity == .variadic ? Int.random(in: 1...3, using: &numbers) : 1
            for _ in 0..<count {
                if operand.arity == .optional, Bool.random(using: &numbers) {
                    result.append(nil)
                } else if result.isEmpty {
                    result.append(Fact(["mask"].contains(operand.name) ? .bool : type, shape))
                } else {
                    result.append(Fact(elementType(operand.name, type), related(shape)))
                }
            }
        }
        return result
    }

    private mutating func elementType(_ name: String, _ first: ElementType) -> ElementType {
        if ["lengths", "ids", "key", "counter", "targets"].contains(name) { return one(of: [.i32, .i64]) }
        if name == "scale" { return .f32 }
        return Int.random(in: 0..<12, using: &numbers) == 0 ? .f64 : first == .bool && name == "a" ? .f32 : first
    }

    private mutating func related(_ shape: [Dimension]) -> [Dimension] {
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0, 1: shape
        case 2: shape.map { Bool.random(using: &numbers) ? 1 : $0 }
        case 3: Array(shape.prefix(1))
        case 4: Array(shape.dropFirst().prefix(1))
        case 5: Array(shape.suffix(1))
        case 6: []
        default: (0..<Int.random(in: 0...3, using: &numbers)).map { _ in size() }
        }
    }

    mutating func attribute(_ kind: Attribute.Kind) -> Attribute? {
        let few = 0..<Int.random(in: 0...4, using: &numbers)
        return switch kind {
        case .integer: .integer(integer())
        case .real: .real(one(of: [0, 0.5, 1, 2, -1, 3, .nan, .infinity]))
        case .bool: .bool(.random(using: &numbers))
        case .string: .string(one(of: ["none", "tanh", "reflect", "edge", "same", "causal", "linear", "cubic"]))
        case .elementType: .elementType(one(of: ElementType.allCases))
        case .dimension: .dimension(dimension())
        case .tensor: .tensor(tensor(Fact(.i32, [2])).tensor)
        case .integers: .integers(few.map { _ in integer() })
        case .reals: .reals(few.map { _ in one(of: [0.5, 1, 2]) })
        case .dimensions: .dimensions(few.map { _ in dimension() })
        default: nil
        }
    }

    private mutating func integer() -> Int {
        Int.random(in: 0..<30, using: &numbers) == 0
            ? one(of: [.min, .max, 1 << 40]) : Int.random(in: -3...4, using: &numbers)
    }

    private mutating func dimension() -> Dimension {
        Bool.random(using: &numbers) ? size() : Dimension(integer())
    }

    /// A tensor of a type, with the sizes bound.
    mutating func tensor(_ fact: Fact) -> PlainTensor {
        let shape = fact.type.sizes(binding) ?? []
        let count = shape.elementCount ?? 0
        if fact.elementType.isFloat {
            let values = (0..<count).map { _ in Double.random(in: -3...3, using: &numbers) }
            return PlainTensor(rounding: values, fact.elementType, shape: shape)
        }
        let values = (0..<count).map { _ in Int64.random(in: 0...3, using: &numbers) }
        return PlainTensor(wrapping: values, fact.elementType, shape: shape)
    }
}

extension Attribute {
    /// The attribute with sizes bound.
    func bound(_ binding: [Symbol: Int]) -> Attribute? {
        switch self {
        case .dimension(let dimension): return dimension.evaluated(binding).map { .integer($0) }
        case .dimensions(let dimensions):
            let values = dimensions.compactMap { $0.evaluated(binding) }
            return values.count == dimensions.count ? .integers(values) : nil
        default: return self
        }
    }
}
