import WeftDiagnostics
import WeftGraph
import WeftTensors

/// Nodes that many operators are made of.
extension ONNXEmitter {
    /// A value as another element type.
    mutating func cast(_ value: String, to type: ElementType) throws(Diagnostic) -> String {
        add("Cast", [value], [.integer("to", try ONNXElementType.exported(type))])
    }

    /// A value of one element type as another, which may be the same.
    mutating func cast(_ value: String, from type: ElementType, to other: ElementType) throws(Diagnostic) -> String {
        type == other ? value : try cast(value, to: other)
    }

    /// An operand of whole numbers as `i64`, which ONNX's indices and lengths are.
    mutating func indices(_ call: ExportedCall, _ index: Int) throws(Diagnostic) -> String {
        try cast(call.operand(index), from: try call.fact(index).elementType, to: .i64)
    }

    /// A tensor of one number, of sizes that a list gives.
    mutating func filled(_ sizes: String, _ value: Double, _ type: ElementType) -> String {
        add("ConstantOfShape", [sizes], [.tensor("value", Tensor([value], type, shape: [1]))])
    }

    /// The positions of an axis from one up to and without another.
    mutating func sliced(_ x: String, from: Int, to: Int, axis: Int, step: Int = 1) -> String {
        add("Slice", [x, integers([from]), integers([to]), integers([axis]), integers([step])])
    }

    /// A tensor with the positions of an axis in reverse. The end lies before any position, so that the first is there.
    mutating func reversed(_ x: String, axis: Int) -> String {
        sliced(x, from: -1, to: Int.min + 1, axis: axis, step: -1)
    }

    /// The quotient of whole numbers rounded down. ONNX divides towards zero: what is left over, which has the divisor's
    /// sign, is taken away first.
    mutating func flooredQuotient(_ a: String, by b: String) -> String {
        let rest = add("Mod", [a, b])
        return add("Div", [add("Sub", [a, rest]), b])
    }
}
