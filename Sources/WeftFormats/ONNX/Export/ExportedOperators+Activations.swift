import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.Celu: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("Celu", [call.x], [.real("alpha", alpha)])]
    }
}

extension Op.Clamp: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let type = try call.fact().elementType
        let lowest = min.map { onnx.scalar($0, type) } ?? ""
        let highest = max.map { onnx.scalar($0, type) } ?? ""
        return [onnx.add("Clip", [call.x, lowest, highest])]
    }
}

extension Op.HardTanh: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let type = try call.fact().elementType
        let (lowest, highest) = (onnx.scalar(min, type), onnx.scalar(max, type))
        return [onnx.add("Clip", [call.x, lowest, highest])]
    }
}

extension Op.Elu: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("Elu", [call.x], [.real("alpha", alpha)])]
    }
}

extension Op.LeakyRelu: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("LeakyRelu", [call.x], [.real("alpha", slope)])]
    }
}

extension Op.HardSigmoid: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        [onnx.add("HardSigmoid", [call.x], [.real("alpha", alpha), .real("beta", beta)])]
    }
}

extension Op.HardSwish: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        if onnx.opset >= 14 { return [onnx.add("HardSwish", [call.x])] }
        let gate = onnx.add("HardSigmoid", [call.x], [.real("alpha", 1.0 / 6), .real("beta", 0.5)])
        return [onnx.add("Mul", [call.x, gate])]
    }
}

extension Op.Silu: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        let gate = onnx.add("Sigmoid", [call.x])
        return [onnx.add("Mul", [call.x, gate])]
    }
}

extension Op.Mish: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) -> [String] {
        if onnx.opset >= 18 { return [onnx.add("Mish", [call.x])] }
        let gate = onnx.add("Tanh", [onnx.add("Softplus", [call.x])])
        return [onnx.add("Mul", [call.x, gate])]
    }
}

extension Op.Softplus: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        if beta == 1 { return [onnx.add("Softplus", [call.x])] }
        let factor = onnx.scalar(beta, try call.fact().elementType)
        let scaled = onnx.add("Softplus", [onnx.add("Mul", [call.x, factor])])
        return [onnx.add("Div", [scaled, factor])]
    }
}

extension Op.Gelu: ExportedOperator {
    /// x / 2 · (1 + erf(x / √2)), or the approximation by tanh (Hendrycks and Gimpel 2016).
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let isExact = approximate == .exact
        if onnx.opset >= 20 {
            return [onnx.add("Gelu", [call.x], [.text("approximate", isExact ? "none" : "tanh")])]
        }
        let type = try call.fact().elementType
        let (one, half) = (onnx.scalar(1, type), onnx.scalar(0.5, type))
        let inner: String
        if isExact {
            inner = onnx.add("Erf", [onnx.add("Div", [call.x, onnx.scalar(2.0.squareRoot(), type)])])
        } else {
            let cube = onnx.add("Mul", [call.x, onnx.add("Mul", [call.x, call.x])])
            let sum = onnx.add("Add", [call.x, onnx.add("Mul", [cube, onnx.scalar(0.044715, type)])])
            inner = onnx.add("Tanh", [onnx.add("Mul", [sum, onnx.scalar((2 / Double.pi).squareRoot(), type)])])
        }
        let gate = onnx.add("Mul", [onnx.add("Add", [inner, one]), half])
        return [onnx.add("Mul", [call.x, gate])]
    }
}

extension Op.Prelu: ExportedOperator {
    /// A slope for each channel gets axes of size 1 for those behind the channels.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let rank = try call.fact().rank
        if rank == 0 {
            return [onnx.add("PRelu", [call.x, onnx.add("Squeeze", [call.operand(1), onnx.integers([0])])])]
        }
        guard try call.fact(1).shape != [1], rank > 2 else { return [onnx.add("PRelu", call.operands)] }
        let slope = onnx.add("Unsqueeze", [call.operand(1), onnx.integers(Array(1...(rank - 2)))])
        return [onnx.add("PRelu", [call.x, slope])]
    }
}
