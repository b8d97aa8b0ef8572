import WeftGraph
import WeftOperators

extension Graph {
    /// The whole numbers that an input may hold, as far as what reads it says: lengths lie between 1 and the positions
    /// that there are, and what picks positions lies among them. Nil where nothing is said, or nothing is left.
    func usedRange(of input: ValueID, _ sizes: [Symbol: Int]) -> ClosedRange<Int>? {
        var range: ClosedRange<Int>?
        var waiting = [input]
        var seen: Set<ValueID> = [input]
        while let value = waiting.popLast() {
            for node in nodes {
                for (place, operand) in node.inputs.enumerated() where operand == value {
                    if let own = usedRange(node, place, sizes) {
                        let low = max(own.lowerBound, range?.lowerBound ?? own.lowerBound)
                        let high = min(own.upperBound, range?.upperBound ?? own.upperBound)
                        guard low <= high else { return nil }
                        range = low...high
                    } else if place == 0, node.handsOn, type(node.outputs[0]).elementType.isInteger,
                        seen.insert(node.outputs[0]).inserted
                    {
                        waiting.append(node.outputs[0])
                    }
                }
            }
        }
        return range
    }

    /// What a node says of the numbers that an operand holds.
    private func usedRange(_ node: Node, _ place: Int, _ sizes: [Symbol: Int]) -> ClosedRange<Int>? {
        func size(_ operand: Int, _ axis: Int) -> Int? {
            guard let value = node.inputs[operand] else { return nil }
            let shape = type(value).shape
            let axis = axis < 0 ? axis + shape.count : axis
            return shape.indices.contains(axis) ? shape[axis].evaluated(sizes).flatMap { $0 >= 1 ? $0 : nil } : nil
        }
        switch node.operation {
        case let gather as Op.Gather where place == 1: return size(0, gather.axis).map { 0...($0 - 1) }
        case let scan as Op.Scan where scan.hasLengths && place == node.inputs.count - 1 && scan.scanned > 0:
            return size(scan.carried, scan.axis).map { 1...$0 }
        default:
            let operands = Swift.type(of: node.operation).signature.operands
            guard operands.indices.contains(place), operands[place].name == "lengths", place > 0,
                let axis = node.operation.attributeValues.first(where: { $0.name == "axis" })?.value
            else { return nil }
            switch axis {
            case .integer(let axis): return size(0, axis).map { 1...$0 }
            case .integers(let axes) where axes.count == 1: return size(0, axes[0]).map { 1...$0 }
            default: return nil
            }
        }
    }
}

extension Graph.Node {
    /// Whether the first result has the numbers of the first operand, at whatever places.
    fileprivate var handsOn: Bool {
        operation is Op.Cast || type(of: operation).signature.traits.contains(.movesDataOnly)
    }
}
