import WeftGraph

/// The scope that each node of a graph stands in, outermost label first: from its own path where it has one, else from
/// the names of its parameters, else from what it reads.
struct ScopePaths {
    private(set) var paths: [[String]]
    /// Whether a path's last label is the node's own, and not that of what it stands in.
    private var isLeaf: [Bool]

    /// How many labels of a path count.
    private static let most = 16

    init(_ facts: OutlineFacts) {
        let graph = facts.graph
        paths = [[String]](repeating: [], count: graph.nodes.count)
        isLeaf = [Bool](repeating: false, count: graph.nodes.count)
        var isOpen = isLeaf
        for (index, node) in graph.nodes.enumerated() {
            let labels = ScopePaths.plain(node.path)
            let parameters = node.inputs.compactMap { $0.flatMap { facts.parameter($0) } }
            if !labels.isEmpty {
                (paths[index], isLeaf[index]) = (labels, true)
            } else if let known = parameters.lazy.map({ ScopePaths.labels(of: graph.parameters[$0].name) })
                .first(where: { !$0.isEmpty })
            {
                (paths[index], isLeaf[index]) = (known, true)
            } else if let found = scope(of: node, facts) {
                paths[index] = found
            } else {
                isOpen[index] = true
            }
        }
        // What reads nothing belongs to what comes next.
        for index in graph.nodes.indices.reversed() where isOpen[index] && index + 1 < graph.nodes.count {
            paths[index] = paths[index + 1]
        }
    }

    /// The labels of a path without those that exporters repeat: `layer1/layer1.0/conv1` is `layer1.0.conv1`.
    private static func plain(_ path: [String]) -> [String] {
        var result: [String] = []
        var before = ""
        for part in path.prefix(most) {
            var own = Substring(part)
            if !before.isEmpty, own.hasPrefix(before + ".") { own = own.dropFirst(before.count + 1) }
            result += own.split(separator: ".").map(String.init)
            before = part
        }
        return Array(result.prefix(most))
    }

    /// The labels before the last name of a parameter.
    private static func labels(of name: String) -> [String] {
        Array(name.split(separator: ".").dropLast().prefix(most)).map(String.init)
    }

    /// The scope of a node without a name: that of what it reads last, or one that holds several that it reads.
    private func scope(of node: Graph.Node, _ facts: OutlineFacts) -> [String]? {
        let producers = node.inputs.compactMap { $0.flatMap { facts.producer($0) } }.sorted(by: >)
        guard let last = producers.first else { return nil }
        var result = around(last)
        for other in producers.dropFirst() {
            let scope = around(other)
            let common = zip(scope, result).prefix { $0 == $1 }.count
            guard common < result.count else { continue }
            // Branches of one scope meet in it; what comes from a scope before, as around a shortcut, does not count.
            let isSibling = common < scope.count && common > 0 && Int(scope[common]) == nil
            if common == scope.count || isSibling { result = Array(result.prefix(common)) }
        }
        return result
    }

    private func around(_ index: Int) -> [String] { isLeaf[index] ? Array(paths[index].dropLast()) : paths[index] }
}
