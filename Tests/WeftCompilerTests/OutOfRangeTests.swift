import Testing
import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftRuntime
import WeftTensors
import WeftTestSupport

/// An operator with a number from data that is not in its range.
struct OutOfRangeCase: Sendable, CustomTestStringConvertible {
    let operation: any Operator
    /// The operands, of which the last holds the numbers.
    let operands: [PlainTensor?]
    let code: String
    /// What the message names: the position, the number and its range.
    let says: [String]
    var testDescription: String { "\(operation.name): \(says.joined(separator: " "))" }

    static let all: [OutOfRangeCase] = indices + lengths + inLoops

    private static let table = PlainTensor(rounding: (0..<12).map(Double.init), .f32, shape: [4, 3])

    /// Indices of every type, at the edges of the range and at those of the type.
    private static let indices: [OutOfRangeCase] = [
        (.i32, 4), (.i32, -1), (.i32, Int64(Int32.min)), (.i64, .max), (.i64, .min), (.u8, 255), (.i8, -128), (.u16, 4),
    ].flatMap { (type: ElementType, number: Int64) -> [OutOfRangeCase] in
        let ids = PlainTensor(wrapping: [0, 3, number, 1], type, shape: [2, 2])
        let says = ["position 2", "\(number)", "from 0 to 3"]
        return [
            OutOfRangeCase(operation: Op.Gather(), operands: [table, ids], code: "index-out-of-range", says: says),
            OutOfRangeCase(
                operation: Op.OneHot(count: 4), operands: [ids], code: "index-out-of-range", says: says),
        ]
    }

    /// Lengths of the second row, beyond the end and below 0, for all that takes them.
    private static let lengths: [OutOfRangeCase] = [(5, ElementType.i32), (-1, .i64), (.min, .i64)].flatMap {
        (number: Int64, type: ElementType) -> [OutOfRangeCase] in
        let x = PlainTensor(rounding: (0..<24).map(Double.init), .f32, shape: [2, 4, 3])
        let rows = PlainTensor(wrapping: [4, number], type, shape: [2])
        let says = ["row 1", "\(number)", "from 0 to 4"]
        let operations: [any Operator] = [
            Op.Mask(), Op.Last(), Op.Reverse(axis: 1), Op.Sum(axis: [1]), Op.Mean(axis: [1]), Op.Max(axis: [1]),
            Op.Softmax(axis: 1), Op.LogSoftmax(axis: 1), Op.CTCGreedy(),
        ]
        return operations.map {
            OutOfRangeCase(operation: $0, operands: [x, rows], code: "length-out-of-range", says: says)
        } + [
            OutOfRangeCase(
                operation: scan(of: { builder, h, x in try builder.add(Op.Add(), [h, x])[0] }, lengths: true),
                operands: [PlainTensor(rounding: [0, 0, 0, 0, 0, 0], .f32, shape: [2, 3]), x, rows],
                code: "length-out-of-range", says: says)
        ]
    }

    /// Words that a loop looks up: the third one names none. What does not hang on a state is looked up before the loop.
    private static let inLoops: [OutOfRangeCase] =
        [4, -1].map { (number: Int64) in
            let ids = PlainTensor(wrapping: [0, 1, number, 2], .i32, shape: [1, 4])
            let cell = scan(
                of: { builder, h, id in
                    let words = builder.addInput("words", Fact(.f32, [4, 3]))
                    let word = try builder.add(Op.Gather(), [words, id], path: ["look"])[0]
                    return try builder.add(Op.Add(), [h, word])[0]
                }, rows: 1, step: Fact(.i32, [1]))
            return OutOfRangeCase(
                operation: cell, operands: [PlainTensor(rounding: [0, 0, 0], .f32, shape: [1, 3]), ids, table],
                code: "index-out-of-range", says: ["position 2", "\(number)", "from 0 to 3"])
        } + [counting]

    /// A state that counts, and names a word at each step until there are no more.
    private static let counting: OutOfRangeCase = {
        var builder = GraphBuilder(name: "cell")
        let count = builder.addInput("count", Fact(.i32, [1]))
        let x = builder.addInput("x", Fact(.f32, [1, 3]))
        let words = builder.addInput("words", Fact(.f32, [4, 3]))
        let one = try? builder.add(Op.Constant(PlainTensor(wrapping: [1], .i32, shape: []).tensor), [])[0]
        let next = try? builder.add(Op.Add(), [count, one])[0]
        let word = try? builder.add(Op.Gather(), [words, count], path: ["look"])[0]
        let y = word.flatMap { try? builder.add(Op.Add(), [$0, x])[0] }
        if let next, let y {
            builder.addOutput("count", next)
            builder.addOutput("y", y)
        }
        return OutOfRangeCase(
            operation: Op.Scan(body: builder.graph, carried: 1, scanned: 1),
            operands: [
                PlainTensor(wrapping: [0], .i32, shape: [1]),
                PlainTensor(rounding: [Double](repeating: 0, count: 18), .f32, shape: [1, 6, 3]), table,
            ], code: "index-out-of-range", says: ["position 0", "is 4", "from 0 to 3"])
    }()

    /// A scan of one state, whose next value is also its result.
    private static func scan(
        of body: (inout GraphBuilder, ValueID, ValueID) throws -> ValueID, rows: Int = 2,
        step: Fact = Fact(.f32, [2, 3]), lengths: Bool = false
    ) -> Op.Scan {
        var builder = GraphBuilder(name: "cell")
        let h = builder.addInput("h", Fact(.f32, [Dimension(rows), 3]))
        let x = builder.addInput("x", step)
        guard let next = try? body(&builder, h, x) else { return Op.Scan() }
        builder.addOutput("h", next)
        builder.addOutput("y", next)
        return Op.Scan(body: builder.graph, carried: 1, scanned: 1, hasLengths: lengths)
    }
}

@Suite("Numbers of the data that are out of range")
struct OutOfRangeTests {
    @Test("end a compiled run with the operator, the position and the range", arguments: OutOfRangeCase.all)
    func named(_ given: OutOfRangeCase) throws {
        let example = ExampleModel(
            example: OperatorExample("", given.operation, given.operands, refusedWith: given.code))
        let model = try #require(example.model)
        for isa in InstructionSet.available {
            for threads in [1, 2] {
                let session = try Session(model, options: LoweringOptions(), threads: threads, isa: isa)
                for program in session.programs {
                    #expect(!Explanation(program).text.contains("by its own evaluation"))
                }
                let found = diagnostic { () throws(Diagnostic) in try session.run(example.inputs) }
                #expect(found.code == given.code, "\(found.message)")
                for words in given.says { #expect(found.message.contains(words), "\(found.message)") }
                #expect(
                    found.place?.contains("here") == true || found.place?.contains("look") == true,
                    "\(found.place ?? "")")
            }
        }
    }

    @Test("leave a session as it was: the next run gives what it should")
    func recovery() throws {
        let table = PlainTensor(rounding: [1, 2, 3, 4], .f32, shape: [4])
        func inputs(_ index: Int64) -> [String: Tensor] {
            ["x0": table.tensor, "x1": PlainTensor(wrapping: [0, index], .i32, shape: [2]).tensor]
        }
        let example = ExampleModel(
            example: OperatorExample(
                "", Op.Gather(), [table, PlainTensor(wrapping: [0, 0], .i32, shape: [2])], gives: []))
        let session = try Session(try #require(example.model), options: LoweringOptions())
        let wanted = try session.run(inputs(3))
        #expect(code { () throws(Diagnostic) in try session.run(inputs(4)) } == "index-out-of-range")
        #expect(try session.run(inputs(3)) == wanted)
    }
}
