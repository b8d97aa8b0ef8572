import Testing
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Rows of different lengths")
struct LengthTests {
    static let operations: [any Operator] = [
        Op.Sum(axis: [1]), Op.Mean(axis: [1]), Op.Max(axis: [1]), Op.Min(axis: [1]), Op.Product(axis: [1]),
        Op.L2(axis: [1], keep: true), Op.Logsumexp(axis: [1]), Op.Softmax(axis: 1), Op.LogSoftmax(axis: 1),
        Op.Reverse(axis: 1), Op.Mask(), Op.Last(),
    ]

    /// Rows 0 to 2 of 4 positions and 2 features, of which 4, 2 and 1 exist; NaN stands where none does.
    private static let lengths: [Int64] = [4, 2, 1]

    @Test("A row's result is that of the row alone, and zeros follow", arguments: operations.indices)
    func rowsAreAlone(_ index: Int) throws {
        let operation = LengthTests.operations[index]
        var numbers = Numbers(state: 5)
        var values = numbers.f32([3, 4, 2]).reals
        for (row, length) in LengthTests.lengths.enumerated() {
            for position in Int(length)..<4 {
                values[(row * 4 + position) * 2] = .nan
                values[(row * 4 + position) * 2 + 1] = .nan
            }
        }
        let all = try operation.run([.f32(values, [3, 4, 2]), .i32(LengthTests.lengths)])[0]
        let perRow = all.count / 3
        for (row, length) in LengthTests.lengths.enumerated() {
            let own = Array(values[(row * 8)..<(row * 8 + Int(length) * 2)])
            let x = PlainTensor.f32(own, [1, Int(length), 2])
            let alone = try operation.run([x, .i32([length])])[0].reals
            let result = Array(all.reals[(row * perRow)..<((row + 1) * perRow)])
            #expect(Array(result.prefix(alone.count)) == alone)
            #expect(result.dropFirst(alone.count).allSatisfy { $0 == 0 })
            if operation.name != "mask" {
                let unbound = try operation.run([x, nil])[0].reals
                #expect(unbound == alone, "lengths of all positions change nothing")
            }
        }
    }
}
