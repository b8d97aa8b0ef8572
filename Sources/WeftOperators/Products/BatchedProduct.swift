/// Products of equally many matrices: `result[b][m][n] = Σ left[b][m][k] · right[b][n][k]`, all dense.
struct BatchedProduct {
    let batch: Int
    let rows: Int
    let columns: Int
    let depth: Int

    /// In double, each sum in the order of the depth.
    func of(_ left: [Double], _ right: [Double]) -> [Double] {
        if batch == 1 { return RowProducts.product(left, right, rows: rows, columns: columns, depth: depth) }
        var result: [Double] = []
        result.reserveCapacity(batch * rows * columns)
        for index in 0..<batch {
            let first = Array(left[(index * rows * depth)..<((index + 1) * rows * depth)])
            let second = Array(right[(index * columns * depth)..<((index + 1) * columns * depth)])
            result += RowProducts.product(first, second, rows: rows, columns: columns, depth: depth)
        }
        return result
    }

    /// In 64 bits, wrapping.
    func of(_ left: [Int64], _ right: [Int64]) -> [Int64] {
        var result: [Int64] = []
        result.reserveCapacity(batch * rows * columns)
        for row in 0..<(batch * rows) {
            let first = row * depth
            for column in 0..<columns {
                let second = (row / rows * columns + column) * depth
                var sum: Int64 = 0
                for k in 0..<depth { sum &+= left[first &+ k] &* right[second &+ k] }
                result.append(sum)
            }
        }
        return result
    }
}
