import WeftFiles

/// An ONNX file made by hand, so that it can say anything.
struct ONNXAssembly {
    var model = ProtobufMessage(.onnxModel)
    var graph: ProtobufMessage

    /// A file of a format's and an operator set's version, without anything in its graph.
    init(opset: Int = 17, version: Int = 8) {
        model.set("ir_version", version)
        model.set("producer_name", "hand")
        model.append("opset_import") { $0.set("version", opset) }
        graph = model.new("graph")
        graph.set("name", "small")
    }

    /// A convolution, an activation and a dense layer over pictures of a free size and number.
    static func picture() -> ONNXAssembly {
        var file = ONNXAssembly()
        file.input("x", ["N", 3, "H", "W"])
        file.floats("conv.weight", [4, 3, 3, 3])
        file.floats("fc.weight", [4, 2])
        file.floats("fc.bias", [2])
        file.node("Conv", ["x", "conv.weight"], ["c"], name: "/body/conv/Conv") {
            $0.append("attribute") { attribute in
                attribute.set("name", "pads")
                attribute.set("type", 7)
                attribute.set("ints", [1, 1, 1, 1] as [Int])
            }
        }
        file.node("Relu", ["c"], ["r"])
        file.node("GlobalAveragePool", ["r"], ["p"])
        file.node("Flatten", ["p"], ["f"])
        file.node("Gemm", ["f", "fc.weight", "fc.bias"], ["y"], name: "head")
        file.output("y")
        return file
    }

    /// The bytes of the file.
    func bytes() -> [UInt8] {
        var copy = model
        copy.set("graph", graph)
        return (try? copy.encode()) ?? []
    }

    /// A number as the wire has it.
    static func varint(_ value: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = UInt64(value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// The file, as one that was opened.
    func contents(_ name: String = "test.onnx") -> FileContents { FileContents(name: name, bytes: bytes()) }
}

/// A size: a number, or a name.
enum ONNXSize: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case number(Int)
    case name(String)
    case free

    init(integerLiteral value: Int) { self = .number(value) }
    init(stringLiteral value: String) { self = .name(value) }
}

extension ONNXAssembly {
    static func value(_ name: String, _ sizes: [ONNXSize]?, type: Int, in graph: ProtobufMessage) -> ProtobufMessage {
        var message = graph.new("input")
        message.set("name", name)
        message.fill("type") { outer in
            outer.fill("tensor_type") { tensor in
                tensor.set("elem_type", type)
                guard let sizes else { return }
                tensor.fill("shape") { shape in
                    for size in sizes {
                        shape.append("dim") { dimension in
                            switch size {
                            case .number(let number): dimension.set("dim_value", number)
                            case .name(let name): dimension.set("dim_param", name)
                            case .free: break
                            }
                        }
                    }
                }
            }
        }
        return message
    }

    mutating func input(_ name: String, _ sizes: [ONNXSize]?, type: Int = 1) {
        graph.append("input", ONNXAssembly.value(name, sizes, type: type, in: graph))
    }

    mutating func output(_ name: String, _ sizes: [ONNXSize]? = nil, type: Int = 1) {
        graph.append("output", ONNXAssembly.value(name, sizes, type: type, in: graph))
    }

    mutating func initializer(_ fill: (inout ProtobufMessage) -> Void) { graph.append("initializer", fill) }

    /// A tensor of reals 0, ⅛, …
    mutating func floats(_ name: String, _ shape: [Int]) {
        initializer { tensor in
            tensor.set("name", name)
            tensor.set("data_type", 1)
            tensor.set("dims", shape)
            tensor.set(
                "raw_data",
                (0..<shape.reduce(1, *)).flatMap { index in
                    let bits = (Float(index % 16) / 8).bitPattern
                    return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
                })
        }
    }

    /// A list of whole numbers.
    mutating func integers(_ name: String, _ values: [Int]) {
        initializer { tensor in
            tensor.set("name", name)
            tensor.set("data_type", 7)
            tensor.set("dims", [values.count])
            tensor.set("int64_data", values)
        }
    }

    mutating func node(
        _ type: String, _ inputs: [String], _ outputs: [String], name: String = "",
        _ fill: (inout ProtobufMessage) -> Void = { _ in }
    ) {
        graph.append("node") { node in
            node.set("op_type", type)
            node.set("input", inputs)
            node.set("output", outputs)
            if !name.isEmpty { node.set("name", name) }
            fill(&node)
        }
    }
}

extension ProtobufMessage {
    /// An attribute that is a whole number, a list of them, or a text.
    mutating func attribute(_ name: String, _ value: Int) {
        append("attribute") { attribute in
            attribute.set("name", name)
            attribute.set("type", 2)
            attribute.set("i", value)
        }
    }

    mutating func attribute(_ name: String, _ values: [Int]) {
        append("attribute") { attribute in
            attribute.set("name", name)
            attribute.set("type", 7)
            attribute.set("ints", values)
        }
    }

    mutating func attribute(_ name: String, _ text: String) {
        append("attribute") { attribute in
            attribute.set("name", name)
            attribute.set("type", 3)
            attribute.set("s", Array(text.utf8))
        }
    }
}
