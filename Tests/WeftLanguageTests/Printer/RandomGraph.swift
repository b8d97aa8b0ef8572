import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Makes graphs by chance, the same in every run: all that a text must be able to say, in odd combinations.
struct RandomGraph {
    private var numbers: Numbers
    private var builder: GraphBuilder
    private var values: [ValueID] = []
    private var parameterCount = 0
    private let depth: Int

    static func graph(seed: UInt64, nodes: Int = 24) -> Graph {
        var random = RandomGraph(seed: seed)
        random.addInputs()
        random.addPromises()
        for _ in 0..<nodes { random.addNode() }
        random.addOutputs()
        return random.builder.graph
    }

    private init(seed: UInt64) {
        numbers = Numbers(state: seed)
        builder = GraphBuilder(name: ["Network", "relu", "torch-jit", "conv", "model", ""][Int(seed % 6)])
        depth = 0
    }

    private init(body numbers: Numbers, depth: Int) {
        self.numbers = numbers
        self.depth = depth
        builder = GraphBuilder(name: ["cell", "Step", "lstm_cell", "a.b"][depth % 4])
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[numbers.int(0...(elements.count - 1))]
    }

    private mutating func chance(_ percent: Int) -> Bool { numbers.int(1...100) <= percent }

    // MARK: Inputs and outputs

    private static let symbols = ["N", "T", "H", "batch size", "in", "x", "f32", "n0"].map { Symbol($0) }
    private static let names = [
        "x", "image", "input.1", "data:0", "in", "N", "T", "state", "f32", "op", "next", "x1", "größe", "a b\"{c}\n",
        "y",
        "param", "0", "_", "zeros",
    ]

    private mutating func dimension() -> Dimension {
        let symbol = Dimension(pick(RandomGraph.symbols))
        switch numbers.int(0...9) {
        case 0...4: return symbol
        case 5: return symbol * 2 + 1
        case 6: return (symbol + 1).floorDivided(by: 2)
        case 7: return symbol * Dimension(pick(RandomGraph.symbols))
        case 8: return .maximum(symbol, Dimension(pick(RandomGraph.symbols)) - 1)
        default: return symbol.ceilDivided(by: 3) + .minimum(symbol, 7)
        }
    }

    private mutating func shape(rank: ClosedRange<Int> = 0...4) -> [Dimension] {
        (0..<numbers.int(rank)).map { _ in chance(60) ? Dimension(numbers.int(1...4)) : dimension() }
    }

    private mutating func addInputs() {
        var free = RandomGraph.names
        for _ in 0..<numbers.int(1...4) {
            let name = free.remove(at: numbers.int(0...(free.count - 1)))
            let type = pick([ElementType.f32, .f32, .f32, .i32, .bool, .f16, .i64])
            var range: Graph.ValueRange?
            if type.isInteger, chance(50) {
                range = chance(50) ? .init(0, Dimension(numbers.int(1...30_000))) : .init(1, dimension())
            }
            values.append(builder.addInput(name, Fact(type, shape()), range: range))
        }
        values.append(builder.addInput("plain", Fact(.f32, [Dimension(Symbol("N")), 3, 8, 8])))
        values.append(builder.addInput("sequence", Fact(.f32, [Dimension(Symbol("N")), Dimension(Symbol("T")), 4])))
        values.append(builder.addInput("lengths", Fact(.i32, [Dimension(Symbol("N"))])))
    }

    private mutating func addPromises() {
        let size = Dimension(pick(RandomGraph.symbols))
        if chance(30) { builder.addCondition(Condition(size.remainder(by: 4), .equal, 0, isPromise: true)) }
        if chance(20) { builder.addCondition(Condition(size, .atLeast, 7, isPromise: true)) }
        if chance(20) { builder.addCondition(Condition(size * 3, .atLeast, dimension() + 2)) }
        // A condition that no sizes meet is an error in a text.
        let other = dimension()
        if chance(20), builder.assumptions.equal(other, size * 2) == .undecided {
            builder.addCondition(Condition(other, .equal, size * 2))
        }
    }

    private mutating func addOutputs() {
        let read = Set(builder.graph.nodes.flatMap(\.inputs).compactMap { $0 })
        var names = ["y", "logits", "x", "out.0", "return", "N", "next", "h n"]
        let last = values.filter { !read.contains($0) }.suffix(3)
        for value in Array(last) + [pick(values)] { builder.addOutput(names.removeFirst(), value) }
        if chance(30), let first = last.first { builder.addOutput("again", first) }
    }

    // MARK: Nodes

    @discardableResult
    private mutating func add(_ operation: any Operator, _ inputs: [ValueID?]) -> Bool {
        guard let outputs = try? builder.add(operation, inputs) else { return false }
        if outputs.contains(where: { $0.index >= 0 && builder.fact($0).type.shape.contains { $0.complexity > 12 } }) {
            // Sizes that grow without end say nothing new.
            return true
        }
        values += outputs
        return true
    }

    private mutating func addNode() {
        switch numbers.int(0...20) {
        case 0...3: addUnary()
        case 4...6: addBinary()
        case 7, 8: addConstant()
        case 9, 10: addShape()
        case 11, 12: addLayer()
        case 13: addWithLengths()
        case 14, 15: addUnknown()
        case 16: addBoolean()
        case 17: add(Op.TopK(), [pick(values)])
        default: addScan()
        }
    }

    private mutating func addUnary() {
        let x = pick(values)
        var clamp = Op.Clamp()
        try? clamp.setAttribute("min", .real(pick([0, -0.0, 0.1, -.infinity, 1e300, -3])))
        var elu = Op.Elu()
        try? elu.setAttribute("alpha", .real(pick([1, 0.5, 1e-300, .nan])))
        var cast = Op.Cast()
        try? cast.setAttribute("type", .elementType(pick(ElementType.allCases)))
        let operations: [any Operator] = [
            Op.Relu(), Op.Tanh(), Op.Negate(), Op.Round(), Op.Softmax(), Op.Abs(), Op.Sqrt(), clamp, elu, cast,
            Op.Mean(),
            Op.Max(), Op.Dropout(), Op.Identity(), Op.Floor(), Op.Flatten(), Op.MaxPool(), Op.AvgPool(), Op.Argmax(),
        ]
        add(pick(operations), [x])
    }

    /// A value of the type of another, that may be the same.
    private mutating func partner(of x: ValueID) -> ValueID {
        let type = builder.fact(x).type
        let alike = values.filter { builder.fact($0).type == type }
        return pick(alike)
    }

    private mutating func addBinary() {
        let x = pick(values)
        var y = partner(of: x)
        let type = builder.fact(x).elementType
        if chance(50), type.computes, let number = scalar(type) { y = number }
        let operations: [any Operator] = [
            Op.Add(), Op.Subtract(), Op.Multiply(), Op.Divide(), Op.Remainder(), Op.Power(), Op.Less(), Op.Equal(),
            Op.GreaterOrEqual(), Op.NotEqual(), Op.Maximum(), Op.Minimum(), Op.MatMul(),
        ]
        let operation = pick(operations)
        if chance(70) { add(operation, [x, y]) } else { add(operation, [y, x]) }
    }

    /// A number as a node; used at once, or later, or never.
    private mutating func scalar(_ type: ElementType) -> ValueID? {
        let operation: any Operator
        if chance(20) {
            operation = Op.Size(dimension(), type: type)
        } else if type.isFloat {
            let number = pick([0, 1, 0.5, 0.1, -0.0, -2, 1e-9, .infinity, -.infinity, .nan, 3.4e38, 65_504, 123_456])
            operation = Op.Constant(PlainTensor(rounding: [number], type, shape: []).tensor)
        } else {
            let number = pick([0, 1, -1, 127, 255, .min, .max, 12_345] as [Int64])
            operation = Op.Constant(PlainTensor(wrapping: [number], type, shape: []).tensor)
        }
        guard let made = try? builder.add(operation, []) else { return nil }
        if chance(20) { values += made }
        return made[0]
    }

    private mutating func addConstant() {
        switch numbers.int(0...3) {
        case 0:
            let type = pick(ElementType.allCases)
            add(Op.Full(type, shape(), type.isFloat ? pick([0, 0.25, -.infinity]) : 1), [])
        case 1: _ = scalar(pick(ElementType.allCases))
        default:
            let type = pick(ElementType.allCases)
            let shape = (0..<numbers.int(0...3)).map { _ in numbers.int(0...4) }
            let count = shape.reduce(1, *)
            var bytes = (0..<(type.byteCount(of: count) ?? 0)).map { _ in UInt8(numbers.int(0...255)) }
            if type == .bool { bytes = bytes.map { $0 % 2 } }
            if type.bits == 4, count % 2 == 1, let last = bytes.popLast() { bytes.append(last & 15) }
            if let tensor = Tensor(type, shape: shape, bytes: bytes) { add(Op.Constant(tensor), []) }
        }
    }

    private mutating func addShape() {
        let x = pick(values)
        let shape = builder.fact(x).shape
        switch numbers.int(0...6) {
        case 0: add(Op.Concat(axis: 0), (0..<numbers.int(1...3)).map { _ in partner(of: x) })
        case 1: add(Op.Stack(), [x, partner(of: x)])
        case 2:
            var reshape = Op.Reshape()
            try? reshape.setAttribute("sizes", .dimensions(Array(shape.reversed())))
            add(reshape, [x])
        case 3:
            var split = Op.Split()
            try? split.setAttribute("parts", .integer(numbers.int(1...3)))
            try? split.setAttribute("axis", .integer(max(0, shape.count - 1)))
            add(split, [x])
        case 4: add(Op.Transpose(), [x])
        case 5:
            var expand = Op.Expand()
            try? expand.setAttribute("sizes", .dimensions([dimension()] + shape))
            add(expand, [x])
        default: add(Op.Gather(), [x, pick(values)])
        }
    }

    private mutating func addBoolean() {
        let bools = values.filter { builder.fact($0).elementType == .bool }
        guard let x = bools.last else { return }
        switch numbers.int(0...4) {
        case 0: add(Op.Not(), [x])
        case 1: add(Op.And(), [x, partner(of: x)])
        case 2:
            if let truth = scalar(.bool) { add(Op.Or(), chance(50) ? [truth, x] : [x, truth]) }
        default:
            let a = pick(values)
            if let number = scalar(builder.fact(a).elementType) { add(Op.Select(), [x, a, number]) }
        }
    }

    private mutating func addWithLengths() {
        guard let lengths = values.first(where: { builder.fact($0).type == TensorType(.i32, [Dimension(Symbol("N"))]) })
        else { return }
        let x = pick(values)
        add(pick([Op.Softmax(), Op.Sum(), Op.Last(), Op.Mask(), Op.Reverse()] as [any Operator]), [x, lengths])
    }

    // MARK: Weights

    private mutating func parameter(_ name: String, _ sizes: [Int], trained: Bool = true) -> ValueID {
        let first = pick(
            [
                .constant(0), .constant(1), .constant(0.1), .uniform(low: -0.5, high: 0.5),
                .uniform(low: -0.25, high: 1),
                .normal(mean: 0, deviation: 0.02), .kaimingUniform(a: 5.0.squareRoot()), .kaimingNormal(fanOut: true),
                .xavierNormal, .orthogonal(gain: 2), .kaimingUniform(a: 0),
            ] as [Initializer])
        let type = TensorType(.f32, sizes.map { Dimension($0) })
        return builder.addParameter(name, type, isTrained: trained, initializer: first, origin: .none)
    }

    private mutating func label() -> String {
        parameterCount += 1
        return pick(["layer1.\(parameterCount).conv", "onnx::Conv_\(parameterCount)", "a b.\(parameterCount)", "in.w"])
            + "\(parameterCount)"
    }

    private mutating func addLayer() {
        guard depth == 0 else { return addUnary() }
        let x = pick(values)
        let shape = builder.fact(x).shape
        let label = label()
        switch numbers.int(0...6) {
        case 0, 1:
            guard shape.count >= 2, let channels = shape[1].value else { return }
            let weight = parameter("\(label).weight", [6, channels] + shape.dropFirst(2).map { _ in 1 })
            let bias = chance(50) ? parameter("\(label).bias", [6]) : nil
            add(Op.Conv(), [x, weight, bias])
            if chance(20) { values.append(weight) }
        case 2, 3:
            guard let size = shape.last?.value else { return }
            let weight = parameter("\(label).weight", [5, size])
            add(Op.Dense(), [x, weight, chance(50) ? parameter("\(label).bias", [5]) : nil])
            if chance(20) { add(Op.Dense(), [pick(values), weight]) }
        case 4: add(Op.Gather(), [parameter("\(label).weight", [10, 3]), x])
        case 5:
            guard shape.count >= 2, let size = shape[1].value else { return }
            let mean = parameter("\(label).running_mean", [size], trained: false)
            let variance = parameter("\(label).running_var", [size], trained: false)
            add(Op.BatchNorm(), [x, nil, nil, mean, variance])
        default:
            _ = parameter(label, [2, 2], trained: chance(50))
            _ = parameter("\(label).", [2])
        }
    }

    // MARK: Operators that are not known

    private mutating func addUnknown() {
        let attributes: [(name: String, value: Attribute)] = [
            ("alpha", .real(0.5)), ("two", .real(2)), ("my-attr", .string("a\"b{}\n")), ("in", .bool(true)),
            ("axes", .integers([1])), ("none left", .reals([])), ("numbers", .reals([1, .infinity])),
            ("type", .elementType(.bf16)), ("types", .elementTypes([.f32, .i4])), ("size", .dimension(dimension())),
            ("known", .dimension(4)), ("sizes", .dimensions([dimension(), 3])), ("flags", .bools([true, false])),
            ("words", .strings(["a", ""])), ("value", .tensor(PlainTensor.f32([.nan, 1], [2]).tensor)),
            ("body", .graph(body(states: [], steps: [TensorType(.f32, [2])], fixed: []))),
            ("bodies", .graphs([body(states: [], steps: [], fixed: [TensorType(.i64, [])])])),
        ]
        let kept = attributes.filter { _ in chance(30) }
        let found = Dimension(Symbol("k\(numbers.int(0...3))", .data))
        var types = [TensorType(.f32, shape())]
        if chance(40) { types.append(TensorType(.i64, [found, found * 2 + 1])) }
        var inputs: [ValueID?] = [pick(values)]
        if chance(40) { inputs += [nil, pick(values)] }
        add(Op.Unknown("com.example.Swirl\(numbers.int(0...9))", attributes: kept, resultTypes: types), inputs)
    }

    // MARK: Scans

    private mutating func addScan() {
        guard depth < 3 else { return }
        let rank = builder.fact(values[0]).rank
        let sequences = values.filter { builder.fact($0).rank >= 2 }
        let hasSequence = chance(80) && !sequences.isEmpty
        var sequence: [ValueID] = []
        var axis = 1
        if hasSequence {
            let first = pick(sequences)
            axis = chance(80) ? 1 : pick([0, -1])
            sequence = chance(70) ? [first] : [first, partner(of: first)]
        }
        var states: [ValueID] = []
        for _ in 0..<numbers.int(0...2) {
            if chance(50), let full = try? builder.add(Op.Full(.f32, [Dimension(Symbol("N")), 4], 0), []) {
                states += full
            } else {
                states.append(pick(values))
            }
        }
        let fixed = (0..<numbers.int(0...3)).map { _ in pick(values) }
        let place = axis
        let steps = sequence.map { id -> TensorType in
            let type = builder.fact(id).type
            var shape = type.shape
            shape.remove(at: place < 0 ? shape.count - 1 : place)
            return TensorType(type.elementType, shape)
        }
        let body = body(
            states: states.map { builder.fact($0).type }, steps: steps, fixed: fixed.map { builder.fact($0).type })
        let scan = Op.Scan(
            body: body, carried: states.count, scanned: sequence.count, axis: axis, reverse: hasSequence && chance(30),
            steps: hasSequence ? nil : Dimension(numbers.int(1...9)))
        _ = rank
        add(scan, states + sequence + fixed)
    }

    private mutating func body(states: [TensorType], steps: [TensorType], fixed: [TensorType]) -> Graph {
        var inner = RandomGraph(body: numbers, depth: depth + 1)
        var names = ["h", "c", "x", "in", "rnn.h", "x", "", "w.1", "N", "y"]
        for type in states + steps + fixed {
            inner.values.append(inner.builder.addInput(names.removeFirst(), Fact(type)))
        }
        let states = Array(inner.values.prefix(states.count))
        if inner.values.isEmpty { inner.addConstant() }
        if inner.values.isEmpty { inner.add(Op.Full(.f32, [2], 0), []) }
        for _ in 0..<numbers.int(1...6) { inner.addNode() }
        for state in states { inner.builder.addOutput("next", inner.partner(of: state)) }
        for index in 0..<numbers.int(1...2) { inner.builder.addOutput("y\(index)", inner.pick(inner.values)) }
        numbers = inner.numbers
        return inner.builder.graph
    }
}
