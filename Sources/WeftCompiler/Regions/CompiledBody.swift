import WeftDiagnostics
package import WeftGraph
import WeftOperators

/// A body of a branch or of a loop, compiled by itself: it runs as often as numbers say that are found while running.
package struct CompiledBody: Sendable {
    /// The body as the operator has it.
    package let graph: Graph
    /// For each of its inputs the sizes of the constant that it is here; nil for what it is given anew each time.
    package let constants: [[Int]?]
    package let compiled: CompiledGraph

    /// - Parameter operands: what the inputs of the body are outside, where that is the same each time.
    fileprivate init(
        _ body: Graph, _ operands: [ValueID?], in outer: GraphRegions, _ options: LoweringOptions, passes: Int
    ) throws(Diagnostic) {
        var closing = BodyClosing(body, in: outer.graph)
        var constants: [[Int]?] = []
        for (input, operand) in zip(body.inputs, operands) {
            guard let operand, outer.graph.isKept(operand, outer.isConstant) else {
                constants.append(nil)
                continue
            }
            closing.replace(input.value, by: operand)
            constants.append(outer.graph[operand].fact.knownSizes)
        }
        graph = body
        self.constants = constants
        compiled = try CompiledGraph(closing.closed(), options: options, passes: passes)
    }
}

extension GraphRegions {
    /// The bodies of the branches and loops between regions, by the number of the node.
    func bodies(_ options: LoweringOptions, passes: Int) throws(Diagnostic) -> [Int: [CompiledBody]] {
        var result: [Int: [CompiledBody]] = [:]
        for index in regions.flatMap(\.between) {
            let node = graph.nodes[index]
            let fixed = node.operation.fixedOperands(node)
            switch node.operation {
            case let branch as Op.Branch:
                result[index] = try [branch.thenBody, branch.elseBody].map { body throws(Diagnostic) in
                    try CompiledBody(body, Array(fixed.dropFirst()), in: self, options, passes: passes)
                }
            case let loop as Op.Loop:
                result[index] = [try CompiledBody(loop.body, fixed, in: self, options, passes: passes)]
            default: break
            }
        }
        return result
    }
}

extension Operator {
    /// Whether it runs bodies as often as numbers say.
    var isControl: Bool { self is Op.Branch || self is Op.Loop }

    /// The operands that its bodies see unchanged each time that they run; nil in the place of any other.
    fileprivate func fixedOperands(_ node: Graph.Node) -> [ValueID?] {
        let first =
            switch self {
            case is Op.Branch: 1
            case let loop as Op.Loop: 2 + loop.carried
            default: node.inputs.count
            }
        return node.inputs.enumerated().map { $0 < first ? nil : $1 }
    }
}

extension Graph {
    /// Whether a value becomes a constant of a body that sees it unchanged.
    fileprivate func isKept(_ value: ValueID, _ isConstant: [Bool]) -> Bool {
        isConstant[value.index] && self[value].fact.knownSizes != nil
    }

    /// What a node between regions is given as tensors: all that it reads but for the constants of its bodies.
    func tensors(readBy node: Node, _ isConstant: [Bool]) -> [ValueID] {
        zip(node.inputs, node.operation.fixedOperands(node)).compactMap { input, fixed in
            fixed.map { isKept($0, isConstant) } ?? false ? nil : input
        }
    }
}

/// A body some of whose inputs become constants of its own.
private struct BodyClosing {
    private var body: Graph
    private let outer: Graph
    private let producers: [Int?]
    private let parameters: [ValueID: Graph.Parameter]
    /// The values of the body that those of the graph around it are.
    private var numbers: [ValueID: ValueID] = [:]
    /// What is read instead of inputs.
    private var replaced: [ValueID: ValueID] = [:]
    private var nodes: [Graph.Node] = []

    init(_ body: Graph, in outer: Graph) {
        self.body = body
        self.outer = outer
        producers = outer.producers
        parameters = Dictionary(outer.parameters.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads a constant of the graph around it instead of an input.
    mutating func replace(_ input: ValueID, by constant: ValueID) {
        // Down to parameters and up again with a stack: what a node reads stands before it.
        var waiting = [constant]
        while let next = waiting.last {
            guard numbers[next] == nil else {
                waiting.removeLast()
                continue
            }
            if var parameter = parameters[next] {
                parameter.value = number(next)
                body.parameters.append(parameter)
                continue
            }
            guard let maker = producers[next.index] else { break }
            let node = outer.nodes[maker]
            let missing = node.inputs.compactMap { $0 }.filter { numbers[$0] == nil }
            guard missing.isEmpty else {
                waiting += missing
                continue
            }
            var own = node
            own.inputs = node.inputs.map { $0.flatMap { numbers[$0] } }
            own.outputs = node.outputs.map { number($0) }
            nodes.append(own)
        }
        replaced[input] = numbers[constant]
    }

    private mutating func number(_ value: ValueID) -> ValueID {
        let own = body.addValue(outer[value].fact, name: outer[value].name)
        numbers[value] = own
        return own
    }

    /// The body with its constants.
    func closed() -> Graph {
        var result = body
        result.inputs.removeAll { replaced[$0.value] != nil }
        result.nodes =
            nodes
            + body.nodes.map { node in
                var own = node
                own.inputs = node.inputs.map { $0.map { replaced[$0] ?? $0 } }
                return own
            }
        result.outputs = body.outputs.map { Graph.Output($0.name, replaced[$0.value] ?? $0.value) }
        return result
    }
}
