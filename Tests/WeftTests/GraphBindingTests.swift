import Testing
import Weft
import WeftGraph

@Suite("Sizes bound in a graph that was elaborated before")
struct GraphBindingTests {
    @Test(
        "gives what elaborating with the sizes gives, bodies of scans included",
        arguments: [
            ("resnet18", ["N": 2, "H": 64, "W": 96]), ("unet", ["H": 32]), ("char_lstm", ["T": 7]),
            ("mgu_sentiment", ["N": 3, "T": 5]), ("video_labeller", ["T": 4, "H": 32, "W": 32]),
            ("captioner", ["N": 2]),
        ] as [(String, [String: Int])])
    func sameAsElaborated(name: String, sizes: [String: Int]) throws {
        var options = LoadingOptions()
        options.dimensions = sizes
        let elaborated = try Model.load("zoo:\(name)", options: options).graph
        let free = try Model.load("zoo:\(name)").graph
        let bound = try free.binding(sizes)
        #expect(bound.outputTypes.map(\.type) == elaborated.outputTypes.map(\.type))
        #expect(bound.nodes.count == elaborated.nodes.count)
        for (left, right) in zip(bound.nodes, elaborated.nodes) {
            #expect(left.operation.name == right.operation.name)
            #expect(left.outputs.map(bound.type) == right.outputs.map(elaborated.type), "\(left.path)")
            for (first, second) in zip(left.operation.attributeValues, right.operation.attributeValues)
            where first.value != second.value {
                // The bodies of loops are the same graphs up to the order of what they name.
                #expect(left.operation.name == "scan", "\(left.path) \(first.name)")
            }
        }
        #expect(bound.parameterTypes.map(\.name) == elaborated.parameterTypes.map(\.name))
    }

    @Test("sizes that a promise forbids, and names that are no sizes, are refused")
    func refused() throws {
        let graph = try Model.load("zoo:unet").graph
        #expect(#expect(throws: Diagnostic.self) { try graph.binding(["Q": 1]) }?.code == "unknown-dimension")
        #expect(throws: Diagnostic.self) { try graph.binding(["H": 33]) }
    }
}
