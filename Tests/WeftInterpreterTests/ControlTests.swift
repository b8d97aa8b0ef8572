import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// `y = x + x` where the flag is set, and `y = x, x` one behind the other where it is not.
private func branching() throws(Diagnostic) -> Op.Branch {
    let doubled = try graph { builder throws(Diagnostic) in
        let x = builder.addInput("x", Fact(.f32, [size("N")]))
        builder.addOutput("y", try builder.add(Op.Add(), [x, x])[0])
    }
    let joined = try graph { builder throws(Diagnostic) in
        let x = builder.addInput("x", Fact(.f32, [size("N")]))
        builder.addOutput("y", try builder.add(Op.Concat(axis: 0), [x, x])[0])
    }
    return Op.Branch(then: doubled, else: joined)
}

/// A loop over `branching`: the list doubles its elements at even trips and its length at odd ones, and stops when its
/// sum is above a limit.
private func growing() throws(Diagnostic) -> Op.Loop {
    let branch = try branching()
    return Op.Loop(
        body: try graph { builder throws(Diagnostic) in
            let trip = builder.addInput("trip", Fact(.i64, []))
            _ = builder.addInput("condition", Fact(.bool, []))
            let list = builder.addInput("list", Fact(.f32, [size("L")]))
            let limit = builder.addInput("limit", Fact(.f32, []))
            let two = try builder.add(Op.Full(.i64, [], 2), [])[0]
            let zero = try builder.add(Op.Full(.i64, [], 0), [])[0]
            let rest = try builder.add(Op.Remainder(), [trip, two])[0]
            let isEven = try builder.add(Op.Equal(), [rest, zero])[0]
            let next = try builder.add(branch, [isEven, list])[0]
            let sum = try builder.add(Op.Sum(), [next])[0]
            builder.addOutput("condition", try builder.add(Op.LessOrEqual(), [sum, limit])[0])
            builder.addOutput("list", next)
            builder.addOutput("sum", sum)
        }, carried: 1)
}

/// The loop in a graph whose inputs are its operands.
private func program() throws(Diagnostic) -> Graph {
    let loop = try growing()
    return try graph { builder throws(Diagnostic) in
        let trips = builder.addInput("trips", Fact(.i64, []))
        let list = builder.addInput("list", Fact(.f32, [size("N")]))
        let limit = builder.addInput("limit", Fact(.f32, []))
        let results = try builder.add(loop, [trips, nil, list, limit])
        builder.addOutput("list", results[0])
        builder.addOutput("sums", results[1])
    }
}

@Suite("Branches and loops")
struct ControlTests {
    @Test("A loop around a branch gives what the same steps give one by one", arguments: 0..<20)
    func loop(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let start = (0..<numbers.int(1...3)).map { _ in Double(numbers.int(1...4)) }
        let (trips, limit) = (numbers.int(0...5), Double(numbers.int(0...60)))
        var (list, sums) = (start, [Double]())
        for trip in 0..<trips {
            list = trip.isMultiple(of: 2) ? list.map { 2 * $0 } : list + list
            sums.append(list.reduce(0, +))
            if sums[trip] > limit { break }
        }
        let results = try Interpreter(graph: program()).run([
            "trips": .i64([Int64(trips)], []), "list": .f32(start), "limit": .f32([limit], []),
        ])
        #expect(results == [.f32(list), .f32(sums)])
    }

    @Test("The verifier finds nothing in bodies within bodies")
    func verified() throws {
        let graph = try program()
        #expect(GraphVerifier.verify(graph).isEmpty)
        #expect(graph.outputs.allSatisfy { graph.type($0.value).shape[0].symbols.allSatisfy { $0.kind == .data } })
    }

    @Test("A loop that nothing ends early has as many results as trips")
    func allTrips() throws {
        let body = try graph { builder throws(Diagnostic) in
            let trip = builder.addInput("trip", Fact(.i64, []))
            let condition = builder.addInput("condition", Fact(.bool, []))
            builder.addOutput("condition", condition)
            builder.addOutput("y", trip)
        }
        let n = size("N")
        var inference = Inference([Fact(.i64, [], contents: [n]), nil])
        #expect(try Op.Loop(body: body, carried: 0).infer(&inference) == [Fact(.i64, [n])])
        var open = Inference([Fact(.i64, [], contents: [n]), Fact(.bool, [])])
        #expect(try Op.Loop(body: body, carried: 0).infer(&open)[0].shape != [n])
    }

    @Test("Sizes in which branches agree stay expressions, others are found and bounded")
    func sizes() throws {
        let branch = try branching()
        let n = size("N")
        var inference = Inference([Fact(.bool, []), Fact(.f32, [n])])
        let free = try branch.infer(&inference)[0].shape[0]
        #expect(free.symbols.allSatisfy { $0.kind == .data } && !free.symbols.isEmpty)
        #expect(inference.conditions.map(\.left) == [Dimension.maximum(n, n * 2)])
        var known = Inference([Fact(.bool, [], contents: [0]), Fact(.f32, [n])])
        #expect(try branch.infer(&known)[0].shape == [n * 2])
        var same = Inference([Fact(.bool, []), Fact(.f32, [n])])
        #expect(try Op.Branch(then: branch.thenBody, else: branch.thenBody).infer(&same)[0].shape == [n])
        #expect(same.conditions.isEmpty)
    }

    @Test("Only the body that runs must have its conditions met, and its error says which trip it was")
    func errors() throws {
        let picked = try graph { builder throws(Diagnostic) in
            let trip = builder.addInput("trip", Fact(.i64, []))
            let condition = builder.addInput("condition", Fact(.bool, []))
            let x = builder.addInput("x", Fact(.f32, [3]))
            builder.addOutput("condition", condition)
            builder.addOutput("y", try builder.add(Op.Gather(), [x, trip])[0])
        }
        let loop = Op.Loop(body: picked, carried: 0)
        let x = PlainTensor.f32([5, 6, 7])
        #expect(try loop.run([.i64([3], []), nil, x]) == [.f32([5, 6, 7])])
        do {
            _ = try loop.run([.i64([4], []), nil, x])
            Issue.record("was not refused")
        } catch {
            #expect(error.code == "index-out-of-range")
            #expect(error.notes.map(\.message) == ["at trip 3"])
        }
    }

    @Test("What a loop multiplies is counted for each trip that is known")
    func counts() throws {
        let body = try graph { builder throws(Diagnostic) in
            _ = builder.addInput("trip", Fact(.i64, []))
            let condition = builder.addInput("condition", Fact(.bool, []))
            let a = builder.addInput("a", Fact(.f32, [2, 2]))
            builder.addOutput("condition", condition)
            builder.addOutput("a", try builder.add(Op.MatMul(), [a, a])[0])
        }
        let loop = Op.Loop(body: body, carried: 1)
        let facts = [Fact(.i64, [], contents: [5]), nil, Fact(.f32, [2, 2])]
        var inference = Inference(facts)
        #expect(loop.multiplyAccumulates(facts, try loop.infer(&inference)) == 40)
    }
}
