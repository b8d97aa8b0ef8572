import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// An operator that is one node of ONNX, with no attributes.
protocol NamesakeOperator: ExportedOperator {
    static var onnxName: String { get }
}

extension NamesakeOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add(Self.onnxName, call.operands)]
    }
}

extension Op.Abs: NamesakeOperator { static let onnxName = "Abs" }
extension Op.Add: NamesakeOperator { static let onnxName = "Add" }
extension Op.And: NamesakeOperator { static let onnxName = "And" }
extension Op.Ceil: NamesakeOperator { static let onnxName = "Ceil" }
extension Op.Cos: NamesakeOperator { static let onnxName = "Cos" }
extension Op.Equal: NamesakeOperator { static let onnxName = "Equal" }
extension Op.Erf: NamesakeOperator { static let onnxName = "Erf" }
extension Op.Exp: NamesakeOperator { static let onnxName = "Exp" }
extension Op.Floor: NamesakeOperator { static let onnxName = "Floor" }
extension Op.Greater: NamesakeOperator { static let onnxName = "Greater" }
extension Op.GreaterOrEqual: NamesakeOperator { static let onnxName = "GreaterOrEqual" }
extension Op.Identity: NamesakeOperator { static let onnxName = "Identity" }
extension Op.Less: NamesakeOperator { static let onnxName = "Less" }
extension Op.LessOrEqual: NamesakeOperator { static let onnxName = "LessOrEqual" }
extension Op.Log: NamesakeOperator { static let onnxName = "Log" }
extension Op.Maximum: NamesakeOperator { static let onnxName = "Max" }
extension Op.Minimum: NamesakeOperator { static let onnxName = "Min" }
extension Op.Multiply: NamesakeOperator { static let onnxName = "Mul" }
extension Op.Not: NamesakeOperator { static let onnxName = "Not" }
extension Op.Or: NamesakeOperator { static let onnxName = "Or" }
extension Op.Power: NamesakeOperator { static let onnxName = "Pow" }
extension Op.Relu: NamesakeOperator { static let onnxName = "Relu" }
extension Op.Round: NamesakeOperator { static let onnxName = "Round" }
extension Op.Select: NamesakeOperator { static let onnxName = "Where" }
extension Op.Selu: NamesakeOperator { static let onnxName = "Selu" }
extension Op.Sigmoid: NamesakeOperator { static let onnxName = "Sigmoid" }
extension Op.Sign: NamesakeOperator { static let onnxName = "Sign" }
extension Op.Sin: NamesakeOperator { static let onnxName = "Sin" }
extension Op.Softsign: NamesakeOperator { static let onnxName = "Softsign" }
extension Op.Sqrt: NamesakeOperator { static let onnxName = "Sqrt" }
extension Op.Subtract: NamesakeOperator { static let onnxName = "Sub" }
extension Op.Tanh: NamesakeOperator { static let onnxName = "Tanh" }

extension Op.Acos: NamesakeOperator { static let onnxName = "Acos" }
extension Op.Acosh: NamesakeOperator { static let onnxName = "Acosh" }
extension Op.Asin: NamesakeOperator { static let onnxName = "Asin" }
extension Op.Asinh: NamesakeOperator { static let onnxName = "Asinh" }
extension Op.Atan: NamesakeOperator { static let onnxName = "Atan" }
extension Op.Atanh: NamesakeOperator { static let onnxName = "Atanh" }
extension Op.Cosh: NamesakeOperator { static let onnxName = "Cosh" }
extension Op.Sinh: NamesakeOperator { static let onnxName = "Sinh" }
extension Op.Tan: NamesakeOperator { static let onnxName = "Tan" }
extension Op.Xor: NamesakeOperator { static let onnxName = "Xor" }
extension Op.BitwiseAnd: NamesakeOperator { static let onnxName = "BitwiseAnd" }
extension Op.BitwiseNot: NamesakeOperator { static let onnxName = "BitwiseNot" }
extension Op.BitwiseOr: NamesakeOperator { static let onnxName = "BitwiseOr" }
extension Op.BitwiseXor: NamesakeOperator { static let onnxName = "BitwiseXor" }
extension Op.IsNan: NamesakeOperator { static let onnxName = "IsNaN" }

extension Op.Negate: ExportedOperator {
    /// What has no sign is taken from 0.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let type = try call.fact().elementType
        if type.isSigned { return [onnx.add("Neg", [call.x])] }
        return [onnx.add("Sub", [onnx.scalar(0, type), call.x])]
    }
}

extension Op.NotEqual: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        let equal = onnx.add("Equal", call.operands)
        return [onnx.add("Not", [equal])]
    }
}

extension Op.Divide: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        if try call.fact().elementType.isFloat { return [onnx.add("Div", call.operands)] }
        return [onnx.flooredQuotient(call.x, by: call.operand(1))]
    }
}

extension Op.Remainder: ExportedOperator {
    /// ONNX has the remainder of a division rounded down for integers only.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        guard try call.fact().elementType.isFloat else { return [onnx.add("Mod", call.operands)] }
        let quotient = onnx.add("Floor", [onnx.add("Div", call.operands)])
        return [onnx.add("Sub", [call.x, onnx.add("Mul", [quotient, call.operand(1)])])]
    }
}

extension Op.Cast: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        var attributes: [ExportedAttribute] = [.integer("to", try ONNXElementType.exported(type))]
        try onnx.require(type, of: "Cast")
        if type.isFloat, type.bits <= 8 { attributes.append(.flag("saturate", saturate)) }
        if type == .f8e8m0, onnx.opset >= 24 { attributes.append(.text("round_mode", rounding.rawValue)) }
        return [onnx.add("Cast", [call.x], attributes)]
    }
}

extension Op.Dropout: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        onnx.note("dropout is left out: the file is for inference")
        return [call.x]
    }
}

extension Op.DropPath: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        onnx.note("stochastic depth is left out: the file is for inference")
        return [call.x]
    }
}

extension Op.Fmod: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("Mod", call.operands, [.flag("fmod", true)])]
    }
}

extension Op.ShiftLeft: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("BitShift", call.operands, [.text("direction", "LEFT")])]
    }
}

extension Op.ShiftRight: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("BitShift", call.operands, [.text("direction", "RIGHT")])]
    }
}

extension Op.IsInf: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("IsInf", [call.x], [.flag("detect_negative", negative), .flag("detect_positive", positive)])]
    }
}
