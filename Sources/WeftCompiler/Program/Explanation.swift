import WeftGraph

/// What became of every operator: the calls with the operators in them, and what has no kernel.
package struct Explanation {
    package let text: String

    package init(_ program: Program) {
        var lines: [String] = []
        var counts: [String: Int] = [:]
        var references: [String: [String]] = [:]
        func visit(_ steps: [Step<Dimension>], _ indent: String) {
            for step in steps {
                let nodes = step.nodes.isEmpty ? "to move what others read" : step.nodes.joined(separator: ", ")
                let work = step.work == 0 ? "" : "  (\(step.work) MACs)"
                lines.append("\(indent)\(step.call.name): \(nodes)\(work)")
                counts[step.call.name, default: 0] += 1
                if case .reference(let call) = step.call {
                    references[call.reason, default: []].append(call.node.operation.name)
                }
                if case .loop(let loop) = step.call { visit(loop.body, indent + "    ") }
            }
        }
        visit(program.steps, "")
        lines.append("")
        lines.append(
            "calls: " + counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        if references.isEmpty {
            lines.append("every operator is computed by kernels")
        } else {
            for (reason, names) in references.sorted(by: { $0.key < $1.key }) {
                let list = Set(names).sorted().map { name in "\(name) (\(names.count { $0 == name }))" }
                lines.append("by its own evaluation: \(list.joined(separator: ", ")), because \(reason)")
            }
        }
        text = lines.joined(separator: "\n") + "\n"
    }
}
