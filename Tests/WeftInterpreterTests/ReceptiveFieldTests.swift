import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Receptive fields")
struct ReceptiveFieldTests {
    private func field(_ graph: Graph, axis: Int) throws -> AxisField {
        let fields = try #require(graph.receptiveFields)
        return try #require(fields[0][0])[axis]
    }

    @Test("no output of a random stack sees more or less than its field", arguments: 0..<80)
    func random(_ seed: Int) throws {
        let stack = try RandomStack(seed: UInt64(seed), isFree: seed % 2 == 0)
        let field = try field(stack.graph, axis: 2)
        guard case .window(let window) = field else {
            Issue.record("\(stack.names) have no window but \(field)")
            return
        }
        let seen = try seenPositions(stack.graph, length: RandomStack.length)
        // Near the ends a field reaches into padding, or what a stride leaves over.
        let inner = (RandomStack.length / 4)..<(RandomStack.length * 3 / 4)
        var phases: Set<Int> = []
        for (place, positions) in seen.enumerated() {
            guard let span = window.span(at: place), let low = span.low, let high = span.high else {
                #expect(positions.isEmpty, "\(stack.names) at \(place)")
                continue
            }
            #expect(positions.allSatisfy { (low...high).contains($0) }, "\(stack.names) at \(place): \(positions)")
            guard inner.contains(low), inner.contains(high) else { continue }
            phases.insert(place % window.period)
            #expect(positions.first == low && positions.last == high, "\(stack.names) at \(place): \(positions)")
        }
        #expect(phases.count == window.spans.count { $0 != nil } || window.size ?? 0 > 20, "\(stack.names)")
    }

    /// An operator on `[N, 4, 6, 8]`, or another shape, and what it sees of the axes.
    private func check(
        _ operation: any Operator, _ expected: [AxisField], on shape: [Dimension] = [size("N"), 4, 6, 8]
    ) throws {
        let graph = try graph { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, shape))
            builder.addOutput("y", try builder.add(operation, [x])[0])
        }
        let fields = try #require(graph.receptiveFields?[0][0])
        #expect(fields == expected, "\(operation)")
    }

    @Test("operators that move axes")
    func axes() throws {
        try check(Op.Transpose(order: [0, 2, 3, 1]), [.along(0), .along(3), .along(1), .along(2)])
        try check(Op.Flatten(), [.along(0), .whole, .whole, .whole])
        try check(Op.Flatten(), [.along(0), .along(1), .whole, .whole], on: [size("N"), 4, 1, 1])
        try check(Op.Unsqueeze(axis: [1]), [.along(0), .along(2), .along(3), .along(4)])
        try check(Op.Merge(axis: 1), [.along(0), .whole, .whole, .along(2)])
        try check(Op.Unmerge(axis: 1, sizes: [2, 2]), [.along(0), .whole, .along(3), .along(4)])
        try check(Op.Mean(axis: [2]), [.along(0), .along(1), .whole, .along(2)])
        try check(Op.Mean(axis: [2], keep: true), [.along(0), .along(1), .whole, .along(3)])
        try check(Op.Take(index: 0, axis: 1), [.along(0), .whole, .along(1), .along(2)])
        try check(Op.GlobalAvgPool(), [.along(0), .along(1), .whole, .whole])
        try check(Op.Cumsum(axis: 2), [.along(0), .along(1), .window(2, nil, 0), .along(3)])
        try check(Op.Softmax(axis: 1), [.along(0), .whole, .along(2), .along(3)])
        try check(Op.LayerNorm(), [.along(0), .along(1), .along(2), .features])
        try check(Op.InstanceNorm(), [.along(0), .along(1), .whole, .whole])
        try check(Op.Reverse(axis: 3), [.along(0), .along(1), .along(2), .whole])
        try check(Op.Relu(), [.along(0), .along(1), .along(2), .along(3)])
    }

    @Test("pixels from channels are a third of a position apart")
    func pixelShuffle() throws {
        let graph = try graph { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [size("N"), 9, size("H"), 8]))
            builder.addOutput("y", try builder.add(Op.PixelShuffle(factor: 3), [x])[0])
        }
        guard case .window(let window) = try field(graph, axis: 2) else {
            Issue.record("no window")
            return
        }
        #expect(window.size == 1 && window.stride == (1, 3) && window.span(at: 5) == .init(1, 1))
    }

    @Test("products see along the axes that are in the result")
    func products() throws {
        let product = try graph { builder throws(Diagnostic) in
            let a = builder.addInput("a", Fact(.f32, [size("N"), size("T"), 4]))
            let b = builder.addInput("b", Fact(.f32, [size("N"), 4, size("S")]))
            builder.addOutput("y", try builder.add(Op.MatMul(), [a, b])[0])
            builder.addOutput("z", try builder.add(Op.Einsum("n t d, n d s -> s n"), [a, b])[0])
        }
        let fields = try #require(product.receptiveFields)
        #expect(fields[0] == [0: [.along(0), .along(1), .whole], 1: [.along(0), .whole, .along(2)]])
        #expect(fields[1] == [0: [.along(1), .whole, .whole], 1: [.along(1), .whole, .along(0)]])
    }

    @Test("a window through a window, its ends and its size")
    func composition() throws {
        let fine = try #require(FieldWindow(axis: 2, stride: 2, -1, 1))
        let graph = try graph { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [1, 1, size("L")]))
            let first = try builder.add(Op.AvgPool(kernel: [3], stride: [2], pad: 1), [x])[0]
            builder.addOutput("y", try builder.add(Op.AvgPool(kernel: [3], stride: [2], pad: 1), [first])[0])
        }
        guard case .window(let window) = try field(graph, axis: 2) else {
            Issue.record("no window")
            return
        }
        #expect(fine.size == 3 && window.size == 7 && window.stride == (4, 1))
        #expect(window.before == 3 && window.after == 3 && window.span(at: 10) == .init(37, 43))
    }

    /// A scan over `x` `[N, T, 2]` with a state; the body adds up what it is given.
    private func scan(reverse: Bool, usesNext: Bool) throws -> Graph {
        try graph { builder throws(Diagnostic) in
            let body = try WeftInterpreterTests.graph { body throws(Diagnostic) in
                let h = body.addInput("h", Fact(.f32, [size("N"), 2]))
                let x = body.addInput("x", Fact(.f32, [size("N"), 2]))
                let next = try body.add(Op.Add(), [h, x])[0]
                body.addOutput("h", next)
                body.addOutput("y", usesNext ? next : h)
                body.addOutput("own", try body.add(Op.Relu(), [x])[0])
            }
            let h = builder.addInput("h", Fact(.f32, [size("N"), 2]))
            let x = builder.addInput("x", Fact(.f32, [size("N"), size("T"), 2]))
            let scan = Op.Scan(body: body, carried: 1, scanned: 1, reverse: reverse)
            for (index, result) in try builder.add(scan, [h, x]).enumerated() {
                builder.addOutput(["y", "own", "last"][index], result)
            }
        }
    }

    @Test("a recurrence sees all steps before, in reverse all after")
    func recurrences() throws {
        let forward = try #require(try scan(reverse: false, usesNext: true).receptiveFields)
        #expect(forward[0][1] == [.along(0), .window(1, nil, 0), .along(2)])
        #expect(forward[0][0] == [.along(0), .along(2)])
        #expect(forward[1] == [1: [.along(0), .along(1), .along(2)]])
        #expect(forward[2][1] == [.along(0), .whole, .along(1)])
        let reverse = try #require(try scan(reverse: true, usesNext: true).receptiveFields)
        #expect(reverse[0][1] == [.along(0), .window(1, 0, nil), .along(2)])
        let before = try #require(try scan(reverse: false, usesNext: false).receptiveFields)
        #expect(before[0][1] == [.along(0), .window(1, nil, -1), .along(2)])
    }

    @Test("a convolution in a recurrence sees ever more of space, an elementwise one does not")
    func convolutionalRecurrence() throws {
        let fields = try [true, false].map { spreads in
            let graph = try graph { builder throws(Diagnostic) in
                let body = try WeftInterpreterTests.graph { body throws(Diagnostic) in
                    let h = body.addInput("h", Fact(.f32, [size("N"), 1, size("L")]))
                    let x = body.addInput("x", Fact(.f32, [size("N"), 1, size("L")]))
                    let pool = Op.AvgPool(kernel: [3], stride: [1], pad: 1)
                    let left = spreads ? try body.add(pool, [h])[0] : h
                    let right = try body.add(pool, [x])[0]
                    let next = try body.add(Op.Add(), [left, right])[0]
                    body.addOutput("h", next)
                    body.addOutput("y", next)
                }
                let h = builder.addInput("h", Fact(.f32, [size("N"), 1, size("L")]))
                let x = builder.addInput("x", Fact(.f32, [size("N"), size("T"), 1, size("L")]))
                builder.addOutput("y", try builder.add(Op.Scan(body: body, carried: 1, scanned: 1), [h, x])[0])
            }
            let fields = try #require(graph.receptiveFields)
            return try #require(fields[0][1])
        }
        #expect(fields[0] == [.along(0), .window(1, nil, 0), .along(2), .whole])
        #expect(fields[1] == [.along(0), .window(1, nil, 0), .along(2), .window(3, -1, 1)])
    }

    @Test("what would be too large to follow is whole, or given up")
    func limits() throws {
        let huge = try graph { builder throws(Diagnostic) in
            var x = builder.addInput("x", Fact(.f32, [1, 1, size("L")]))
            for _ in 0..<3 { x = try builder.add(Op.MaxPool(kernel: [1 << 14], stride: [1 << 14]), [x])[0] }
            builder.addOutput("y", x)
        }
        #expect(try field(huge, axis: 2) == .whole)
        let far = try graph { builder throws(Diagnostic) in
            var x = builder.addInput("x", Fact(.f32, [1, 1, size("L")]))
            x = try builder.add(Op.Resize(scale: [4096]), [x])[0]
            for _ in 0..<2 { x = try builder.add(Op.Slice(axis: 2, from: Dimension(1 << 24), step: 1 << 24), [x])[0] }
            builder.addOutput("y", x)
        }
        #expect(try field(far, axis: 2) == .whole)
        #expect(FieldWindow(axis: 0, stride: 1 << 24, -1 << 24, 1 << 24) != nil)
        #expect(FieldWindow(axis: 0, stride: (1 << 24) + 1, 0, 0) == nil)
        let many = try graph { builder throws(Diagnostic) in
            let inputs = (0..<1_000).map { builder.addInput("x\($0)", Fact(.f32, [1, 2])) }
            var x = try builder.add(Op.Concat(axis: 0), inputs)[0]
            for _ in 0..<400 { x = try builder.add(Op.Relu(), [x])[0] }
            builder.addOutput("y", x)
        }
        #expect(many.receptiveFields == nil)
    }
}
