import WeftFiles

/// Lies that an ONNX file can tell, each told by one file.
enum ONNXLies {
    /// What is said of each, and the bytes of the file.
    static let all: [(name: String, bytes: [UInt8])] = bytes + structure + tensors + texts + names + nodes + bodies

    private static func picture(_ change: (inout ONNXAssembly) -> Void) -> [UInt8] {
        var file = ONNXAssembly.picture()
        change(&file)
        return file.bytes()
    }

    /// A file with one node over an input of 2 × 3 reals.
    private static func one(
        _ type: String, inputs: [String] = ["x"], outputs: [String] = ["y"], opset: Int = 17,
        _ fill: (inout ONNXAssembly) -> Void = { _ in }, node: (inout ProtobufMessage) -> Void = { _ in }
    ) -> [UInt8] {
        var file = ONNXAssembly(opset: opset)
        file.input("x", [2, 3])
        fill(&file)
        file.node(type, inputs, outputs, name: "it", node)
        for output in outputs { file.output(output) }
        return file.bytes()
    }

    private static let bytes: [(name: String, bytes: [UInt8])] = [
        ("cut inside the graph", Array(picture { _ in }.prefix(120))),
        ("cut inside a length", Array(picture { _ in }.prefix(9))),
        ("a length beyond the end", [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x3A, 0xFF, 0x7F, 0x00]),
        (
            "a varint of eleven bytes",
            [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x28] + [UInt8](repeating: 0xFF, count: 11)
        ),
        ("a group", [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x2B]),
        ("the graph as a number", [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x38, 0x01]),
        ("two graphs", picture { _ in } + [0x3A, 0x00]),
        (
            "a name that is not UTF-8",
            [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x3A, 0x04, 0x12, 0x02, 0xC3, 0x28]
        ),
        ("a name with a NUL", [0x08, 0x08, 0x12, 0x04] + Array("hand".utf8) + [0x3A, 0x04, 0x12, 0x02, 0x61, 0x00]),
    ]

    private static let structure: [(name: String, bytes: [UInt8])] = [
        ("a version of the format to come", picture { $0.model.set("ir_version", 60) }),
        ("an operator set to come", ONNXAssembly(opset: 99).bytes()),
        ("an operator set below the first", ONNXAssembly(opset: -1).bytes()),
        (
            "no operator set",
            picture { $0.model.set("opset_import", [ProtobufMessage]()) }
        ),
        ("no outputs that are given", picture { $0.output("nowhere") }),
        (
            "a function twice",
            picture { file in
                for _ in 0..<2 { file.model.append("functions") { $0.set("name", "f") } }
            }
        ),
        (
            "a function that calls itself",
            picture { file in
                file.model.append("functions") { function in
                    function.set("name", "f")
                    function.set("domain", "own")
                    function.set("output", ["b"])
                    function.append("opset_import") { $0.set("domain", "own") }
                    function.append("node") { node in
                        node.set("op_type", "f")
                        node.set("domain", "own")
                        node.set("output", ["b"])
                    }
                }
                file.node("f", [], ["z"]) { $0.set("domain", "own") }
            }
        ),
    ]

    private static func tensor(_ fill: (inout ProtobufMessage) -> Void) -> [UInt8] {
        one("Add", inputs: ["x", "t"]) { file in
            file.initializer { tensor in
                tensor.set("name", "t")
                tensor.set("data_type", 1)
                tensor.set("dims", [2, 3])
                fill(&tensor)
            }
        }
    }

    private static func external(_ entries: [(String, String)]) -> [UInt8] {
        tensor { tensor in
            tensor.set("data_location", 1)
            for (key, value) in entries {
                tensor.append("external_data") { entry in
                    entry.set("key", key)
                    entry.set("value", value)
                }
            }
        }
    }

    private static let tensors: [(name: String, bytes: [UInt8])] = [
        ("a tensor without elements", tensor { _ in }),
        ("a tensor with too few bytes", tensor { $0.set("raw_data", [UInt8](repeating: 0, count: 20)) }),
        ("a tensor with too many numbers", tensor { $0.set("float_data", [Double](repeating: 0, count: 7)) }),
        ("a negative size", tensor { $0.set("dims", [-2, -3]) }),
        ("sizes beyond all memory", tensor { $0.set("dims", [Int.max, Int.max]) }),
        ("a rank of a hundred", tensor { $0.set("dims", [Int](repeating: 1, count: 100)) }),
        ("no element type", tensor { $0.set("data_type", 0) }),
        ("an element type to come", tensor { $0.set("data_type", 77) }),
        ("complex numbers", tensor { $0.set("data_type", 14) }),
        ("a segment", tensor { $0.fill("segment") { $0.set("begin", 0) } }),
        ("external data without a name", external([])),
        ("external data above the folder", external([("location", "../secret")])),
        ("external data in another root", external([("location", "/etc/passwd")])),
        ("external data with a drive", external([("location", "C:data")])),
        ("external data that is not there", external([("location", "nowhere.bin")])),
        ("external data at a negative offset", external([("location", "a"), ("offset", "-1")])),
        ("external data of a length in words", external([("location", "a"), ("length", "four")])),
    ]

    private static func strings(_ strings: [[UInt8]], shape: [Int]) -> [UInt8] {
        tensor { tensor in
            tensor.set("data_type", 8)
            tensor.set("dims", shape)
            tensor.set("string_data", ProtobufValue.byteStrings(strings))
        }
    }

    private static let texts: [(name: String, bytes: [UInt8])] = [
        ("too few strings", strings([[97], [98]], shape: [3])),
        ("a string that is not UTF-8", strings([[97], [0xC3, 0x28]], shape: [2])),
        ("a string with the byte that stands behind strings", strings([[97, 0xFF]], shape: [1])),
        (
            "strings that padding would make a gigabyte",
            strings(
                [[UInt8](repeating: 97, count: 50_000)] + [[UInt8]](repeating: [98], count: 20_000), shape: [20_001])
        ),
        (
            "strings in another file",
            tensor { tensor in
                tensor.set("data_type", 8)
                tensor.set("data_location", 1)
            }
        ),
        ("strings that are added", strings([[97]], shape: [1])),
    ]

    private static let names: [(name: String, bytes: [UInt8])] = [
        ("an input twice", picture { $0.input("x", [1]) }),
        ("an input without a name", picture { $0.input("", [1]) }),
        ("an input without a rank", one("Relu", inputs: ["u"]) { $0.input("u", nil) }),
        ("an input of strings", one("Relu", inputs: ["u"]) { $0.input("u", [1], type: 8) }),
        ("an input of rank 100", picture { $0.input("u", [ONNXSize](repeating: 1, count: 100)) }),
        ("an input without a type", picture { $0.graph.append("input") { $0.set("name", "u") } }),
        (
            "an input that is a sequence",
            picture { file in
                file.graph.append("input") { input in
                    input.set("name", "u")
                    input.fill("type") { $0.fill("sequence_type") { _ in } }
                }
            }
        ),
        ("a tensor twice", picture { $0.floats("fc.bias", [2]) }),
        ("a value twice", picture { $0.node("Relu", ["r"], ["c"]) }),
        ("a value before it is made", picture { $0.graph.set("node", Array($0.graph.messages("node").reversed())) }),
        ("a value that reads itself", one("Relu", inputs: ["y"])),
        ("a very long name", picture { $0.input(String(repeating: "n", count: 5000), [1]) }),
    ]

    private static let nodes: [(name: String, bytes: [UInt8])] = [
        ("no operator", one("")),
        ("an operator of nobody", one("Teleport")),
        (
            "a domain without a version",
            one("Adam") { _ in
            } node: {
                $0.set("domain", "ai.onnx.preview.training")
            }
        ),
        ("an operand missing", one("MatMul")),
        (
            "an attribute twice",
            one("Flatten") { _ in
            } node: {
                $0.attribute("axis", 1); $0.attribute("axis", 0)
            }
        ),
        (
            "an attribute of another type",
            one("Flatten") { _ in
            } node: {
                $0.attribute("axis", "one")
            }
        ),
        (
            "an attribute of a function outside of one",
            one("Flatten") { _ in
            } node: { node in
                node.append("attribute") { attribute in
                    attribute.set("name", "axis")
                    attribute.set("ref_attr_name", "a")
                }
            }
        ),
        (
            "an axis that is not there",
            one("Softmax") { _ in
            } node: {
                $0.attribute("axis", 7)
            }
        ),
        (
            "a transposition that is none",
            one("Transpose") { _ in
            } node: {
                $0.attribute("perm", [0, 0])
            }
        ),
        ("more results than there are", one("Relu", outputs: ["y", "z"])),
        ("a cast to nothing", one("Cast")),
        (
            "a cast to no type",
            one("Cast") { _ in
            } node: {
                $0.attribute("to", 99)
            }
        ),
        ("a pool without a kernel", one("MaxPool")),
        (
            "a padding of its own",
            one("MaxPool") { _ in
            } node: {
                $0.attribute("auto_pad", "SOME")
            }
        ),
        ("a reshape to other sizes", one("Reshape", inputs: ["x", "s"]) { $0.integers("s", [5, 5]) }),
        ("a reshape to two sizes that are left", one("Reshape", inputs: ["x", "s"]) { $0.integers("s", [-1, -1]) }),
        (
            "a slice with a step of 0",
            one("Slice", inputs: ["x", "s", "e", "a", "t"]) { file in
                for (name, value) in [("s", 0), ("e", 1), ("a", 0), ("t", 0)] { file.integers(name, [value]) }
            }
        ),
        (
            "more starts than ends",
            one("Slice", inputs: ["x", "s", "e"]) { file in
                file.integers("s", [0, 0])
                file.integers("e", [1])
            }
        ),
        ("a constant without a value", one("Constant", inputs: [])),
        (
            "an equation of Einsum",
            one("Einsum") { _ in
            } node: {
                $0.attribute("equation", "ij,jk->ik")
            }
        ),
        ("a fill beyond all memory", one("ConstantOfShape", inputs: ["s"]) { $0.integers("s", [Int.max, 4]) }),
        (
            "a range without end",
            one("Range", inputs: ["s", "e", "t"]) { file in
                for (name, value) in [("s", 0), ("e", Int.max), ("t", 1)] {
                    file.initializer { tensor in
                        tensor.set("name", name)
                        tensor.set("data_type", 7)
                        tensor.set("int64_data", [value])
                    }
                }
            }
        ),
    ]

    private static let bodies: [(name: String, bytes: [UInt8])] = [
        ("a branch without a body", one("If", inputs: ["c"]) { $0.input("c", [], type: 9) }),
        (
            "a scan without sequences",
            one("Scan") { _ in
            } node: { node in
                node.attribute("num_scan_inputs", 5)
                node.append("attribute") { attribute in
                    attribute.set("name", "body")
                    attribute.fill("g") { _ in }
                }
            }
        ),
        (
            "a loop whose body takes nothing",
            one("Loop", inputs: ["", "", "x"]) { _ in
            } node: { node in
                node.append("attribute") { attribute in
                    attribute.set("name", "body")
                    attribute.fill("g") { _ in }
                }
            }
        ),
        (
            "an activation of its own",
            one("LSTM", inputs: ["s", "w", "r"]) { file in
                file.input("s", [4, 1, 2])
                file.floats("w", [1, 12, 2])
                file.floats("r", [1, 12, 3])
            } node: { node in
                node.attribute("hidden_size", 3)
                node.append("attribute") { attribute in
                    attribute.set("name", "activations")
                    attribute.set("type", 8)
                    attribute.set(
                        "strings", .byteStrings([Array("Leap".utf8), Array("Tanh".utf8), Array("Tanh".utf8)]))
                }
            }
        ),
    ]
}
