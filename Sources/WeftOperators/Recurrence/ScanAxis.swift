import WeftTensors

/// Where a step of a sequence lies in it: the steps run along one axis, the rows are axis 0 of a step.
struct ScanAxis {
    /// The shape of a step.
    let step: [Int]
    private let steps: Int
    private let outer: Int
    private let inner: Int
    private let rows: Int

    init(step: [Int], axis: Int, steps: Int) {
        self.step = step
        self.steps = steps
        let axis = axis.resolvedAxis(step.count + 1)
        outer = step[..<axis].reduce(1, *)
        inner = step[axis...].reduce(1, *)
        rows = step.first ?? 1
    }

    /// The shape of the whole sequence.
    func shape(axis: Int) -> [Int] {
        var shape = step
        shape.insert(steps, at: axis.resolvedAxis(step.count + 1))
        return shape
    }

    /// Copies the step at one position out of a sequence.
    func read<Number>(_ values: [Number], at position: Int) -> [Number] {
        var result: [Number] = []
        result.reserveCapacity(outer * inner)
        for index in 0..<outer {
            let start = (index * steps + position) * inner
            result += values[start..<(start + inner)]
        }
        return result
    }

    /// Copies a step out of a sequence, each row from a position of its own; a row without one is zeros.
    func read<Number: ExpressibleByIntegerLiteral>(_ values: [Number], at positions: [Int?]) -> [Number] {
        var result = [Number](repeating: 0, count: outer * inner)
        forEachBlock(positions) { step, sequence, count in
            for offset in 0..<count { result[step + offset] = values[sequence + offset] }
        }
        return result
    }

    /// Copies a step to one position of a sequence.
    func write<Number>(_ step: [Number], at position: Int, to values: inout [Number]) {
        for index in 0..<outer {
            let start = (index * steps + position) * inner
            for offset in 0..<inner { values[start + offset] = step[index * inner + offset] }
        }
    }

    /// Copies each row of a step to a position of its own; a row without one is left out.
    func write<Number>(_ step: [Number], at positions: [Int?], to values: inout [Number]) {
        forEachBlock(positions) { start, sequence, count in
            for offset in 0..<count { values[sequence + offset] = step[start + offset] }
        }
    }

    /// The runs of elements of each row that has a position: where they are in the step and in the sequence.
    private func forEachBlock(_ positions: [Int?], _ body: (_ step: Int, _ sequence: Int, _ count: Int) -> Void) {
        guard rows > 0 else { return }
        // When the steps run along axis 0, a row is a part of the block of a step.
        let split = outer == 1 && step.count > 0 && inner == step.reduce(1, *)
        for (row, position) in positions.enumerated() {
            guard let position else { continue }
            if split {
                let count = inner / rows
                body(row * count, position * inner + row * count, count)
            } else {
                let perRow = outer / rows
                for index in (row * perRow)..<((row + 1) * perRow) {
                    body(index * inner, (index * steps + position) * inner, inner)
                }
            }
        }
    }
}
