import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

// A weight is laid out some rows at a time, so that no second copy of all of it is ever held.
extension ConstantStore {
    /// How many operators are gone through to find rows; what is nested deeper is evaluated whole.
    private static let deepest = 16

    /// Some positions of a constant's first axis: parts of tensors, and what operators make of them row by row.
    ///
    /// - Throws: what ``value(_:)`` throws.
    mutating func rows(_ range: Range<Int>, of index: Int, depth: Int = 0) throws(Diagnostic) -> Tensor {
        if let value = try known(index) { return try rows(range, value) }
        if depth < Self.deepest, case .result(let operation, let operands, 0) = constants[index].recipe,
            let shape = constants[index].type.sizes([:]), shape.count <= TensorCall.mostAxes
        {
            if let view = operation as? any ViewOperator, let operand = operands.first.flatMap({ $0 }),
                let part = try viewedRows(range, view, of: operand, shape, depth)
            {
                return part
            }
            if let join = ScalarProgram.Operation(arithmetic: operation), constants[index].type.elementType == .f32,
                let a = operands[0], let b = operands[1]
            {
                let (left, right) = (try part(range, of: a, shape, depth), try part(range, of: b, shape, depth))
                defer {
                    left.release()
                    right.release()
                }
                return try call.joined(join, left, right, [range.count] + shape.dropFirst())
            }
        }
        return try rows(range, try value(index))
    }

    /// The part of an operand that rows of a result are made of: rows, or all of what is the same for each.
    private mutating func part(
        _ range: Range<Int>, of operand: Int, _ shape: [Int], _ depth: Int
    ) throws(Diagnostic) -> Tensor {
        let own = constants[operand].type.sizes([:]) ?? []
        guard own.count == shape.count, own[0] == shape[0], own[0] != 1 else { return try value(operand) }
        return try rows(range, of: operand, depth: depth + 1)
    }

    /// Rows of a view; nil where they are not made of the same rows of the operand.
    private mutating func viewedRows(
        _ range: Range<Int>, _ operation: any ViewOperator, of operand: Int, _ shape: [Int], _ depth: Int
    ) throws(Diagnostic) -> Tensor? {
        guard let sizes = constants[operand].type.sizes([:]), let count = sizes.first, count == shape.first, count > 0,
            constants[operand].type.elementType.bits >= 8
        else { return nil }
        let view = try operation.view(sizes, Evaluation())
        let result = [range.count] + shape.dropFirst()
        if view.result != view.shape {
            // A reshape: all that lies before the first axis is one.
            guard view.shape.count == 1, view.strides == [1], view.offset == 0 else { return nil }
            return try rows(range, of: operand, depth: depth + 1).reshaped(result)
        }
        let row = sizes.dropFirst().reduce(1, *)
        let inner = zip(view.shape, view.strides).dropFirst().map { ($0 - 1) * $1 }
        guard view.shape.count <= TensorCall.mostAxes, view.strides[0] == row, !view.shape.contains(0),
            view.offset + inner.filter({ $0 < 0 }).reduce(0, +) >= 0,
            view.offset + inner.filter({ $0 > 0 }).reduce(0, +) < row
        else { return nil }
        let part = StridedView([range.count] + view.shape.dropFirst(), strides: view.strides, offset: view.offset)
        let source = try rows(range, of: operand, depth: depth + 1)
        defer { source.release() }
        return try call.viewed(source, part)
    }

    private func rows(_ range: Range<Int>, _ tensor: Tensor) throws(Diagnostic) -> Tensor {
        if range == 0..<(tensor.shape.first ?? 0) { return tensor }
        guard let rows = tensor.rows(range) else {
            throw Diagnostic("missing-constant", "a constant has not the rows \(range)")
        }
        return rows
    }
}
