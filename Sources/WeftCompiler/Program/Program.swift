package import WeftGraph

/// A graph lowered to calls of kernels, for all sizes at once.
///
/// It names constants by recipes and holds no weights; binding sizes makes a plan of it.
public struct Program: Sendable {
    /// An input or an output: its name, its type and where it lies.
    package struct Face: Sendable {
        package let name: String
        package let type: TensorType
        package let view: View<Dimension>
    }

    /// The name of the model.
    public let name: String
    /// The graph that was lowered, after all passes; its conditions are asked when sizes are bound.
    package let graph: Graph
    package var inputs: [Face] = []
    package var outputs: [Face] = []
    package var buffers: [Buffer<Dimension>] = []
    package var constants: [Constant] = []
    package var steps: [Step<Dimension>] = []

    package init(graph: Graph) {
        name = graph.name
        self.graph = graph
    }

    /// The constants that calls read, in order and each once.
    package var keptConstants: [Int] {
        var seen: Set<Int> = []
        for buffer in buffers {
            if case .constant(let index) = buffer.kind { seen.insert(index) }
        }
        return seen.sorted()
    }
}
