import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.CTCGreedy: ExportedOperator {
    /// The largest class of each step stays where it is neither the blank nor that of the step before; what stays is
    /// moved to its place, and what does not into a column that is cut off.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let fact = try call.fact()
        let steps = Fact(.i64, Array(fact.shape[..<2]))
        let best = onnx.add("ArgMax", [call.x], [.integer("axis", 2), .flag("keepdims", false)])
        let blank = onnx.scalar(Double(self.blank), .i64)
        let shifted = onnx.add("Pad", [best, onnx.integers([0, 1, 0, 0]), blank])
        let previous = onnx.sliced(shifted, from: 0, to: -1, axis: 1)
        let isNew = onnx.add("Not", [onnx.add("Equal", [best, previous])])
        let isLabel = onnx.add("Not", [onnx.add("Equal", [best, blank])])
        var stays = onnx.add("And", [isNew, isLabel])
        if call.has(1) {
            stays = onnx.add("And", [stays, try onnx.rowMask(call.operand(1), try call.fact(1), of: steps, axis: 1)])
        }
        let ones = try onnx.cast(stays, to: .i64)
        let places = onnx.add("CumSum", [ones, onnx.scalar(1, .i64)])
        let target = onnx.add("Where", [stays, places, onnx.scalar(0, .i64)])
        let empty = onnx.add("Mul", [shifted, onnx.scalar(0, .i64)])
        let moved = onnx.add("ScatterElements", [empty, target, best], [.integer("axis", 1)])
        let labels = onnx.sliced(moved, from: 1, to: Int.max, axis: 1)
        let counts = onnx.reduced("ReduceSum", ones, [1], keep: false)
        return [try onnx.cast(labels, to: .i32), try onnx.cast(counts, to: .i32)]
    }
}

extension Op.Frames: ExportedOperator {
    /// A Gather with the positions of each window.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let shape = call.results[0].shape
        var starts = try onnx.positions(shape[axis], axis: 0, rank: 2)
        if step != 1 { starts = onnx.add("Mul", [starts, onnx.scalar(Double(step), .i64)]) }
        let places = onnx.add("Add", [starts, try onnx.positions(shape[axis + 1], axis: 1, rank: 2)])
        return [onnx.add("Gather", [call.x, places], [.integer("axis", axis)])]
    }
}

extension Op.Dft: ExportedOperator {
    /// The axis is an operand from opset 20 on.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let axis = try call.fact().axis(axis)
        let length = try length.map { (size) throws(Diagnostic) in try onnx.sizeNumber(size) } ?? ""
        let flags = [ExportedAttribute.flag("inverse", inverse), .flag("onesided", onesided)]
        guard onnx.opset >= 20 else { return [onnx.add("DFT", [call.x, length], flags + [.integer("axis", axis)])] }
        return [onnx.add("DFT", [call.x, length, onnx.scalar(Double(axis), .i64)], flags)]
    }
}
