import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

/// What all graphs of one import share.
struct ONNXImportState {
    /// Makes tensors of messages.
    var tensors: ONNXTensorReader
    let budgets: Budgets
    /// The versions of the operator sets, by domain; those of a function while it is inlined.
    var opsets: [String: Int]
    /// The file's own operators, by domain, name and overload.
    let functions: [String: ProtobufMessage]
    /// The whole file.
    let model: ProtobufMessage
    /// The batch that is to be free; nil where sizes stay as the file has them.
    let batch: ONNXBatch?
    /// The tensors of the parameters.
    var weights: [String: Tensor] = [:]
    /// The tensors of bodies and functions that are parameters of the whole model, by the names that they get there.
    var hoisted: [String: Tensor] = [:]
    /// The names of tensors that training does not change: what a normalisation counts up.
    var untrained: Set<String> = []
    var ledger = ONNXLedger()
    /// The values that inputs are known to have, because shapes depend on them.
    let inputValues: [String: Tensor]
    /// The inputs on whose values shapes depend, as far as was found.
    var decidingInputs: Set<String> = []
    /// What was not understood: the operators that became unknown ones.
    var unknown: [Diagnostic] = []
    /// The nodes so far, also those of bodies and functions.
    var nodeCount = 0
    /// The data sizes so far, so that those of bodies have names of their own.
    var dataSymbols = 0
    /// The nodes so far whose random numbers have no seed.
    var randomNodes = 0
    /// How deep bodies and functions are nested around the graph that is being made.
    var depth = 0

    /// The names of values that any node or graph of the file reads.
    private(set) lazy var namesRead = ONNXImportState.namesRead(model)

    private static func namesRead(_ model: ProtobufMessage) -> Set<String> {
        let functions = model.messages("functions")
        var result = Set(functions.flatMap { $0.strings("output") })
        var graphs = [model.message("graph")].compactMap { $0 }
        var nodes = functions.flatMap { $0.messages("node") }
        while true {
            if let node = nodes.popLast() {
                result.formUnion(node.strings("input"))
                for attribute in node.messages("attribute") {
                    graphs += [attribute.message("g")].compactMap { $0 } + attribute.messages("graphs")
                }
            } else if let graph = graphs.popLast() {
                result.formUnion(graph.messages("output").compactMap { $0.string("name") })
                nodes += graph.messages("node")
            } else {
                return result
            }
        }
    }

    mutating func count(_ nodes: Int) throws(Diagnostic) {
        nodeCount += nodes
        guard nodeCount <= budgets.nodes else {
            throw Diagnostic("too-many-nodes", "the graph has more than \(budgets.nodes) nodes")
        }
    }
}
