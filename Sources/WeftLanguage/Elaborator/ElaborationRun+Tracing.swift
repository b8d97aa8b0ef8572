import WeftDiagnostics
import WeftGraph
import WeftOperators

extension ElaborationRun {
    /// How many steps a trace shows; where there are more, those in the middle are left out.
    private static let longestTrace = 8

    /// Where a size comes from, step by step: `axis 2 of y: 32 of image → 30 at conv2: conv(16, 3), line 3`; nil when it
    /// is an input's own, or a constant's.
    func trace(_ value: TensorValue, _ axis: Int, name: String) -> String? {
        guard let course = course(of: value, axis), !course.steps.isEmpty else { return nil }
        let steps = course.steps.map { "\($0.text)\(words(for: $0.node))" }
        return text(steps, start: course.start, axis, name)
    }

    /// A size's way from the input or the layer that it began with, first step first; only steps that change it.
    ///
    /// It is followed back through the first operand of each node, along the axis that it came in by.
    func course(of value: TensorValue, _ axis: Int) -> SizeCourse? {
        guard let level = levels.first(where: { $0.serial == value.level }) else { return nil }
        let graph = level.builder.graph
        guard graph.type(value.id).shape.indices.contains(axis) else { return nil }
        let producers = graph.producers
        var steps: [SizeCourse.Step] = []
        var (id, place) = (value.id, axis)
        while let producer = producers[id] {
            let node = graph.nodes[producer]
            let after = graph.type(id).shape[place]
            let source = graph.source(of: id, place, at: node)
            if source.map({ graph.type($0.value).shape[$0.axis] != after }) ?? true {
                let before = source.map { graph.type($0.value).shape[$0.axis] }
                steps.append(.init(node: node, before: before, after: after, product: source?.product))
            }
            guard let source else { return SizeCourse(start: nil, steps: steps.reversed()) }
            (id, place) = (source.value, source.axis)
        }
        let origin = graph[id].name.map { " of \($0)" } ?? ""
        return SizeCourse(start: "\(graph.type(id).shape[place])\(origin)", steps: steps.reversed())
    }

    /// The traces of the axes of a value whose sizes have changed on their way, the last axis first.
    func traces(_ value: TensorValue, name: String, axes: [Int]? = nil) -> [Diagnostic.Note] {
        (axes ?? Array(fact(value).shape.indices)).compactMap { trace(value, $0, name: name).map { .init($0) } }
    }

    private func text(_ steps: [String], start: String?, _ axis: Int, _ name: String) -> String {
        var shown = steps
        if shown.count > ElaborationRun.longestTrace {
            let half = ElaborationRun.longestTrace / 2
            let left = shown.count - 2 * half
            shown = shown.prefix(half) + ["… \(left) step\(left == 1 ? "" : "s") …"] + shown.suffix(half)
        }
        return "axis \(axis) of \(name): " + ((start.map { [$0] } ?? []) + shown).joined(separator: " → ")
    }

    /// The user's own words for a node and their line.
    func words(for node: Graph.Node) -> String {
        guard case .source(let range) = node.origin else { return "" }
        return " at \(range.firstLine), line \(range.line)"
    }
}

extension ElaborationRun {
    /// The operands and axes that an operator's failure is about: for those that compare shapes, the first two that
    /// differ; for others, the axes of the first operand that the message speaks of.
    func suspects(
        _ operation: any Operator, _ operands: [TensorValue?], _ diagnostic: Diagnostic
    ) -> [(index: Int, axis: Int)] {
        let shapes = operands.map { $0.map { fact($0).shape } ?? [] }
        if let found = differences(operation, shapes) { return found }
        guard let first = shapes.first else { return [] }
        if diagnostic.code == "kernel-too-large" {
            return (2..<max(2, first.count)).filter { diagnostic.message.contains("spatial axis \($0 - 2),") }.map {
                (0, $0)
            }
        }
        let said = diagnostic.message.split { !$0.isNumber && !$0.isLetter }.map(String.init)
        let meant = first.indices.filter { said.contains("\(first[$0])") || first[$0].value == nil }
        return meant.prefix(ElaborationRun.mostSuspects).map { (0, $0) }
    }

    /// How many axes are traced in one message.
    private static var mostSuspects: Int { 3 }

    private func differences(
        _ operation: any Operator, _ shapes: [[Dimension]]
    ) -> [(index: Int, axis: Int)]? {
        guard shapes.count >= 2, let first = shapes.first else { return nil }
        if let concat = operation as? Op.Concat {
            let skipped = concat.axis.map { $0 < 0 ? first.count + $0 : $0 }
            for other in 1..<shapes.count where shapes[other].count == first.count {
                for axis in first.indices where axis != skipped && first[axis] != shapes[other][axis] {
                    return [(0, axis), (other, axis)]
                }
            }
            return []
        }
        guard type(of: operation).signature.traits.contains(.elementwise) else { return nil }
        for back in (1...max(1, shapes.map(\.count).max() ?? 1)).reversed() {
            let sized = shapes.indices.filter { shapes[$0].count >= back && shapes[$0].suffix(back).first?.value != 1 }
            guard let one = sized.first else { continue }
            for other in sized where shapes[other].suffix(back).first != shapes[one].suffix(back).first {
                return [(one, shapes[one].count - back), (other, shapes[other].count - back)]
            }
        }
        return []
    }
}

extension Graph {
    /// The node that gives each value.
    fileprivate var producers: [ValueID: Int] {
        var result: [ValueID: Int] = [:]
        for (index, node) in nodes.enumerated() {
            for output in node.outputs { result[output] = index }
        }
        return result
    }

    /// The operand and axis that a size of a node's output came in by; nil where the node makes the size anew, from its
    /// attributes or the shape of its weights.
    fileprivate func source(of output: ValueID, _ axis: Int, at node: Node) -> SizeSource? {
        guard case .some(let input)? = node.inputs.first else { return nil }
        let (before, after) = (type(input).shape, type(output).shape)
        if let order = (node.operation as? Op.Transpose)?.order, order.indices.contains(axis) {
            let from = order[axis] < 0 ? order[axis] + before.count : order[axis]
            return before.indices.contains(from) ? SizeSource(value: input, axis: from) : nil
        }
        if before.count == after.count {
            let isOwn = before[axis] != after[axis] && isMadeByWeights(axis, of: after, at: node)
            return isOwn ? nil : SizeSource(value: input, axis: axis)
        }
        // Another number of axes: the one with the same size, looked for from the nearer end.
        let same = before.indices.filter { before[$0] == after[axis] }
        if let found = axis * 2 < after.count ? same.first : same.last { return SizeSource(value: input, axis: found) }
        // Several axes joined into one: the last of them is followed, the others are told.
        for low in before.indices {
            for high in before.indices.dropFirst(low + 1) {
                let joined = before[low...high]
                guard joined.reduce(1, *) == after[axis] else { continue }
                return SizeSource(value: input, axis: high, product: Array(joined))
            }
        }
        return nil
    }

    /// Whether a size stands in the shape of a layer's weights: the channels of a convolution, the units of a product.
    private func isMadeByWeights(_ axis: Int, of shape: [Dimension], at node: Node) -> Bool {
        switch node.operation {
        case is Op.Conv, is Op.ConvTranspose: return axis == 1
        case is Op.Dense: return axis == shape.count - 1
        default:
            let weights = node.inputs.dropFirst().compactMap { $0 }.filter { value in
                parameters.contains { $0.value == value }
            }
            return weights.contains { type($0).shape.contains(shape[axis]) }
        }
    }
}

/// The operand and axis that a size came in by, and the sizes that were joined into it if there were several.
private struct SizeSource {
    let value: ValueID
    let axis: Int
    var product: [Dimension]?
}

/// How a size came about: where it began, and the nodes that changed it.
struct SizeCourse {
    struct Step {
        let node: Graph.Node
        /// The size that it was made from; nil when the node makes it anew.
        let before: Dimension?
        let after: Dimension
        /// The sizes that were joined into it.
        let product: [Dimension]?

        var text: String {
            guard let product else { return "\(after)" }
            let factors = product.map { $0.terms.count > 1 ? "(\($0))" : "\($0)" }
            return product.allSatisfy { $0.value != nil }
                ? "\(factors.joined(separator: " * ")) = \(after)" : "\(after)"
        }
    }

    /// The size of an input; nil when a layer made it.
    let start: String?
    let steps: [Step]
}
