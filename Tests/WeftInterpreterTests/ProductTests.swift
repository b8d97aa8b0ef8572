import Testing
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Products")
struct ProductTests {
    @Test("Every way to multiply gives the sums of a plain loop, to the bit", arguments: [1, 2, 3, 4, 7, 8, 9, 17])
    func dense(_ rows: Int) throws {
        var numbers = Numbers(state: 11)
        for units in [1, 3, 4, 5, 9] {
            for depth in [1, 7, 33] {
                func random(_ count: Int) -> [Double] {
                    (0..<count).map { _ in Double.random(in: -1...1, using: &numbers) }
                }
                let x = PlainTensor(rounding: random(rows * depth), .f64, shape: [rows, depth])
                let weight = PlainTensor(rounding: random(units * depth), .f64, shape: [units, depth])
                var expected: [Double] = []
                for row in 0..<rows {
                    for unit in 0..<units {
                        var sum = 0.0
                        for k in 0..<depth { sum += x.reals[row * depth + k] * weight.reals[unit * depth + k] }
                        expected.append(sum)
                    }
                }
                let result = try Op.Dense().run([x, weight, nil])[0]
                #expect(result == PlainTensor(rounding: expected, .f64, shape: [rows, units]))
            }
        }
    }

    @Test(
        "An einsum is a loop over all its axes",
        arguments: [
            ("a b c, b c d -> d a", [[2, 3, 4], [3, 4, 5]]), ("abc,cd,be->ade", [[2, 3, 4], [4, 2], [3, 3]]),
            ("aab,b->a", [[3, 3, 2], [2]]), ("ab,cd->ac", [[2, 3], [4, 2]]), ("ab->", [[2, 3]]), (",a->a", [[], [3]]),
        ])
    func einsum(_ equation: String, _ shapes: [[Int]]) throws {
        var numbers = Numbers(state: 5)
        let operands = shapes.map { numbers.f32($0) }
        let terms = equation.replacing(" ", with: "").split(separator: "->", omittingEmptySubsequences: false)
        let inputs = terms[0].split(separator: ",", omittingEmptySubsequences: false).map { Array($0) }
        let output = Array(terms[1])
        var sizes: [Character: Int] = [:]
        for (names, shape) in zip(inputs, shapes) { for (name, size) in zip(names, shape) { sizes[name] = size } }
        let names = sizes.keys.sorted()
        let target = Coordinates(shape: output.map { sizes[$0] ?? 0 })
        var expected = [Double](repeating: 0, count: target.shape.reduce(1, *))
        for place in Coordinates(shape: names.map { sizes[$0] ?? 0 }).all {
            let index = Dictionary(uniqueKeysWithValues: zip(names, place))
            var product = 1.0
            for (operand, axes) in zip(operands, inputs) {
                let at = try #require(Coordinates(shape: operand.shape).index(axes.map { index[$0] ?? 0 }))
                product *= operand.reals[at]
            }
            expected[try #require(target.index(output.map { index[$0] ?? 0 }))] += product
        }
        #expect(distance(try Op.Einsum(equation).run(operands)[0], .f32(expected, target.shape)) < 1e-6)
    }
}
