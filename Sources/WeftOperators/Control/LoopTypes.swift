import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The types of a loop: the operands against the body, and which sizes change from trip to trip.
struct LoopTypes {
    private let loop: Op.Loop
    /// The states and invariants.
    private let operands: [Fact]
    /// What the body's sizes are in terms of the operands', at the first trip.
    let sizes: BodySizes
    /// The body's names of sizes that change.
    private let varying: Set<Symbol>
    /// The greatest number of trips, where it is known.
    let trips: Dimension?
    /// Whether nothing ends the loop before that.
    private let takesAll: Bool

    /// Whether all trips are taken, and are alike.
    var isUniform: Bool { takesAll && varying.isEmpty }

    init(_ loop: Op.Loop, _ inference: inout Inference) throws(Diagnostic) {
        self.loop = loop
        let number = try inference.optional(0, "trips", .integer)
        let condition = try inference.optional(1, "condition", .bool)
        for (fact, name) in [(number, "trips"), (condition, "condition")] {
            try fact?.requireRank(0...0, name, "[]")
        }
        let assumptions = inference.assumptions
        trips = number?.contents?.first.map { assumptions.atLeast($0, 0) == .proved ? $0 : .maximum($0, 0) }
        takesAll = (condition == nil || condition?.contents == [1]) && loop.keepsCondition
        var facts: [Fact] = []
        for index in inference.operands.indices.dropFirst(2) { facts.append(try inference.operand(index)) }
        operands = facts
        try Self.checkStructure(loop, facts.count)
        let given = [TensorType(.i64, []), TensorType(.bool, [])] + facts.map(\.type)
        // What is tried here must leave no conditions behind.
        var varying: Set<Symbol> = []
        var probe = inference
        while true {
            let sizes = try Self.sizes(loop, given, varying, &probe)
            let found = try Self.changing(loop, sizes, varying, inference.assumptions)
            if found.isEmpty { break }
            varying.formUnion(found)
        }
        self.varying = varying
        sizes = try Self.sizes(loop, given, varying, &inference)
        try sizes.requireConditions(&inference, varying: varying)
        try checkInvariants()
    }

    private static func checkStructure(_ loop: Op.Loop, _ count: Int) throws(Diagnostic) {
        let body = loop.body
        try body.checkBody("bad-loop-body")
        guard loop.carried >= 0, body.inputs.count == 2 + count, loop.carried <= count, loop.stacked >= 0 else {
            throw Diagnostic(
                "bad-loop-body",
                "the body has \(body.inputs.count) inputs and \(body.outputs.count) outputs, but the loop "
                    + "\(loop.carried) states and \(count) states and invariants together",
                help: "it takes the trip, the condition, states and invariants, and gives the next condition, the next "
                    + "states and results")
        }
        let next = body.type(body.outputs[0].value)
        guard next == TensorType(.bool, []) else {
            throw Diagnostic(
                "loop-type-mismatch", "the first output of the body is the next condition, of type bool[]",
                labels: ["\(body.outputs[0].name) is \(next)"])
        }
    }

    private static func sizes(
        _ loop: Op.Loop, _ given: [TensorType], _ varying: Set<Symbol>, _ inference: inout Inference
    ) throws(Diagnostic) -> BodySizes {
        try BodySizes(loop.body, "the body of a loop", given: given, varying: varying, &inference) { index, wanted in
            let name = loop.body.inputs[index].name
            return Diagnostic(
                "loop-type-mismatch", "'\(name)' does not fit the body",
                labels: ["\(name) is \(given[index])", "the body takes \(wanted)"])
        }
    }

    /// The sizes of states that were thought to stay and do not; only a size with a name of its own may change.
    private static func changing(
        _ loop: Op.Loop, _ sizes: BodySizes, _ varying: Set<Symbol>, _ assumptions: Assumptions
    ) throws(Diagnostic) -> Set<Symbol> {
        let body = loop.body
        var found: Set<Symbol> = []
        for index in 0..<loop.carried {
            let wanted = body.type(body.inputs[2 + index].value)
            let next = body.type(body.outputs[1 + index].value)
            let failure = Diagnostic(
                "loop-type-mismatch", "the state '\(body.inputs[2 + index].name)' changes its type from trip to trip",
                labels: ["the body takes \(wanted)", "the next is \(next)"],
                help: "a size that changes is named by a symbol of its own in the body")
            guard wanted.elementType == next.elementType, wanted.rank == next.rank else { throw failure }
            for (size, after) in zip(wanted.shape, next.shape) where size != after {
                let changes =
                    after.symbols.contains { varying.contains($0) || sizes.isOwn($0) }
                    || assumptions.equal(size.substituting(sizes.symbols), after.substituting(sizes.symbols))
                        != .proved
                guard changes else { continue }
                guard let symbol = size.bareSymbol else { throw failure }
                if !varying.contains(symbol) { found.insert(symbol) }
            }
        }
        return found
    }

    /// What does not change cannot have a size that does.
    private func checkInvariants() throws(Diagnostic) {
        for input in loop.body.inputs.dropFirst(2 + loop.carried) {
            let type = loop.body.type(input.value)
            guard type.symbols.isDisjoint(with: varying) else {
                throw Diagnostic(
                    "loop-type-mismatch", "'\(input.name)' is the same at every trip, but a size of it changes",
                    labels: ["the body takes \(type)"], help: "a size that changes is named by a symbol of its own")
            }
        }
    }

    /// The types of the results.
    func results(_ inference: inout Inference) -> [Fact] {
        var results: [Fact] = []
        for index in 0..<loop.carried {
            let wanted = loop.body.type(loop.body.inputs[2 + index].value)
            let shape = zip(wanted.shape, operands[index].shape).map { size, given in
                size.symbols.isDisjoint(with: varying) ? given : inference.dataSize()
            }
            results.append(Fact(wanted.elementType, shape))
        }
        guard loop.stacked > 0 else { return results }
        let steps = trips.map { takesAll ? $0 : inference.dataSize(atMost: $0) } ?? inference.dataSize()
        for output in loop.body.outputs.dropFirst(1 + loop.carried) {
            let type = sizes.substituted(loop.body.type(output.value))
            let shape = type.shape.map { size in
                size.symbols.contains { varying.contains($0) || sizes.isOwn($0) } ? inference.dataSize() : size
            }
            results.append(Fact(type.elementType, [steps] + shape))
        }
        return results
    }
}

extension Op.Loop {
    /// Whether the body gives its condition back, or always true.
    fileprivate var keepsCondition: Bool {
        guard body.inputs.count > 1, let next = body.outputs.first?.value else { return false }
        return next == body.inputs[1].value || body[next].fact.contents == [1]
    }
}
