import WeftGraph
import WeftTensors

/// Goes through a graph in the order of its nodes and notes how much memory the values that are alive take.
///
/// A value is alive from the node that makes it, or the start for an input, to its last reader, or the end for an output.
/// While a node runs its operands and its results are alive. Parameters and constants are the model's, not counted.
/// Results that only have another shape, and those of dropout in inference, are the memory of their operand, which is
/// alive as long as they are. A body adds, while it runs, the most that it needs itself.
struct ActivationWalk {
    /// How many products all points may have together before the walk is given up.
    private static let mostProducts = 4_000_000

    private let graph: Graph
    /// The value whose memory a value is; nil for what is not counted.
    private var roots: [Int?]
    /// The bytes of each value that has memory of its own.
    private var sizes: [Int: ProductSum] = [:]
    /// Products by number, so that points are compared fast.
    private var numbers: [ProductSum.Product: Int] = [:]
    private var products: [ProductSum.Product] = []
    private var alive: [Int: Int] = [:]
    private var found: Set<[Int: Int]> = []
    private var productCount = 0
    private var isOverflow = false

    /// The memory at each point of a run, each amount once; nil when it is too large to be followed.
    static func points(_ graph: Graph, ownInputs: Range<Int>? = nil) -> [ProductSum]? {
        var walk = ActivationWalk(graph, ownInputs: ownInputs ?? graph.inputs.indices)
        walk.run()
        return walk.isOverflow ? nil : walk.found.map(walk.sum)
    }

    private init(_ graph: Graph, ownInputs: Range<Int>) {
        self.graph = graph
        roots = [Int?](repeating: nil, count: graph.values.count)
        for input in graph.inputs[ownInputs] { own(input.value) }
        for node in graph.nodes {
            let traits = type(of: node.operation).signature.traits
            for output in node.outputs where !traits.contains(.isStored) {
                if traits.contains(.sharesMemory), let first = node.inputs.first ?? nil {
                    roots[output.index] = roots[first.index]
                } else {
                    own(output)
                }
            }
        }
    }

    private mutating func own(_ value: ValueID) {
        roots[value.index] = value.index
        sizes[value.index] = graph.type(value).bytes
    }

    private mutating func run() {
        let end = graph.nodes.count
        // What dies with each node; with what is never read, its maker, and an input that is not, the start.
        var dying = [[Int]](repeating: [], count: end + 1)
        var deaths: [Int: Int] = [:]
        for (value, reader) in graph.lastReaders.enumerated() {
            guard let root = roots[value] else { continue }
            deaths[root] = max(deaths[root] ?? -1, reader)
        }
        for input in graph.inputs where roots[input.value.index] == input.value.index { add(input.value.index, 1) }
        note()
        for input in graph.inputs where deaths[input.value.index] == -1 { add(input.value.index, -1) }
        for (root, reader) in deaths where reader >= 0 { dying[reader].append(root) }
        for (index, node) in graph.nodes.enumerated() {
            let made = node.outputs.map(\.index).filter { roots[$0] == $0 }
            for value in made { add(value, 1) }
            note(node)
            for value in made where deaths[value] == -1 { add(value, -1) }
            for value in dying[index] { add(value, -1) }
            if isOverflow { return }
        }
    }

    private mutating func add(_ value: Int, _ times: Int) {
        guard let size = sizes[value] else { return }
        isOverflow = isOverflow || size.isOverflow
        for (product, bytes) in size.terms {
            let number = number(of: product)
            let (sum, overflow) = alive[number, default: 0].addingReportingOverflow(times * bytes)
            isOverflow = isOverflow || overflow
            alive[number] = sum == 0 ? nil : sum
        }
    }

    private mutating func number(of product: ProductSum.Product) -> Int {
        if let known = numbers[product] { return known }
        numbers[product] = products.count
        products.append(product)
        return products.count - 1
    }

    private mutating func note() {
        guard found.insert(alive).inserted else { return }
        productCount += alive.count
        if productCount > ActivationWalk.mostProducts { isOverflow = true }
    }

    /// Notes what is alive and, for an operator with a body, each amount that the body may need on top of it.
    private mutating func note(_ node: Graph.Node) {
        guard let operation = node.operation as? any OperatorWithBody else { return note() }
        let operands = node.inputs.map { $0.map { graph[$0].fact } }
        guard let body = operation.bodyInPlace(operands),
            let points = ActivationWalk.points(body.graph, ownInputs: body.ownInputs)
        else { return isOverflow = true }
        let around = alive
        for point in LargestSums(points, Assumptions()).all {
            let point = point.substituting(body.sizes)
            isOverflow = isOverflow || point.isOverflow
            for (product, bytes) in point.terms {
                let number = number(of: product)
                let (sum, overflow) = alive[number, default: 0].addingReportingOverflow(bytes)
                isOverflow = isOverflow || overflow
                alive[number] = sum == 0 ? nil : sum
            }
            note()
            alive = around
        }
    }

    private func sum(_ point: [Int: Int]) -> ProductSum {
        var result = ProductSum()
        for (number, bytes) in point { result.add(bytes, products[number]) }
        return result
    }
}

extension TensorType {
    /// The bytes of the tensor; elements below a byte are packed.
    fileprivate var bytes: ProductSum {
        guard elementType.bits < 8 else { return ProductSum(product: shape, times: elementType.bits / 8) }
        return ProductSum(product: [(elementCount * Dimension(elementType.bits)).ceilDivided(by: 8)])
    }
}
