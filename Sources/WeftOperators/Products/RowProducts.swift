/// Products of rows of reals, in double: the inner loops of matrix products and convolutions.
///
/// Every sum runs in the order of the depth, whichever way is taken, so an element does not depend on how many rows
/// are computed beside it.
enum RowProducts {
    /// As many rows as a panel holds side by side.
    static let lanes = 8

    /// `result[m][n] = Σ left[m][k] · right[n][k]`; both are dense and C is `[rows, columns]`.
    static func product(_ left: [Double], _ right: [Double], rows: Int, columns: Int, depth: Int) -> [Double] {
        var result = [Double](repeating: 0, count: rows * columns)
        if rows == 0 || columns == 0 || depth == 0 { return result }
        if columns < 4 && rows >= columns {
            for column in 0..<columns {
                dots(right, column * depth, left, rows, depth, &result, start: column, pitch: columns)
            }
        } else if rows < 4 {
            for row in 0..<rows {
                dots(left, row * depth, right, columns, depth, &result, start: row * columns, pitch: 1)
            }
        } else {
            panels(left, right, rows, columns, depth, &result)
        }
        return result
    }

    /// Eight rows of the left side at a time, side by side, against all of the right.
    private static func panels(
        _ left: [Double], _ right: [Double], _ rows: Int, _ columns: Int, _ depth: Int, _ result: inout [Double]
    ) {
        var panel = [SIMD8<Double>](repeating: .zero, count: depth)
        var sums = [SIMD8<Double>](repeating: .zero, count: columns)
        for first in stride(from: 0, to: rows, by: lanes) {
            let count = min(lanes, rows - first)
            pack(left, first, count, depth, &panel)
            multiply(panel, by: right, start: 0, rows: columns, into: &sums)
            for lane in 0..<count {
                let start = (first + lane) * columns
                for column in 0..<columns { result[start + column] = sums[column][lane] }
            }
        }
    }

    private static func pack(
        _ left: [Double], _ first: Int, _ count: Int, _ depth: Int, _ panel: inout [SIMD8<Double>]
    ) {
        let source = left.span
        // Lanes beyond the last row repeat it.
        let rows = (0..<lanes).map { (first + min($0, count - 1)) * depth }
        let (r0, r1, r2, r3) = (rows[0], rows[1], rows[2], rows[3])
        let (r4, r5, r6, r7) = (rows[4], rows[5], rows[6], rows[7])
        for k in 0..<depth {
            panel[k] = SIMD8(
                source[r0 &+ k], source[r1 &+ k], source[r2 &+ k], source[r3 &+ k],
                source[r4 &+ k], source[r5 &+ k], source[r6 &+ k], source[r7 &+ k])
        }
    }

    /// `sums[r] = Σ panel[k] · weights[start + r · depth + k]` for as many rows, where the depth is the panel's length.
    static func multiply(
        _ panel: [SIMD8<Double>], by weights: [Double], start: Int, rows: Int, into sums: inout [SIMD8<Double>]
    ) {
        let depth = panel.count
        let panel = panel.span
        let weights = weights.span
        var row = 0
        while row + 2 <= rows {
            let first = weights.extracting((start + row * depth)..<(start + (row + 1) * depth))
            let second = weights.extracting((start + (row + 1) * depth)..<(start + (row + 2) * depth))
            var a = SIMD8<Double>.zero
            var b = SIMD8<Double>.zero
            for k in 0..<depth {
                let values = panel[k]
                a += values * first[k]
                b += values * second[k]
            }
            sums[row] = a
            sums[row + 1] = b
            row += 2
        }
        if row < rows {
            let last = weights.extracting((start + row * depth)..<(start + (row + 1) * depth))
            var a = SIMD8<Double>.zero
            for k in 0..<depth { a += panel[k] * last[k] }
            sums[row] = a
        }
    }

    /// `result[start + r · pitch] = Σ vector[k] · matrix[r][k]`, eight rows at a time.
    private static func dots(
        _ vector: [Double], _ vectorStart: Int, _ matrix: [Double], _ rows: Int, _ depth: Int,
        _ result: inout [Double], start: Int, pitch: Int
    ) {
        let vector = vector.span.extracting(vectorStart..<(vectorStart + depth))
        let matrix = matrix.span
        var row = 0
        while row + 4 <= rows {
            let r0 = matrix.extracting((row * depth)..<((row + 1) * depth))
            let r1 = matrix.extracting(((row + 1) * depth)..<((row + 2) * depth))
            let r2 = matrix.extracting(((row + 2) * depth)..<((row + 3) * depth))
            let r3 = matrix.extracting(((row + 3) * depth)..<((row + 4) * depth))
            var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
            for k in 0..<depth {
                let x = vector[k]
                s0 += x * r0[k]
                s1 += x * r1[k]
                s2 += x * r2[k]
                s3 += x * r3[k]
            }
            result[start + row * pitch] = s0
            result[start + (row + 1) * pitch] = s1
            result[start + (row + 2) * pitch] = s2
            result[start + (row + 3) * pitch] = s3
            row += 4
        }
        while row < rows {
            let last = matrix.extracting((row * depth)..<((row + 1) * depth))
            var sum = 0.0
            for k in 0..<depth { sum += vector[k] * last[k] }
            result[start + row * pitch] = sum
            row += 1
        }
    }
}
