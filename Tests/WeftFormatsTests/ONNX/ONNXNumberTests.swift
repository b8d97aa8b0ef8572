import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftOperators
import WeftTensors

/// What single ONNX nodes compute or become that no recorded test shows.
@Suite struct ONNXNumberTests {
    private func imported(
        _ opset: Int = 17, _ fill: (inout ONNXAssembly) -> Void
    ) throws -> ONNXImport {
        var file = ONNXAssembly(opset: opset)
        fill(&file)
        return try ONNXFile(file.contents()).model()
    }

    private func results(_ model: Model, _ inputs: [String: PlainTensor] = [:]) throws -> [PlainTensor] {
        try Interpreter(graph: model.graph).run(inputs: inputs) { (name) throws(Diagnostic) in
            guard let tensor = model.weights[name] else { throw Diagnostic("no-weights", name) }
            return PlainTensor(tensor)
        }.map(\.value)
    }

    /// What onnxruntime 1.32 gives.
    @Test(
        "windows",
        arguments: [
            ("HannWindow", 1, [0, 0.345491498708725, 0.9045084714889526, 0.9045084714889526, 0.345491498708725]),
            ("HammingWindow", 0, [0.08695650100708008, 0.77173912525177, 0.77173912525177, 0.08695650100708008]),
            ("BlackmanWindow", 1, [1.4901161193847656e-08, 0.3400000035762787, 1, 0.3400000333786011]),
        ])
    func windows(_ name: String, _ periodic: Int, _ expected: [Double]) throws {
        let model = try imported {
            $0.integers("size", [expected.count])
            $0.node(name, ["size"], ["y"]) { $0.attribute("periodic", periodic) }
            $0.output("y")
        }.model
        let found = try results(model)[0]
        #expect(found.elementType == .f32 && found.shape == [expected.count])
        for (a, b) in zip(found.reals, expected) { #expect(abs(a - b) < 1e-7) }
    }

    @Test("a matrix of mel bands")
    func mel() throws {
        let model = try imported {
            for (name, value) in [("bands", 3), ("length", 8), ("rate", 8000), ("low", 0), ("high", 4000)] {
                $0.integers(name, [value])
            }
            $0.node("MelWeightMatrix", ["bands", "length", "rate", "low", "high"], ["y"])
            $0.output("y")
        }.model
        let found = try results(model)[0]
        #expect(found.shape == [5, 3])
        #expect(found.reals == [1, 1, 0, 0, 0, 1] + [Double](repeating: 0, count: 9))
    }

    private static let draws = [
        "RandomUniform", "RandomNormal", "RandomUniformLike", "RandomNormalLike", "Bernoulli", "Multinomial",
    ]

    /// Two nodes of an operator behind one another, with seeds or without.
    private func drawn(_ name: String, seeds: [Int]?) throws -> ONNXImport {
        try imported {
            $0.input("x", [40, 50])
            for index in 0..<2 {
                let takesOperand = name.hasSuffix("Like") || name == "Bernoulli" || name == "Multinomial"
                $0.node(name, takesOperand ? ["x"] : [], ["y\(index)"]) { node in
                    if !takesOperand { node.attribute("shape", [40, 50]) }
                    if name == "Multinomial" { node.attribute("sample_size", 50) }
                    guard let seeds else { return }
                    node.append("attribute") { attribute in
                        attribute.set("name", "seed")
                        attribute.set("type", 1)
                        attribute.set("f", Double(seeds[index]))
                    }
                }
                $0.output("y\(index)")
            }
        }
    }

    @Test("random numbers are the same in every run, and hang on the seed", arguments: draws)
    func random(_ name: String) throws {
        let x = PlainTensor(
            rounding: (0..<2000).map { Double($0 % 50) / 50 }, .f32, shape: [40, 50])
        let free = try drawn(name, seeds: nil)
        #expect(free.unknown.isEmpty && free.ledger.entries.contains { $0.decision.contains("not those of other") })
        let first = try results(free.model, ["x": x])
        let again = try results(try drawn(name, seeds: nil).model, ["x": x])
        #expect(first[0].reals == again[0].reals && first[0].reals != first[1].reals)
        let equal = try results(try drawn(name, seeds: [3, 3]).model, ["x": x])
        #expect(equal[0].reals == equal[1].reals)
        let others = try results(try drawn(name, seeds: [3, 4]).model, ["x": x])
        #expect(others[0].reals == equal[0].reals && others[1].reals != equal[0].reals)
        let mean = first[0].reals.reduce(0, +) / 2000
        let square = first[0].reals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
        switch name {
        case "RandomUniform", "RandomUniformLike":
            #expect(abs(mean - 0.5) < 0.03 && abs(square - 1.0 / 12) < 0.01)
            #expect(first[0].reals.allSatisfy { $0 >= 0 && $0 < 1 })
        case "RandomNormal", "RandomNormalLike": #expect(abs(mean) < 0.1 && abs(square - 1) < 0.15)
        case "Bernoulli": #expect(abs(mean - 0.49) < 0.05 && first[0].reals.allSatisfy { $0 == 0 || $0 == 1 })
        default:
            // Weights that grow with the class by a factor of e over all.
            #expect(first[0].elementType == .i32 && first[0].integers.allSatisfy { (0..<50).contains($0) })
            #expect(abs(mean - 28.6) < 1.5)
        }
    }

    @Test("dropout that trains drops a share, scales what stays and says which that is")
    func dropout() throws {
        let model = try imported {
            $0.input("x", [1000])
            $0.initializer { tensor in
                tensor.set("name", "ratio")
                tensor.set("data_type", 1)
                tensor.set("raw_data", [0x00, 0x00, 0x80, 0x3E] as [UInt8])
            }
            $0.initializer { tensor in
                tensor.set("name", "trains")
                tensor.set("data_type", 9)
                tensor.set("int32_data", [1])
            }
            $0.node("Dropout", ["x", "ratio", "trains"], ["y", "mask"])
            $0.output("y")
            $0.output("mask", type: 9)
        }.model
        let found = try results(
            model, ["x": PlainTensor(rounding: Array(repeating: 3, count: 1000), .f32, shape: [1000])])
        #expect(zip(found[0].reals, found[1].integers).allSatisfy { $0 == ($1 == 1 ? 4 : 0) })
        #expect((700...800).contains(found[1].integers.reduce(0, +)))
    }

    @Test("random numbers in a body are refused by name")
    func body() throws {
        let error = #expect(throws: Diagnostic.self) {
            _ = try imported {
                $0.input("x", [4, 2])
                $0.node("Scan", ["x"], ["y"], name: "steps") { node in
                    node.attribute("num_scan_inputs", 1)
                    node.append("attribute") { attribute in
                        attribute.set("name", "body")
                        attribute.set("type", 5)
                        attribute.fill("g") { graph in
                            graph.set("name", "body")
                            graph.append("input", ONNXAssembly.value("s", [2], type: 1, in: graph))
                            graph.append("node") { inner in
                                inner.set("op_type", "RandomUniformLike")
                                inner.set("name", "noise")
                                inner.set("input", ["s"])
                                inner.set("output", ["z"])
                            }
                            graph.append("output", ONNXAssembly.value("z", nil, type: 1, in: graph))
                        }
                    }
                }
                $0.output("y")
            }
        }
        #expect(
            error?.code == "onnx-unsupported" && error?.place?.contains("node 'noise'") == true,
            "\(String(describing: error))")
    }

    @Test("a Scan of version 8 runs along each row by itself, backwards where it says so")
    func backwards() throws {
        let model = try ONNXFile(sums(directions: [1]).contents()).model().model
        let none = PlainTensor(rounding: [0, 0], .f32, shape: [2, 1])
        let found = try results(model, ["none": none, "x": Self.rows])
        #expect(found.map(\.reals) == [[6, 60], [3, 5, 6, 30, 50, 60]])
    }

    @Test("a Scan of version 8 takes as many steps of a row as it is long", arguments: [false, true])
    func lengths(isBackwards: Bool) throws {
        let model = try ONNXFile(sums(directions: [isBackwards ? 1 : 0], lengths: "ends").contents()).model().model
        let first = PlainTensor(rounding: [100, 0], .f32, shape: [2, 1])
        func ends(_ numbers: [Int64]) -> PlainTensor { PlainTensor(wrapping: numbers, .i64, shape: [2]) }
        let found = try results(model, ["none": first, "x": Self.rows, "ends": ends([0, 2])])
        #expect(found.map(\.reals) == [[100, 30], [0, 0, 0] + (isBackwards ? [20, 30, 0] : [10, 30, 0])])
        let whole = try results(model, ["none": first, "x": Self.rows, "ends": ends([3, 1])])
        #expect(
            whole.map(\.reals) == [[106, 10], isBackwards ? [103, 105, 106, 10, 0, 0] : [101, 103, 106, 10, 0, 0]])
        #expect(throws: Diagnostic.self) {
            try results(model, ["none": first, "x": Self.rows, "ends": ends([4, 1])])
        }
    }

    private static let rows = PlainTensor(rounding: [1, 2, 3, 10, 20, 30], .f32, shape: [2, 3, 1])

    /// Running sums of each row, by a Scan of version 8.
    private func sums(directions: [Int], lengths: String = "") -> ONNXAssembly {
        var file = ONNXAssembly(opset: 8)
        file.input("none", [2, 1])
        file.input("x", [2, 3, 1])
        if !lengths.isEmpty { file.input(lengths, [2], type: 7) }
        file.node("Scan", [lengths, "none", "x"], ["last", "sums"]) { node in
            node.attribute("num_scan_inputs", 1)
            node.attribute("directions", directions)
            node.append("attribute") { attribute in
                attribute.set("name", "body")
                attribute.set("type", 5)
                attribute.fill("g") { graph in
                    graph.set("name", "body")
                    for name in ["sum", "step"] {
                        graph.append("input", ONNXAssembly.value(name, [1], type: 1, in: graph))
                    }
                    for result in ["next", "shown"] {
                        graph.append("node") { inner in
                            inner.set("op_type", "Add")
                            inner.set("input", ["sum", "step"])
                            inner.set("output", [result])
                        }
                        graph.append("output", ONNXAssembly.value(result, nil, type: 1, in: graph))
                    }
                }
            }
        }
        file.output("last")
        file.output("sums")
        return file
    }

    @Test("an enlargement by whole numbers and a stride of the kernel's size are ours that need no names")
    func plainForms() throws {
        let model = try imported {
            $0.input("x", ["N", 3, "H", "W"])
            $0.initializer { tensor in
                tensor.set("name", "scales")
                tensor.set("data_type", 1)
                tensor.set("dims", [4])
                tensor.set(
                    "raw_data",
                    [1, 1, 2, 2].flatMap { [0, 0, $0 == 1 ? 0x80 : 0x00, $0 == 1 ? 0x3F : 0x40] as [UInt8] })
            }
            $0.node("MaxPool", ["x"], ["p"]) {
                $0.attribute("kernel_shape", [2, 2])
                $0.attribute("strides", [2, 2])
            }
            $0.node("Resize", ["p", "", "scales"], ["y"])
            $0.output("y")
        }.model
        let pool = try #require(model.graph.nodes[0].operation as? Op.MaxPool)
        #expect(pool.kernel == [2] && pool.stride == [2])
        let resize = try #require(model.graph.nodes[1].operation as? Op.Resize)
        #expect(resize.scale == [2] && resize.coordinates == nil && resize.rounding == .floor && resize.axes.isEmpty)
    }
}
