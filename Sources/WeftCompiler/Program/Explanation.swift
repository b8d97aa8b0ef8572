package import WeftGraph

/// What became of every operator: the calls with the operators in them, why they are no part of the calls before them, and
/// what has no kernel.
package struct Explanation {
    /// A call.
    package struct Entry {
        package let name: String
        /// The operators that it computes, with the labels they stand in.
        package let nodes: [String]
        /// Multiply-accumulates.
        package let work: Dimension
        /// Why it is a call of its own, where that might be asked.
        package let apart: String?
        /// In how many loops and bands it stands.
        package let depth: Int
        /// What has no kernel, and why.
        package let evaluated: (operation: String, reason: String)?
    }

    /// The calls in order, those of a loop or of bands behind it.
    package private(set) var entries: [Entry] = []

    package init(_ program: Program) {
        add(program.steps, depth: 0)
    }

    /// Loops are not nested deeper than bodies may be.
    private mutating func add(_ steps: [Step<Dimension>], depth: Int) {
        for step in steps {
            var evaluated: (String, String)?
            if case .reference(let call) = step.call { evaluated = (call.node.operation.name, call.reason) }
            entries.append(
                Entry(
                    name: step.call.name, nodes: step.nodes, work: step.work, apart: step.apart, depth: depth,
                    evaluated: evaluated))
            switch step.call {
            case .loop(let loop): add(loop.body, depth: depth + 1)
            case .bands(let bands): add(bands.steps, depth: depth + 1)
            default: break
            }
        }
    }

    /// For people.
    package var text: String { text { _ in nil } }

    /// For people, with more to say of some of the calls outside of loops and bands, by their number.
    package func text(more: (Int) -> String?) -> String {
        var lines: [String] = []
        var number = 0
        for entry in entries {
            let nodes = entry.nodes.isEmpty ? "to move what others read" : entry.nodes.joined(separator: ", ")
            var line = String(repeating: "    ", count: entry.depth) + "\(entry.name): \(nodes)"
            let measured = entry.depth == 0 ? more(number) : nil
            if let measured {
                line += "  (\(measured))"
            } else if entry.work != 0 {
                line += "  (\(entry.work) MACs)"
            }
            if let apart = entry.apart { line += "; on its own, as \(apart)" }
            lines.append(line)
            if entry.depth == 0 { number += 1 }
        }
        return (lines + [""] + summary).joined(separator: "\n") + "\n"
    }

    private var summary: [String] {
        let counts = Dictionary(grouping: entries, by: \.name).mapValues(\.count).sorted { $0.key < $1.key }
        let calls = "calls: " + counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let evaluated = Dictionary(grouping: entries.compactMap(\.evaluated), by: \.reason)
        guard !evaluated.isEmpty else { return [calls, "every operator is computed by kernels"] }
        return [calls]
            + evaluated.sorted { $0.key < $1.key }.map { reason, operators in
                let names = operators.map(\.operation)
                let list = Set(names).sorted().map { name in "\(name) (\(names.count { $0 == name }))" }
                return "by its own evaluation: \(list.joined(separator: ", ")), because \(reason)"
            }
    }
}
