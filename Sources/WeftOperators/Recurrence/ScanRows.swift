import WeftDiagnostics
import WeftGraph
import WeftTensors

/// The rows of a scan: how many steps each takes, and where each stands.
struct ScanRows {
    /// The numbers of steps; a stop shortens them.
    private(set) var ends: [Int]
    /// The lengths that were given.
    private let lengths: [Int]?
    private let steps: Int
    private let reverse: Bool
    /// Whether rows may differ in what they do.
    private let apart: Bool
    /// Where the longest row begins, which is where tensors without rows are read and written.
    private let longest: Int

    init(ends: [Int], lengths: [Int]?, steps: Int, reverse: Bool, apart: Bool) {
        self.ends = ends
        self.lengths = lengths
        self.steps = steps
        self.reverse = reverse
        self.apart = apart
        longest = lengths?.max() ?? steps
    }

    /// Whether a step is taken by any row; a scan without lengths and stops takes all.
    func anyAlive(at step: Int) -> Bool { !apart || ends.contains { $0 > step } }

    private func allAlive(at step: Int) -> Bool { !apart || ends.allSatisfy { $0 > step } }

    private func position(_ step: Int, _ length: Int) -> Int { reverse ? length - 1 - step : step }

    /// Whether all rows stand at one position.
    private var together: Bool { lengths == nil || !reverse }

    /// What each row sees at a step: its own step, past its end its last one again, and nothing if it has none.
    func read(_ tensor: PlainTensor, _ axis: ScanAxis, at step: Int) -> PlainTensor {
        if let lengths, !axis.step.isEmpty, !(allAlive(at: step) && together) {
            let positions = lengths.map { length in
                length == 0 ? nil : position(min(step, length - 1), length)
            }
            return tensor.mapped(to: axis.step, { axis.read($0, at: positions) }, { axis.read($0, at: positions) })
        }
        let place = position(step, longest)
        return tensor.mapped(to: axis.step, { axis.read($0, at: place) }, { axis.read($0, at: place) })
    }

    /// The states after a step: rows past their ends keep theirs.
    func advanced(_ state: PlainTensor, to next: PlainTensor, at step: Int) -> PlainTensor {
        if allAlive(at: step) || state.shape.isEmpty { return next }
        switch (state.elements, next.elements) {
        case (.reals(let old), .reals(let new)):
            return PlainTensor(unchecked: .reals(merged(old, new, step)), state.elementType, shape: state.shape)
        case (.integers(let old), .integers(let new)):
            return PlainTensor(unchecked: .integers(merged(old, new, step)), state.elementType, shape: state.shape)
        default: return next
        }
    }

    private func merged<Number>(_ old: [Number], _ new: [Number], _ step: Int) -> [Number] {
        var result = new
        let width = old.count / max(ends.count, 1)
        for (row, end) in ends.enumerated() where end <= step {
            for index in (row * width)..<((row + 1) * width) { result[index] = old[index] }
        }
        return result
    }

    /// Puts the results of a step where they belong, for the rows that took it.
    func write<Number>(_ values: [Number], _ axis: ScanAxis, at step: Int, to result: inout [Number]) {
        if axis.step.isEmpty || (allAlive(at: step) && together) {
            axis.write(values, at: position(step, longest), to: &result)
            return
        }
        let positions = ends.indices.map { row in
            ends[row] > step ? position(step, lengths?[row] ?? steps) : nil
        }
        axis.write(values, at: positions, to: &result)
    }

    /// Makes a step the last of the rows that say so.
    mutating func stop(_ flags: [Int64], at step: Int) {
        for (row, flag) in flags.enumerated() where flag != 0 && ends[row] > step { ends[row] = step + 1 }
    }
}

/// The results of the steps, put together.
struct ScanResult {
    private let axis: ScanAxis
    private let type: TensorType
    private let shape: [Int]
    private var reals: [Double] = []
    private var integers: [Int64] = []

    init(_ type: TensorType, _ axis: Int, _ steps: Int, _ binding: [Symbol: Int]) throws(Diagnostic) {
        guard let step = type.sizes(binding) else {
            throw Diagnostic("unbound-size", "the result \(type) of a step has a size without a value")
        }
        self.type = type
        self.axis = ScanAxis(step: step, axis: axis, steps: steps)
        shape = self.axis.shape(axis: axis)
        guard let count = shape.elementCount, count <= Budgets().tensorElements else {
            throw Diagnostic("tensor-too-large", "\(steps) steps of \(type) are more elements than can be held")
        }
        if type.elementType.isFloat {
            reals = [Double](repeating: 0, count: count)
        } else {
            integers = [Int64](repeating: 0, count: count)
        }
    }

    mutating func take(_ tensor: PlainTensor, at step: Int, _ rows: ScanRows) {
        switch tensor.elements {
        case .reals(let values): rows.write(values, axis, at: step, to: &reals)
        case .integers(let values): rows.write(values, axis, at: step, to: &integers)
        }
    }

    var tensor: PlainTensor {
        PlainTensor(
            unchecked: type.elementType.isFloat ? .reals(reals) : .integers(integers), type.elementType, shape: shape)
    }
}

extension PlainTensor {
    /// A tensor of the same type whose elements are picked out of this one's.
    fileprivate func mapped(
        to shape: [Int], _ reals: ([Double]) -> [Double], _ integers: ([Int64]) -> [Int64]
    ) -> PlainTensor {
        switch elements {
        case .reals(let values): PlainTensor(unchecked: .reals(reals(values)), elementType, shape: shape)
        case .integers(let values): PlainTensor(unchecked: .integers(integers(values)), elementType, shape: shape)
        }
    }
}
