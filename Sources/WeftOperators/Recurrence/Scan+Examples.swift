import WeftDiagnostics
package import WeftGraph
import WeftTensors

extension Op.Scan {
    package static let examples = [
        OperatorExample(
            "running sums", Op.Scan(body: sums, carried: 1, scanned: 1),
            [.f32([0, 10]), .f32([1, 2, 3, 4, 5, 6], [2, 3])],
            gives: [.f32([1, 3, 6, 14, 19, 25], [2, 3]), .f32([6, 25])]),
        OperatorExample(
            "lengths, and back from each row's end",
            Op.Scan(body: sums, carried: 1, scanned: 1, reverse: true, hasLengths: true),
            [.f32([0, 10, 7]), .f32([1, 2, 3, 4, 5, 6, 8, 8, 8], [3, 3]), .i32([2, 3, 0])],
            gives: [.f32([3, 2, 0, 25, 21, 16, 0, 0, 0], [3, 3]), .f32([3, 25, 7])]),
        OperatorExample(
            "steps along axis 0", Op.Scan(body: sums, carried: 1, scanned: 1, axis: 0, hasLengths: true),
            [.f32([0, 10]), .f32([1, 2, 3, 4, 5, 6], [3, 2]), .i64([3, 1])],
            gives: [.f32([1, 12, 4, 0, 9, 0], [3, 2]), .f32([9, 12])]),
        OperatorExample(
            "rows that stop by themselves", Op.Scan(body: stopping, carried: 1, scanned: 1, hasStop: true),
            [.f32([0, 0]), .f32([1, 5, 9, 1, 1, 1], [2, 3])],
            gives: [.f32([1, 6, 0, 1, 2, 3], [2, 3]), .f32([6, 3]), .i32([2, 3])]),
        OperatorExample(
            "a number of steps", Op.Scan(body: counting, carried: 1, scanned: 0, axis: 0, steps: 3), [.i32([5], [])],
            gives: [.i32([5, 6, 7]), .i32([8], [])]),
        OperatorExample(
            "no steps", Op.Scan(body: sums, carried: 1, scanned: 1), [.f32([3]), .f32([], [1, 0])],
            gives: [.f32([], [1, 0]), .f32([3])]),
        OperatorExample(
            "another type than the body's", Op.Scan(body: sums, carried: 1, scanned: 1),
            [.i32([0, 0]), .f32([1, 2, 3, 4], [2, 2])], refusedWith: "scan-type-mismatch"),
        OperatorExample(
            "another number of rows", Op.Scan(body: sums, carried: 1, scanned: 1),
            [.f32([0]), .f32([1, 2, 3, 4], [2, 2])], refusedWith: "scan-type-mismatch"),
        OperatorExample(
            "lengths of other rows", Op.Scan(body: sums, carried: 1, scanned: 1, hasLengths: true),
            [.f32([0, 0]), .f32([1, 2, 3, 4], [2, 2]), .i32([1])], refusedWith: "scan-rows-mismatch"),
        OperatorExample(
            "a length beyond the steps", Op.Scan(body: sums, carried: 1, scanned: 1, hasLengths: true),
            [.f32([0]), .f32([1, 2], [1, 2]), .i32([3])], refusedWith: "length-out-of-range"),
        OperatorExample(
            "no number of steps", Op.Scan(body: counting, carried: 1, scanned: 0, axis: 0), [.i32([5], [])],
            refusedWith: "scan-without-steps"),
        OperatorExample(
            "too few operands", Op.Scan(body: sums, carried: 1, scanned: 1), [.f32([0])],
            refusedWith: "scan-operands-mismatch"),
        OperatorExample(
            "results of changing sizes", Op.Scan(body: unequal, carried: 0, scanned: 1, axis: 0),
            [.f32([1, 0, 2, 3], [2, 2])], refusedWith: "scan-size-varies"),
        OperatorExample(
            "no body", Op.Scan(body: Graph(name: "empty"), carried: 1, scanned: 0), [.f32([0])],
            refusedWith: "bad-scan-body"),
    ]

    /// A state that each step is added to, which is also the result of the step.
    private static let sums = Graph.body { builder throws(Diagnostic) in
        let n = Dimension(Symbol("N"))
        let sum = builder.addInput("sum", Fact(.f32, [n]))
        let x = builder.addInput("x", Fact(.f32, [n]))
        let next = try builder.add(Op.Add(), [sum, x])[0]
        builder.addOutput("sum", next)
        builder.addOutput("y", next)
    }

    /// The same, and a row stops when its step is 5 or more.
    private static let stopping = Graph.body { builder throws(Diagnostic) in
        let n = Dimension(Symbol("N"))
        let sum = builder.addInput("sum", Fact(.f32, [n]))
        let x = builder.addInput("x", Fact(.f32, [n]))
        let next = try builder.add(Op.Add(), [sum, x])[0]
        let limit = try builder.add(Op.Full(.f32, [], 5), [])[0]
        builder.addOutput("sum", next)
        builder.addOutput("y", next)
        builder.addOutput("stop", try builder.add(Op.GreaterOrEqual(), [x, limit])[0])
    }

    /// Where a step is not 0, which is more often in one than in another.
    private static let unequal = Graph.body { builder throws(Diagnostic) in
        let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
        builder.addOutput("y", try builder.add(Op.NonZero(), [x])[0])
    }

    /// A number that grows by one, and the number before.
    private static let counting = Graph.body { builder throws(Diagnostic) in
        let count = builder.addInput("count", Fact(.i32, []))
        let one = try builder.add(Op.Full(.i32, [], 1), [])[0]
        builder.addOutput("count", try builder.add(Op.Add(), [count, one])[0])
        builder.addOutput("y", count)
    }
}
