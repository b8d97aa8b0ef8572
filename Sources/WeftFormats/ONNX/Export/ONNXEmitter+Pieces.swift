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

    /// An operand of indices as `i64`.
    ///
    /// ONNX counts negative ones from the end, and ours refuses them: they are put beyond the end, where both do.
    ///
    /// - Parameters:
    ///   - sizes: the size of the axis, or for tuples along the last axis those of their axes.
    ///   - keepsWidth: whether ONNX takes `i32` as well.
    mutating func places(
        _ call: ExportedCall, _ index: Int, below sizes: [Dimension], keepsWidth: Bool = false
    ) throws(Diagnostic) -> String {
        let fact = try call.fact(index)
        let type: ElementType = keepsWidth && fact.elementType == .i32 ? .i32 : .i64
        let ids = try cast(call.operand(index), from: fact.elementType, to: type)
        if fact.elementType.bits < 64, !fact.elementType.isSigned { return ids }
        if let contents = fact.contents, contents.allSatisfy({ $0.value.map { $0 >= 0 } ?? false }) { return ids }
        return try refusingNegative(ids, type, below: sizes)
    }

    /// Indices of which negative ones are put beyond the end.
    mutating func refusingNegative(
        _ ids: String, _ type: ElementType, below sizes: [Dimension]
    ) throws(Diagnostic) -> String {
        let isNegative = add("Less", [ids, scalar(0, type)])
        let end: String
        if sizes.count == 1, let size = sizes[0].value {
            end = scalar(Double(size), type)
        } else {
            let numbers = sizes.count == 1 ? try sizeNumber(sizes[0]) : try self.sizes(sizes)
            end = try cast(numbers, from: .i64, to: type)
        }
        return add("Where", [isNegative, end, ids])
    }

    /// A tensor of one number, of sizes that a list gives. Until opset 20 there is none of `bf16`.
    mutating func filled(_ sizes: String, _ value: Double, _ type: ElementType) throws(Diagnostic) -> String {
        let made: ElementType = type == .bf16 && opset < 20 ? .f32 : type
        let tensor = add("ConstantOfShape", [sizes], [.tensor("value", Tensor([value], made, shape: [1]))])
        return try cast(tensor, from: made, to: type)
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
