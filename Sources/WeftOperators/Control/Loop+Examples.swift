import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op.Loop {
    package static let examples = [
        OperatorExample(
            "running sums", Op.Loop(body: sums, carried: 1), [.i64([3], []), nil, .f32([0], []), .f32([2], [])],
            gives: [.f32([6], []), .f32([2, 4, 6])]),
        OperatorExample(
            "until a condition", Op.Loop(body: sums, carried: 1),
            [.i64([9], []), .bools([true], []), .f32([0], []), .f32([4], [])],
            gives: [.f32([12], []), .f32([4, 8, 12])]),
        OperatorExample(
            "never", Op.Loop(body: sums, carried: 1), [nil, .bools([false], []), .f32([5], []), .f32([4], [])],
            gives: [.f32([5], []), .f32([])]),
        OperatorExample(
            "a state that grows", Op.Loop(body: growing, carried: 1), [.i64([2], []), nil, .i64([7])],
            gives: [.i64([7, 0, 1])]),
        OperatorExample(
            "results of changing sizes", Op.Loop(body: unequal, carried: 1), [.i64([2], []), nil, .i64([7])],
            refusedWith: "loop-size-varies"),
        OperatorExample(
            "a list of trips", Op.Loop(body: growing, carried: 1), [.i64([2]), nil, .i64([7])],
            refusedWith: "rank-mismatch"),
        OperatorExample(
            "too few operands", Op.Loop(body: sums, carried: 1), [.i64([2], []), nil, .f32([0], [])],
            refusedWith: "bad-loop-body"),
        OperatorExample(
            "another type than the body's", Op.Loop(body: growing, carried: 1), [.i64([2], []), nil, .f32([7])],
            refusedWith: "loop-type-mismatch"),
    ]

    /// A sum that a number is added to as long as it is below 10.
    private static let sums = Graph.body { builder throws(Diagnostic) in
        _ = builder.addInput("trip", Fact(.i64, []))
        _ = builder.addInput("condition", Fact(.bool, []))
        let sum = builder.addInput("sum", Fact(.f32, []))
        let x = builder.addInput("x", Fact(.f32, []))
        let next = try builder.add(Op.Add(), [sum, x])[0]
        let limit = try builder.add(Op.Full(.f32, [], 10), [])[0]
        builder.addOutput("condition", try builder.add(Op.Less(), [next, limit])[0])
        builder.addOutput("sum", next)
        builder.addOutput("y", next)
    }

    /// A list that the number of each trip is added to.
    private static let growing = Graph.body { builder throws(Diagnostic) in
        let (condition, next, _) = try grow(&builder)
        builder.addOutput("condition", condition)
        builder.addOutput("list", next)
    }

    /// The same, and the list is a result of each trip.
    private static let unequal = Graph.body { builder throws(Diagnostic) in
        let (condition, next, list) = try grow(&builder)
        builder.addOutput("condition", condition)
        builder.addOutput("list", next)
        builder.addOutput("y", list)
    }

    private static func grow(
        _ builder: inout GraphBuilder
    ) throws(Diagnostic) -> (condition: ValueID, next: ValueID, list: ValueID) {
        let trip = builder.addInput("trip", Fact(.i64, []))
        let condition = builder.addInput("condition", Fact(.bool, []))
        let list = builder.addInput("list", Fact(.i64, [Dimension(Symbol("L"))]))
        let row = try builder.add(Op.Unsqueeze(axis: [0]), [trip])[0]
        return (condition, try builder.add(Op.Concat(axis: 0), [list, row])[0], list)
    }
}

extension Graph {
    /// A body for an example; an empty one, which every operator with bodies refuses, when it cannot be built.
    static func body(_ build: (inout GraphBuilder) throws(Diagnostic) -> Void) -> Graph {
        var builder = GraphBuilder(name: "body")
        do { try build(&builder) } catch { return Graph(name: error.code) }
        return builder.graph
    }
}
