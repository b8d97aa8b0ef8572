import Testing
import WeftGraph
import WeftOperators
import WeftTensors

@Suite("First values of parameters")
struct InitializerTests {
    private func values(
        _ initializer: Initializer, _ sizes: [Int], name: String = "layer.weight", seed: UInt64 = 0
    ) -> [Double] {
        let tensor = ParameterInitializer.tensor(
            name: name, type: .f64, sizes: sizes, initializer: initializer, seed: seed)
        #expect(tensor.shape == sizes)
        return PlainTensor(tensor).reals
    }

    @Test("Philox4x32-10 gives the known answers of its authors")
    func philox() {
        // Random123, kat_vectors.
        let ones = UInt32.max
        #expect(
            Philox(key: 0).block(SIMD4(repeating: 0)) == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
        #expect(
            Philox(key: .max).block(SIMD4(repeating: ones))
                == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
        #expect(
            Philox(key: 0x299F_31D0_A409_3822).block(SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344))
                == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
    }

    @Test("The numbers hang on name and seed alone")
    func determinism() {
        let first = values(.uniform(low: 0, high: 1), [6])
        #expect(first == values(.uniform(low: 0, high: 1), [6]))
        #expect(first == Array(values(.uniform(low: 0, high: 1), [2, 5]).prefix(6)))
        #expect(first != values(.uniform(low: 0, high: 1), [6], name: "layer.weights"))
        #expect(first != values(.uniform(low: 0, high: 1), [6], seed: 1))
        #expect(Set(first).count == 6)
    }

    @Test("The recipe, recorded, so that a seed means the same numbers in every version")
    func recorded() {
        let uniform = values(.uniform(low: 0, high: 1), [3], name: "a", seed: 1)
        #expect(uniform == [0.3319204656367416, 0.6335263715013797, 0.09626479998169479])
        // Logarithm and cosine may differ in the last bits from one C library to another.
        let normal = values(.normal(mean: 0, deviation: 1), [3], name: "a", seed: 1)
        for (found, expected) in zip(normal, [-0.6001780944330581, -0.6681933501558923, -0.30506482344170055]) {
            #expect((found - expected).magnitude < 1e-12)
        }
    }

    @Test(
        "Bounds and deviations are torch's",
        arguments: [
            (Initializer.uniform(low: -2, high: 6), 2, 8 / 12.0.squareRoot(), -2.0...6.0),
            (.normal(mean: 3, deviation: 2), 3, 2, -20...20),
            (.kaimingUniform(a: 5.0.squareRoot()), 0, (1 / 450.0 / 3).squareRoot(), -0.04715...0.04715),
            (.kaimingNormal(fanOut: false), 0, (2 / 450.0).squareRoot(), -1...1),
            (.kaimingNormal(fanOut: true), 0, (2 / 900.0).squareRoot(), -1...1),
            (.xavierUniform, 0, (2 / 1350.0).squareRoot(), -0.06667...0.06667),
            (.xavierNormal, 0, (2 / 1350.0).squareRoot(), -1...1),
        ] as [(Initializer, Double, Double, ClosedRange<Double>)])
    func moments(_ initializer: Initializer, _ mean: Double, _ deviation: Double, _ bounds: ClosedRange<Double>) {
        // Fan in 50 · 9 = 450, fan out 100 · 9 = 900.
        let numbers = values(initializer, [100, 50, 3, 3])
        let count = Double(numbers.count)
        let found = numbers.reduce(0, +) / count
        let variance = numbers.reduce(0) { $0 + ($1 - found) * ($1 - found) } / count
        // Four standard errors of the mean; of the deviation, of normal numbers, the widest here.
        #expect((found - mean).magnitude < 4 * deviation / count.squareRoot())
        #expect((variance.squareRoot() / deviation - 1).magnitude < 4 / (2 * count).squareRoot())
        #expect(numbers.allSatisfy(bounds.contains))
        #expect((numbers.max() ?? 0) > bounds.upperBound * 0.99 || bounds.upperBound >= 1)
    }

    @Test("Orthogonal rows or columns, times the gain", arguments: [[4, 4], [3, 8], [8, 3], [5, 2, 3], [1, 1]])
    func orthogonal(_ sizes: [Int]) {
        let numbers = values(.orthogonal(gain: 2), sizes)
        let (rows, columns) = (sizes[0], sizes[1...].reduce(1, *))
        func element(_ vector: Int, _ index: Int) -> Double {
            rows <= columns ? numbers[vector * columns + index] : numbers[index * columns + vector]
        }
        for first in 0..<min(rows, columns) {
            for second in 0...first {
                let product = (0..<max(rows, columns)).reduce(0) { $0 + element(first, $1) * element(second, $1) }
                #expect((product - (first == second ? 4 : 0)).magnitude < 1e-12)
            }
        }
    }

    @Test("Given numbers, and types that round")
    func given() {
        #expect(values(.values([1, 2, 3, 4]), [2, 2]) == [1, 2, 3, 4])
        #expect(values(.constant(0.1), []) == [0.1])
        #expect(values(.constant(7), [0, 3]) == [])
        let half = ParameterInitializer.tensor(
            name: "h", type: .f16, sizes: [2], initializer: .constant(0.1), seed: 0)
        #expect(PlainTensor(half).reals == [0.0999755859375, 0.0999755859375])
        let whole = ParameterInitializer.tensor(
            name: "n", type: .i64, sizes: [], initializer: .constant(3), seed: 0)
        #expect(PlainTensor(whole) == .i64([3], []))
    }
}
