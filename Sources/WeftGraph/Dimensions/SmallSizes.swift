/// Bindings of sizes to small numbers, the smallest first: what is tried where nothing is proved.
struct SmallSizes: Sequence, IteratorProtocol {
    /// How many combinations are tried.
    private static let most = 1 << 14

    private let symbols: [Symbol]
    private let edge: Int
    private var number = 0
    private let count: Int

    init(_ symbols: [Symbol]) {
        self.symbols = symbols
        // The edge of a cube that holds no more than the most combinations.
        var edge = SmallSizes.most
        while symbols.count > 1, edge > 1,
            symbols.reduce(1.0, { product, _ in product * Double(edge) }) > Double(SmallSizes.most)
        {
            edge /= 2
        }
        self.edge = edge
        count = symbols.isEmpty ? 1 : symbols.reduce(1) { product, _ in product * edge }
    }

    mutating func next() -> [Symbol: Int]? {
        guard number < count else { return nil }
        var rest = number
        number += 1
        var binding: [Symbol: Int] = [:]
        for symbol in symbols {
            binding[symbol] = 1 + rest % edge
            rest /= edge
        }
        return binding
    }
}
