import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Graphs made by chance whose sizes are found while they run, again and again.
///
/// They work on two matrices of as many rows: one of small whole numbers, which are exact in any arithmetic and from which all
/// sizes are found, and one of any numbers.
struct RandomRegions {
    private var numbers: Numbers
    private var builder = GraphBuilder(name: "regions")
    private var exact: ValueID
    private var smooth: ValueID
    private var parameters = 0
    private let width = 4

    init(seed: Int) throws(Diagnostic) {
        numbers = Numbers(state: UInt64(seed) &* 0x51_7C_C1)
        let rows = Dimension(Symbol("N"))
        exact = builder.addInput("whole", Fact(.f32, [rows, Dimension(width)]))
        smooth = builder.addInput("x", Fact(.f32, [rows, Dimension(width)]))
        let count = numbers.int(3...9)
        for index in 0..<count {
            try step(index)
            if numbers.int(0...3) == 0 { try addOutputs("\(index)") }
        }
        try addOutputs("last")
    }

    var graph: Graph { builder.graph }

    /// Inputs of so many rows.
    mutating func inputs(rows: Int) -> [String: Tensor] {
        let count = rows * width
        let whole = (0..<count).map { _ in Double(numbers.int(-2...2)) }
        let x = (0..<count).map { _ in Double(numbers.int(-1000...1000)) / 700 }
        return [
            "whole": PlainTensor(rounding: whole, .f32, shape: [rows, width]).tensor,
            "x": PlainTensor(rounding: x, .f32, shape: [rows, width]).tensor,
        ]
    }

    private mutating func step(_ index: Int) throws(Diagnostic) {
        switch numbers.int(0...9) {
        case 0: try dense()
        case 1: smooth = try add(pick([Op.Tanh(), Op.Relu(), Op.Sigmoid()]), [smooth])
        case 2: smooth = try add(Op.Add(), [smooth, exact])
        case 3: try keepSome()
        case 4: try keepFirst()
        case 5: try doubled()
        case 6: try branch()
        case 7: try loop()
        case 8: exact = try add(Op.Abs(), [exact])
        default: try keepDistinct()
        }
    }

    private mutating func pick(_ choices: [any Operator]) -> any Operator {
        choices[numbers.int(0...(choices.count - 1))]
    }

    private mutating func add(_ operation: any Operator, _ operands: [ValueID?]) throws(Diagnostic) -> ValueID {
        try builder.add(operation, operands, path: ["n\(builder.graph.nodes.count)"])[0]
    }

    private func rows(_ value: ValueID) -> Dimension { builder.fact(value).shape[0] }

    private mutating func dense() throws(Diagnostic) {
        parameters += 1
        let edge = Dimension(width)
        let weight = builder.addParameter(
            "w\(parameters)", TensorType(.f32, [edge, edge]), isTrained: true,
            initializer: .uniform(low: -0.5, high: 0.5), origin: .none)
        smooth = try add(Op.Dense(), [smooth, weight])
    }

    /// A truth value for each row: whether its sum is above 0.
    private mutating func mask() throws(Diagnostic) -> ValueID {
        let sums = try add(Op.Sum(axis: [1]), [exact])
        let zero = try add(Op.Full(.f32, [], 0), [])
        return try add(Op.Greater(), [sums, zero])
    }

    /// Those rows alone.
    private mutating func keepSome() throws(Diagnostic) {
        let positions = try add(Op.NonZero(), [try mask()])
        let count = builder.fact(positions).shape[1]
        let flat = try add(Op.Reshape(sizes: [count]), [positions])
        exact = try add(Op.Gather(axis: 0), [exact, flat])
        smooth = try add(Op.Gather(axis: 0), [smooth, flat])
    }

    /// As many of the first rows, by a number that attributes name and nothing reads.
    private mutating func keepFirst() throws(Diagnostic) {
        let whole = try add(Op.Cast(type: .i64), [try mask()])
        let sum = try add(Op.Reshape(sizes: [1]), [try add(Op.Sum(axis: [0]), [whole])])
        let sizes = try add(Op.DataSizes(most: [rows(exact)]), [sum])
        let count = builder.fact(sizes).shape[0]
        exact = try add(Op.Slice(axis: 0, from: 0, to: count), [exact])
        smooth = try add(Op.Slice(axis: 0, from: 0, to: count), [smooth])
        let half = try add(Op.Full(.f32, [count, Dimension(width)], 0.5), [])
        smooth = try add(Op.Multiply(), [smooth, half])
    }

    private mutating func doubled() throws(Diagnostic) {
        guard rows(exact).complexity < 40 else { return }
        exact = try add(Op.Concat(axis: 0), [exact, exact])
        smooth = try add(Op.Concat(axis: 0), [smooth, try add(Op.Negate(), [smooth])])
    }

    private mutating func keepDistinct() throws(Diagnostic) {
        let results = try builder.add(Op.Unique(axis: 0), [exact], path: ["unique"])
        smooth = try add(Op.Gather(axis: 0), [smooth, results[1]])
        exact = results[0]
    }

    /// A graph with one input of rows by width.
    private func body(
        _ make: (inout GraphBuilder, ValueID) throws(Diagnostic) -> ValueID
    ) throws(Diagnostic) -> Graph {
        var inner = GraphBuilder(name: "body")
        let x = inner.addInput("x", Fact(.f32, [Dimension(Symbol("R")), Dimension(width)]))
        inner.addOutput("y", try make(&inner, x))
        return inner.graph
    }

    /// Twice the numbers or twice the rows, as the first matrix's sum has it.
    private mutating func branch() throws(Diagnostic) {
        guard rows(exact).complexity < 40 else { return }
        let more = try body { inner, x throws(Diagnostic) in try inner.add(Op.Concat(axis: 0), [x, x])[0] }
        let same = try body { inner, x throws(Diagnostic) in try inner.add(Op.Abs(), [x])[0] }
        let zero = try add(Op.Full(.f32, [], 0), [])
        let condition = try add(Op.Greater(), [try add(Op.Sum(axis: [0, 1]), [exact]), zero])
        let branch = Op.Branch(then: more, else: same)
        let next = try add(branch, [condition, exact])
        let other = try add(branch, [condition, smooth])
        // Both are of the same number of rows, which the two symbols do not say.
        exact = next
        smooth = try add(
            Op.Gather(axis: 0), [other, try add(Op.Cast(type: .i32), [try positions(of: next)])])
    }

    /// The numbers of a matrix's rows.
    private mutating func positions(of value: ValueID) throws(Diagnostic) -> ValueID {
        let zero = try add(Op.Full(.f32, [], 0), [])
        let any = try add(Op.Equal(), [try add(Op.Multiply(), [value, zero]), zero])
        let whole = try add(Op.Cast(type: .f32), [any])
        let firsts = try add(Op.Slice(axis: 1, from: 0, to: 1), [whole])
        let column = try add(Op.Reshape(sizes: [rows(value)]), [firsts])
        let found = try add(Op.NonZero(), [column])
        return try add(Op.Reshape(sizes: [builder.fact(found).shape[1]]), [found])
    }

    /// Up to two trips, as many as the largest number says, of which each gives a row.
    private mutating func loop() throws(Diagnostic) {
        var inner = GraphBuilder(name: "body")
        _ = inner.addInput("trip", Fact(.i64, []))
        let goesOn = inner.addInput("condition", Fact(.bool, []))
        let state = inner.addInput("state", Fact(.f32, [Dimension(width)]))
        let next = try inner.add(Op.Add(), [state, state])[0]
        inner.addOutput("condition", goesOn)
        inner.addOutput("state", next)
        inner.addOutput("row", next)
        let sums = try add(Op.Sum(axis: [0, 1]), [try add(Op.Abs(), [exact])])
        let trips = try add(Op.Cast(type: .i64), [try add(Op.Clamp(min: 0, max: 2), [sums])])
        let first = try add(Op.Sum(axis: [0]), [exact])
        let results = try builder.add(
            Op.Loop(body: inner.graph, carried: 1), [trips, nil, first], path: ["loop"])
        exact = results[1]
        smooth = try add(Op.Tanh(), [results[1]])
    }

    private mutating func addOutputs(_ name: String) throws(Diagnostic) {
        builder.addOutput("whole_\(name)", exact)
        builder.addOutput("x_\(name)", smooth)
    }
}
