import WeftFiles
import WeftTensors

/// A node of an ONNX graph that is being made.
struct ExportedNode {
    let type: String
    let name: String
    var inputs: [String]
    var outputs: [String]
    let attributes: [ExportedAttribute]
}

/// An attribute of a node.
struct ExportedAttribute {
    enum Value {
        case integer(Int)
        case real(Double)
        case text(String)
        case integers([Int])
        case reals([Double])
        case texts([String])
        case tensor(Tensor)
        case graph(ExportedGraph)
    }

    let name: String
    let value: Value

    static func integer(_ name: String, _ value: Int) -> Self { Self(name: name, value: .integer(value)) }
    static func flag(_ name: String, _ value: Bool) -> Self { Self(name: name, value: .integer(value ? 1 : 0)) }
    static func real(_ name: String, _ value: Double) -> Self { Self(name: name, value: .real(value)) }
    static func text(_ name: String, _ value: String) -> Self { Self(name: name, value: .text(value)) }
    static func integers(_ name: String, _ value: [Int]) -> Self { Self(name: name, value: .integers(value)) }
    static func texts(_ name: String, _ value: [String]) -> Self { Self(name: name, value: .texts(value)) }
    static func tensor(_ name: String, _ value: Tensor) -> Self { Self(name: name, value: .tensor(value)) }
    static func graph(_ name: String, _ value: ExportedGraph) -> Self { Self(name: name, value: .graph(value)) }
}

/// A graph that is being made: a whole network's, or the body of a node.
struct ExportedGraph {
    /// A value with its declared type; a size is a number or a name, or neither.
    struct Value {
        let name: String
        let elementType: ElementType
        let sizes: [(number: Int?, name: String?)]
    }

    let name: String
    var nodes: [ExportedNode] = []
    var inputs: [Value] = []
    var outputs: [Value] = []
}

extension ExportedGraph {
    /// Fills a message of the type `GraphProto`.
    func encode(into message: inout ProtobufMessage) {
        message.set("name", name)
        let empty = message
        message.set("node", nodes.map { $0.encoded(in: empty) })
        message.set("input", inputs.map { $0.encoded(empty.new("input")) })
        message.set("output", outputs.map { $0.encoded(empty.new("output")) })
    }
}

extension ExportedGraph.Value {
    fileprivate func encoded(_ owner: ProtobufMessage) -> ProtobufMessage {
        var message = owner
        message.set("name", name)
        message.fill("type") { type in
            type.fill("tensor_type") { tensor in
                tensor.set("elem_type", ONNXElementType.number(elementType))
                tensor.fill("shape") { shape in
                    for size in sizes {
                        shape.append("dim") {
                            if let number = size.number {
                                $0.set("dim_value", number)
                            } else {
                                $0.set("dim_param", size.name)
                            }
                        }
                    }
                }
            }
        }
        return message
    }
}

extension ExportedNode {
    fileprivate func encoded(in graph: ProtobufMessage) -> ProtobufMessage {
        var message = graph.new("node")
        message.set("op_type", type)
        message.set("name", name)
        message.set("input", inputs)
        message.set("output", outputs)
        for attribute in attributes { message.append("attribute") { attribute.encode(into: &$0) } }
        return message
    }
}

extension ExportedAttribute {
    fileprivate func encode(into message: inout ProtobufMessage) {
        message.set("name", name)
        switch value {
        case .real(let value): message.set("f", value)
        case .integer(let value): message.set("i", value)
        case .text(let value): message.set("s", Array(value.utf8))
        case .tensor(let value): message.fill("t") { ONNXTensorEncoder.encode(value, into: &$0) }
        case .graph(let value): message.fill("g") { value.encode(into: &$0) }
        case .reals(let values): message.set("floats", values)
        case .integers(let values): message.set("ints", values)
        case .texts(let values): message.set("strings", .byteStrings(values.map { Array($0.utf8) }))
        }
        message.set("type", number)
    }

    /// The number by which a reader knows which field counts.
    private var number: Int {
        switch value {
        case .real: 1
        case .integer: 2
        case .text: 3
        case .tensor: 4
        case .graph: 5
        case .reals: 6
        case .integers: 7
        case .texts: 8
        }
    }
}
