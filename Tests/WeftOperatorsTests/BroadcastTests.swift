import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Broadcasting and views")
struct BroadcastTests {
    /// The element of a tensor at an index of a shape that it broadcasts to.
    private func element(_ x: PlainTensor, _ index: [Int]) -> Double {
        var flat = 0
        for (axis, size) in x.shape.enumerated() {
            flat = flat * size + (size == 1 ? 0 : index[index.count - x.shape.count + axis])
        }
        return x.reals[flat]
    }

    /// All indices of a shape, in order.
    private func indices(_ shape: [Int]) -> [[Int]] {
        shape.reduce([[]]) { lists, size in lists.flatMap { list in (0..<size).map { list + [$0] } } }
    }

    @Test("Subtraction of random shapes is that of each pair of elements", arguments: 0..<60)
    func bruteForce(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let full = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in Int.random(in: 0...3, using: &numbers) }
        func part() -> [Int] {
            let own = full.map { Bool.random(using: &numbers) ? 1 : $0 }
            return Array(own.dropFirst(own.isEmpty ? 0 : Int.random(in: 0...own.count, using: &numbers)))
        }
        let (a, b) = (numbers.f32(part()), numbers.f32(part()))
        let result = try Op.Subtract().run([a, b])[0]
        let places = indices(result.shape)
        #expect(result.shape.count == max(a.shape.count, b.shape.count))
        #expect(result.reals == places.map { ElementType.f32.rounded(element(a, $0) - element(b, $0)) })
        let mask = PlainTensor.bools(b.reals.map { $0 > 0 }, b.shape)
        let chosen = try Op.Select().run([mask, a, b])[0]
        #expect(chosen.reals == places.map { element(b, $0) > 0 ? element(a, $0) : element(b, $0) })
    }

    @Test("A transpose of random order moves each element to its place", arguments: 0..<30)
    func transpose(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let shape = (0..<Int.random(in: 1...5, using: &numbers)).map { _ in Int.random(in: 0...3, using: &numbers) }
        let order = shape.indices.shuffled(using: &numbers)
        let x = numbers.f32(shape)
        let y = try Op.Transpose(order: order).run([x])[0]
        #expect(y.shape == order.map { shape[$0] })
        let moved = indices(y.shape).map { place in
            var index = place
            for (axis, from) in order.enumerated() { index[from] = place[axis] }
            return element(x, index)
        }
        #expect(y.reals == moved)
    }

    @Test("A slice takes the positions that its bounds and step name", arguments: [-3, -2, -1, 1, 2, 3])
    func slice(_ step: Int) throws {
        for size in 0...5 {
            let x = PlainTensor.i32((0..<Int64(size)).map { $0 })
            for from in 0...size {
                for to in 0...size where step > 0 ? from <= to : to <= from && from < size {
                    let y = try Op.Slice(axis: 0, from: Dimension(from), to: Dimension(to), step: step).run([x])[0]
                    #expect(y.integers == stride(from: Int64(from), to: Int64(to), by: step).map { $0 })
                }
            }
        }
    }

    @Test("Pieces that are concatenated are those that a split gives back", arguments: 0..<30)
    func concatAndSplit(_ seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed))
        let shape = (0..<3).map { _ in Int.random(in: 1...3, using: &numbers) }
        let axis = Int.random(in: -3..<3, using: &numbers)
        let sizes = (0..<4).map { _ in Int.random(in: 0...3, using: &numbers) }
        let parts = sizes.map { size in
            var own = shape
            own[axis < 0 ? axis + 3 : axis] = size
            return numbers.f32(own)
        }
        let joined = try Op.Concat(axis: axis).run(parts)[0]
        let split = try Op.Split(sizes: sizes.map { Dimension($0) }, axis: axis).run([joined])
        #expect(split == parts)
    }
}
