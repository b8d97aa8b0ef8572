import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// The counts of products against loops that count one for each multiplication with its addition. A tap that lies in the
/// padding counts as any other.
@Suite("Multiply-accumulates")
struct MultiplyAccumulateTests {
    /// The count for operands of these shapes.
    private func count(_ operation: any Operator, _ shapes: [Int]...) throws -> (macs: Int?, result: [Int]) {
        let facts = shapes.map { Fact(.f32, $0.map { Dimension($0) }) }
        var inference = Inference(facts)
        let results = try operation.infer(&inference)
        return (operation.multiplyAccumulates(facts, results).value, try #require(results[0].type.sizes([:])))
    }

    @Test("convolutions of either direction", arguments: 0..<40)
    func convolutions(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let groups = numbers.int(1...3)
        let (inputs, outputs) = (groups * numbers.int(1...3), groups * numbers.int(1...3))
        let kernel = numbers.ints(2, 1...3)
        let size = numbers.ints(2, 6...9)
        let (stride, pad) = (numbers.int(1...3), numbers.int(0...1))
        let rows = numbers.int(1...2)
        let (macs, result) = try count(
            Op.Conv(stride: [stride], pad: .explicit([pad]), groups: groups), [rows, inputs] + size,
            [outputs, inputs / groups] + kernel)
        var expected = 0
        for _ in 0..<(rows * outputs) {
            for y in 0..<result[2] {
                for x in 0..<result[3] where y * stride < size[0] + 2 * pad && x * stride < size[1] + 2 * pad {
                    for _ in 0..<(inputs / groups) { expected += kernel[0] * kernel[1] }
                }
            }
        }
        #expect(macs == expected)
        let (back, _) = try count(
            Op.ConvTranspose(stride: [stride], groups: groups), [rows, inputs] + size,
            [inputs, outputs / groups] + kernel)
        var spread = 0
        for _ in 0..<(rows * inputs * size[0] * size[1]) {
            for _ in 0..<(outputs / groups) { spread += kernel[0] * kernel[1] }
        }
        #expect(back == spread)
    }

    @Test("matrix products", arguments: 0..<40)
    func products(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let (b, m, k, n) = (numbers.int(1...3), numbers.int(1...4), numbers.int(1...4), numbers.int(1...4))
        var expected = 0
        for _ in 0..<b { for _ in 0..<m { for _ in 0..<n { for _ in 0..<k { expected += 1 } } } }
        #expect(try count(Op.Dense(), [b, m, k], [n, k]).macs == expected)
        #expect(try count(Op.MatMul(), [b, m, k], [k, n]).macs == expected)
        #expect(try count(Op.MatMul(), [b, m, k], [b, k, n]).macs == expected)
        #expect(try count(Op.MatMul(), [m, k], [b, k, n]).macs == expected)
        #expect(try count(Op.Einsum("b m k, b n k -> b n m"), [b, m, k], [b, n, k]).macs == expected)
        #expect(try count(Op.MatMul(), [k], [k]).macs == k)
        #expect(try count(Op.MatMul(), [k], [b, k, n]).macs == b * n * k)
        // From left to right: b m k times k n, then the sum over n with a vector.
        let chain = try count(Op.Einsum("b m k, k n, n -> b m"), [b, m, k], [k, n], [n])
        #expect(chain.macs == expected + b * m * n)
    }

    @Test("a recurrence counts its steps times its body, and once what does not change")
    func recurrence() throws {
        let body = try graph { body throws(Diagnostic) in
            let h = body.addInput("h", Fact(.f32, [size("N"), 8]))
            let x = body.addInput("x", Fact(.f32, [size("N"), 4]))
            let recurrent = body.addInput("r", Fact(.f32, [8, 8]))
            let weight = body.addInput("w", Fact(.f32, [8, 4]))
            let context = body.addInput("c", Fact(.f32, [size("N"), 4]))
            let own = try body.add(Op.Dense(), [context, weight, nil])[0]
            let left = try body.add(Op.Dense(), [h, recurrent, nil])[0]
            let right = try body.add(Op.Dense(), [x, weight, nil])[0]
            let sum = try body.add(Op.Add(), [try body.add(Op.Add(), [left, right])[0], own])[0]
            body.addOutput("h", sum)
        }
        let operands = [
            Fact(.f32, [3, 8]), Fact(.f32, [3, 5, 4]), Fact(.f32, [8, 8]), Fact(.f32, [8, 4]), Fact(.f32, [3, 4]),
        ]
        var expected = 3 * 8 * 4
        for _ in 0..<5 { expected += 3 * 8 * 8 + 3 * 8 * 4 }
        #expect(Op.Scan(body: body, carried: 1, scanned: 1).multiplyAccumulates(operands, []) == Dimension(expected))
    }

    @Test("what only rescales or compares counts none")
    func others() throws {
        let counted = Set(
            Operators.all.filter { type in
                type.examples.contains { example in
                    var inference = Inference(
                        example.operands.map { $0.map { Fact($0.elementType, $0.shape.map { Dimension($0) }) } })
                    guard let results = try? example.operation.infer(&inference) else { return false }
                    return example.operation.multiplyAccumulates(inference.operands, results) != 0
                }
            }.map { $0.signature.name })
        let products: Set = [
            "affine_grid", "conv", "conv_integer", "conv_transpose", "deform_conv", "dense", "einsum", "loop", "matmul",
            "matmul_integer", "scan",
        ]
        #expect(counted.isSubset(of: products), "\(counted.subtracting(products))")
        #expect(counted.isSuperset(of: ["conv", "conv_transpose", "dense", "matmul", "einsum"]))
    }
}
