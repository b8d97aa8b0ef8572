import Testing
import WeftFiles
import WeftTestSupport

@Suite struct TimingTests {
    /// A graph as a large model has it: what matters is that ten times the nodes take about ten times the time.
    @Test func decodingTakesLinearTime() throws {
        let small = try head(nodes: 1_000).encode()
        let large = try head(nodes: 10_000).encode()
        let first = try threadTime { _ = try ProtobufMessage.decode(.weftHead, small) }
        let second = try threadTime { _ = try ProtobufMessage.decode(.weftHead, large) }
        #expect(second < first * 50 + .milliseconds(50))
    }

    private func head(nodes count: Int) -> ProtobufMessage {
        var graph = ProtobufMessage(.weftHead).new("graph")
        for index in 1...count {
            graph.append("values") { value in
                value.fill("type") { type in
                    type.set("element_type", 1)
                    for extent in [1, 64, 56, 56] { type.append("dims") { $0.set("postfix", [0, extent]) } }
                }
            }
            graph.append("nodes") { node in
                node.set("operator", "conv")
                node.set("inputs", [index, 0])
                node.set("outputs", [index + 1])
                node.set("labels", ["features", "block\(index)", "conv1"])
                for name in ["dilation", "groups", "stride"] {
                    node.append("attributes") { attribute in
                        attribute.set("name", name)
                        attribute.fill("integers") { $0.set("values", [1, 1]) }
                    }
                }
                node.fill("origin") { origin in
                    origin.set("start", index)
                    origin.set("end", index + 10)
                }
            }
        }
        var head = ProtobufMessage(.weftHead)
        head.set("graph", graph)
        return head
    }
}
