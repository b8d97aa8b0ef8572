import WeftTensors

extension Attribute: Hashable {
    /// What is quickly read of it: large tensors by type and shape alone, graphs by their sizes.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let value): hasher.combine(value)
        case .real(let value): hasher.combine(value.bitPattern)
        case .bool(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .elementType(let value): hasher.combine(value)
        case .dimension(let value): hasher.combine(value)
        case .tensor(let tensor):
            hasher.combine(tensor.elementType)
            hasher.combine(tensor.shape)
            if tensor.count <= Self.readElements { hasher.combine(tensor.checksum) }
        case .integers(let values): hasher.combine(values)
        case .reals(let values): hasher.combine(values.map(\.bitPattern))
        case .bools(let values): hasher.combine(values)
        case .strings(let values): hasher.combine(values)
        case .elementTypes(let values): hasher.combine(values)
        case .dimensions(let values): hasher.combine(values)
        case .graph(let graph): hasher.combine(graph.nodes.count)
        case .graphs(let graphs): hasher.combine(graphs.map(\.nodes.count))
        }
    }

    private static let readElements = 64
}
