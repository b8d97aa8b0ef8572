import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// A cell whose numbers are easy to follow: `h' = 2 h + x + w`, the result `h' + h`, and a stop where `x` is 2 or more.
private func cell(stop: Bool) throws(Diagnostic) -> Graph {
    try graph { builder throws(Diagnostic) in
        let h = builder.addInput("h", Fact(.f32, [size("N"), 2]))
        let x = builder.addInput("x", Fact(.f32, [size("N"), 2]))
        let w = builder.addInput("w", Fact(.f32, [2]))
        let doubled = try builder.add(Op.Add(), [h, h])[0]
        let driven = try builder.add(Op.Add(), [doubled, x])[0]
        let next = try builder.add(Op.Add(), [driven, w])[0]
        builder.addOutput("h", next)
        builder.addOutput("y", try builder.add(Op.Add(), [next, h])[0])
        guard stop else { return }
        let two = try builder.add(Op.Full(.f32, [], 2), [])[0]
        let large = try builder.add(Op.GreaterOrEqual(), [x, two])[0]
        let first = try builder.add(Op.Take(index: 0, axis: 1), [large])[0]
        builder.addOutput("stop", first)
    }
}

/// What the scan over the cell must give, row by row and step by step.
private struct Expected {
    var y: [Double]
    var h: [Double]
    var ends: [Int64]

    init(_ h: PlainTensor, _ x: PlainTensor, _ w: PlainTensor, lengths: [Int], axis: Int, reverse: Bool, stop: Bool) {
        let rows = h.shape[0]
        let steps = x.shape[axis]
        y = [Double](repeating: 0, count: x.count)
        self.h = h.reals
        ends = []
        for row in 0..<rows {
            var taken = 0
            while taken < lengths[row] {
                let position = reverse ? lengths[row] - 1 - taken : taken
                let at = axis == 1 ? (row * steps + position) * 2 : (position * rows + row) * 2
                for unit in 0..<2 {
                    let old = self.h[row * 2 + unit]
                    let new = 2 * old + x.reals[at + unit] + w.reals[unit]
                    self.h[row * 2 + unit] = new
                    y[at + unit] = new + old
                }
                taken += 1
                if stop && x.reals[at] >= 2 { break }
            }
            ends.append(Int64(taken))
        }
    }
}

/// A driver's options.
struct ScanCase: Sendable, CustomTestStringConvertible {
    let axis: Int
    let reverse: Bool
    let lengths: [Int]?
    let stop: Bool
    var testDescription: String {
        "axis \(axis)\(reverse ? ", reverse" : "")\(lengths.map { ", lengths \($0)" } ?? "")\(stop ? ", stop" : "")"
    }

    static let all: [ScanCase] = {
        var cases: [ScanCase] = []
        for axis in 0...1 {
            for reverse in [false, true] {
                for lengths in [nil, [5, 2, 0], [1, 3, 3], [0, 0, 0]] {
                    for stop in [false, true] {
                        cases.append(ScanCase(axis: axis, reverse: reverse, lengths: lengths, stop: stop))
                    }
                }
            }
        }
        return cases
    }()
}

@Suite("Scan")
struct ScanTests {
    @Test("A scan is a loop over rows and steps", arguments: ScanCase.all)
    func loop(_ options: ScanCase) throws {
        var numbers = Numbers(state: 7)
        let (h, w) = (numbers.f32([3, 2]), numbers.f32([2]))
        let x = numbers.f32(options.axis == 1 ? [3, 5, 2] : [5, 3, 2])
        let scan = Op.Scan(
            body: try cell(stop: options.stop), carried: 1, scanned: 1, axis: options.axis, reverse: options.reverse,
            hasLengths: options.lengths != nil, hasStop: options.stop)
        let lengths = options.lengths.map { PlainTensor.i64($0.map { Int64($0) }) }
        let results = try scan.run([h, x, w] + (lengths.map { [$0] } ?? []))
        let expected = Expected(
            h, x, w, lengths: options.lengths ?? [5, 5, 5], axis: options.axis, reverse: options.reverse,
            stop: options.stop)
        #expect(results.count == (options.stop ? 3 : 2))
        #expect(distance(results[0], .f32(expected.y, x.shape)) == 0)
        #expect(distance(results[1], .f32(expected.h, [3, 2])) == 0)
        if options.stop { #expect(results[2] == .i32(expected.ends)) }
    }

    @Test("What lies past a row's end does not touch it")
    func padding() throws {
        var numbers = Numbers(state: 3)
        let (h, w) = (numbers.f32([2, 2]), numbers.f32([2]))
        let x = numbers.f32([2, 3, 2])
        var spoiled = x.reals
        for index in 8..<12 { spoiled[index] = .nan }
        for reverse in [false, true] {
            let scan = Op.Scan(
                body: try cell(stop: false), carried: 1, scanned: 1, reverse: reverse, hasLengths: true)
            let clean = try scan.run([h, x, w, .i32([3, 1])])
            #expect(try scan.run([h, .f32(spoiled, x.shape), w, .i32([3, 1])]) == clean)
        }
    }

    @Test("A state without axes moves while any row does, and steps without rows are read from the longest row's")
    func counter() throws {
        let body = try graph { builder throws(Diagnostic) in
            let count = builder.addInput("count", Fact(.i32, []))
            let h = builder.addInput("h", Fact(.i32, [size("N")]))
            let step = builder.addInput("step", Fact(.i32, []))
            let next = try builder.add(Op.Add(), [count, step])[0]
            builder.addOutput("count", next)
            builder.addOutput("h", try builder.add(Op.Add(), [h, step])[0])
            builder.addOutput("y", next)
        }
        let operands: [PlainTensor?] = [.i32([0], []), .i32([0, 0]), .i32([1, 10, 100, 1000]), .i32([1, 3])]
        let forward = Op.Scan(body: body, carried: 2, scanned: 1, axis: 0, hasLengths: true)
        #expect(try forward.run(operands) == [.i32([1, 11, 111, 0]), .i32([111], []), .i32([1, 111])])
        let back = Op.Scan(body: body, carried: 2, scanned: 1, axis: 0, reverse: true, hasLengths: true)
        #expect(try back.run(operands) == [.i32([111, 110, 100, 0]), .i32([111], []), .i32([100, 111])])
    }

    @Test("A scan in a scan: each row of a matrix is summed with the sums before it")
    func nested() throws {
        let inner = try graph { builder throws(Diagnostic) in
            let sum = builder.addInput("sum", Fact(.f32, [size("N")]))
            let x = builder.addInput("x", Fact(.f32, [size("N")]))
            let next = try builder.add(Op.Add(), [sum, x])[0]
            builder.addOutput("sum", next)
            builder.addOutput("y", next)
        }
        let outer = try graph { builder throws(Diagnostic) in
            let sum = builder.addInput("sum", Fact(.f32, [size("N")]))
            let x = builder.addInput("x", Fact(.f32, [size("N"), size("T")]))
            let found = try builder.add(Op.Scan(body: inner, carried: 1, scanned: 1), [sum, x])
            builder.addOutput("sum", found[1])
            builder.addOutput("y", found[0])
        }
        let x = PlainTensor.f32((1...12).map { Double($0) }, [2, 2, 3])
        let scan = Op.Scan(body: outer, carried: 1, scanned: 1)
        let results = try scan.run([.f32([0, 100]), x])
        #expect(
            results == [
                .f32([1, 3, 6, 10, 15, 21, 107, 115, 124, 134, 145, 157], [2, 2, 3]), .f32([21, 157]),
            ])
    }

    @Test("Nodes that depend on invariants alone run once")
    func invariants() throws {
        let body = try graph { builder throws(Diagnostic) in
            let h = builder.addInput("h", Fact(.f32, [size("N"), 4]))
            let w = builder.addInput("w", Fact(.f32, [4, 4]))
            let squared = try builder.add(Op.MatMul(), [w, w])[0]
            builder.addOutput("h", try builder.add(Op.MatMul(), [h, squared])[0])
        }
        let scan = Op.Scan(body: body, carried: 1, scanned: 0, axis: 0, steps: size("T"))
        let operands = [Fact(.f32, [size("B"), 4]), Fact(.f32, [4, 4])]
        #expect(scan.multiplyAccumulates(operands, []) == size("B") * size("T") * 16 + 64)
    }

    @Test("Sizes of the body follow the operands, and its needs become the caller's conditions")
    func conditions() throws {
        let body = try graph { builder throws(Diagnostic) in
            let h = builder.addInput("h", Fact(.f32, [size("A"), size("B")]))
            let x = builder.addInput("x", Fact(.f32, [size("A"), size("C")]))
            builder.addOutput("h", try builder.add(Op.Add(), [h, x])[0])
        }
        let scan = Op.Scan(body: body, carried: 1, scanned: 1)
        var inference = Inference([Fact(.f32, [size("N"), 8]), Fact(.f32, [size("N"), size("T"), size("D")])])
        let results = try scan.infer(&inference)
        #expect(results.map(\.type) == [TensorType(.f32, [size("N"), 8])])
        for width in 7...9 {
            let binding = [Symbol("N"): 2, Symbol("T"): 3, Symbol("D"): width]
            #expect(inference.conditions.allSatisfy { $0.holds(binding) == true } == (width == 8))
        }
        var known = Inference([Fact(.f32, [2, 8]), Fact(.f32, [2, 3, 7])])
        #expect(code { _ = try scan.infer(&known) } == "condition-not-met")
    }

    @Test("A state that grows, one of a size found anew, and bodies nested too deep are refused")
    func refusals() throws {
        let growing = try graph { builder throws(Diagnostic) in
            let h = builder.addInput("h", Fact(.f32, [size("N")]))
            builder.addOutput("h", try builder.add(Op.Unsqueeze(axis: [0]), [h])[0])
        }
        let scan = Op.Scan(body: growing, carried: 1, scanned: 0, axis: 0, steps: 2)
        #expect(code { _ = try scan.run([.f32([1])]) } == "scan-type-mismatch")
        var body = try graph { builder throws(Diagnostic) in
            let h = builder.addInput("h", Fact(.f32, [1]))
            builder.addOutput("h", h)
        }
        for depth in 1...31 {
            let scan = Op.Scan(body: body, carried: 1, scanned: 0, axis: 0, steps: 1)
            var inference = Inference([Fact(.f32, [1])])
            let refusal = code { _ = try scan.infer(&inference) }
            #expect(refusal == (depth <= 30 ? nil : "nesting-too-deep"), "depth \(depth)")
            var outer = Graph(name: "outer")
            let input = outer.addValue(Fact(.f32, [1]))
            let output = outer.addValue(Fact(.f32, [1]))
            outer.inputs = [Graph.Input("h", input)]
            outer.nodes = [Graph.Node(scan, [input], [output], path: [], origin: .none)]
            outer.outputs = [Graph.Output("h", output)]
            body = outer
        }
        #expect(code { _ = try Interpreter(graph: body).run(["h": .f32([1])]) } == "nesting-too-deep")
    }
}
