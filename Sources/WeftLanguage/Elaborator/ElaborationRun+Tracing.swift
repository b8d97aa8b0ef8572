import WeftDiagnostics
import WeftGraph
import WeftOperators

extension ElaborationRun {
    /// How many steps a trace shows.
    private static let longestTrace = 6

    /// Two operands by index and their axes whose sizes do not agree, for operators that need them to: those that broadcast,
    /// whose axes count from the end, and a concatenation.
    func differences(
        _ operation: any Operator, _ operands: [TensorValue?]
    ) -> [(index: Int, axis: Int)] {
        let shapes = operands.map { $0.map { fact($0).shape } ?? [] }
        guard operands.count >= 2, let first = shapes.first else { return [] }
        if let concat = operation as? Op.Concat {
            let skipped = concat.axis.map { $0 < 0 ? first.count + $0 : $0 }
            for other in 1..<shapes.count where shapes[other].count == first.count {
                for axis in first.indices where axis != skipped && first[axis] != shapes[other][axis] {
                    return [(0, axis), (other, axis)]
                }
            }
            return []
        }
        guard type(of: operation).signature.traits.contains(.elementwise) else { return [] }
        for back in (1...max(1, shapes.map(\.count).max() ?? 1)).reversed() {
            let sized = shapes.indices.filter { shapes[$0].count >= back && shapes[$0].suffix(back).first?.value != 1 }
            guard let one = sized.first else { continue }
            for other in sized where shapes[other].suffix(back).first != shapes[one].suffix(back).first {
                return [(one, shapes[one].count - back), (other, shapes[other].count - back)]
            }
        }
        return []
    }

    /// Where a size comes from, step by step: `axis 2 of y: 32 of image → 30 at conv2: conv(16, 3), line 3`; nil when it
    /// is an input's own.
    func trace(_ value: TensorValue, _ axis: Int, name: String) -> String? {
        guard let level = levels.first(where: { $0.serial == value.level }) else { return nil }
        let graph = level.builder.graph
        var steps: [String] = []
        var id = value.id
        var producers: [ValueID: Int] = [:]
        for (index, node) in graph.nodes.enumerated() {
            for output in node.outputs { producers[output] = index }
        }
        while let producer = producers[id], let input = graph.nodes[producer].inputs.first ?? nil {
            let node = graph.nodes[producer]
            guard graph.type(input).rank == graph.type(id).rank, !(node.operation is Op.Transpose) else { break }
            let (before, after) = (graph.type(input).shape[axis], graph.type(id).shape[axis])
            if before != after { steps.append("\(after)\(place(of: node))") }
            id = input
        }
        guard !steps.isEmpty else { return nil }
        let start = graph.type(id).shape[axis]
        let origin = graph[id].name.map { " of \($0)" } ?? producers[id].map { place(of: graph.nodes[$0]) } ?? ""
        let shown = steps.prefix(ElaborationRun.longestTrace).reversed()
        let gap = steps.count > shown.count ? ["…"] : []
        return "axis \(axis) of \(name): " + (["\(start)\(origin)"] + gap + shown).joined(separator: " → ")
    }

    /// The user's own words for a node and their line.
    private func place(of node: Graph.Node) -> String {
        guard case .source(let range) = node.origin else { return "" }
        return " at \(range.firstLine), line \(range.line)"
    }
}
