/// A matrix whose rows, or columns if there are fewer of those, are orthogonal and of length 1, made from random numbers.
struct OrthogonalMatrix {
    /// `[rows, columns]` in C order.
    let values: [Double]

    /// Modified Gram–Schmidt, each vector twice (Giraud et al. 2005: twice is enough), over the shorter side's vectors
    /// in order. Signs are those of a QR decomposition with a positive diagonal, so the distribution is uniform.
    init(rows: Int, columns: Int, _ numbers: [Double]) {
        let isWide = rows <= columns
        let count = min(rows, columns)
        var vectors: [[Double]] = (0..<count).map { index in
            isWide
                ? Array(numbers[(index * columns)..<((index + 1) * columns)])
                : (0..<rows).map { numbers[$0 * columns + index] }
        }
        for index in vectors.indices {
            var vector = vectors[index]
            for _ in 0..<2 {
                for earlier in 0..<index {
                    let overlap = Self.dot(vector, vectors[earlier])
                    Self.subtract(overlap, vectors[earlier], from: &vector)
                }
            }
            let length = Self.dot(vector, vector).squareRoot()
            vectors[index] = vector.map { $0 / length }
        }
        if isWide {
            values = Array(vectors.joined())
        } else {
            values = (0..<rows).flatMap { row in vectors.map { $0[row] } }
        }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        let (a, b) = (a.span, b.span)
        var sum = 0.0
        for index in 0..<min(a.count, b.count) { sum += a[index] * b[index] }
        return sum
    }

    private static func subtract(_ factor: Double, _ a: [Double], from b: inout [Double]) {
        let source = a.span
        var target = b.mutableSpan
        for index in 0..<min(source.count, target.count) { target[index] -= factor * source[index] }
    }
}
