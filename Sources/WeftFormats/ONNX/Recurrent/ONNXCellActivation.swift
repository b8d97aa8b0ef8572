import WeftDiagnostics
import WeftGraph
import WeftOperators

/// An activation that a recurrent node names, with its settings.
enum ONNXCellActivation {
    case sigmoid, tanh, relu, softsign, softplus
    case affine(alpha: Double, beta: Double)
    case leakyRelu(alpha: Double)
    case thresholdedRelu(alpha: Double)
    case scaledTanh(alpha: Double, beta: Double)
    case hardSigmoid(alpha: Double, beta: Double)
    case elu(alpha: Double)

    /// The activations of a node, in its order. Settings are lists of numbers for those that take one, in the same order;
    /// what the lists do not have is the function's own default.
    static func list(_ node: ONNXNode, otherwise: [String]) throws(Diagnostic) -> [ONNXCellActivation] {
        let names = try node.strings("activations") ?? otherwise
        var alphas = (try node.reals("activation_alpha") ?? [])[...]
        var betas = (try node.reals("activation_beta") ?? [])[...]
        var result: [ONNXCellActivation] = []
        for name in names {
            func alpha(_ byDefault: Double) -> Double { alphas.popFirst() ?? byDefault }
            func beta(_ byDefault: Double) -> Double { betas.popFirst() ?? byDefault }
            switch name.lowercased() {
            case "sigmoid": result.append(.sigmoid)
            case "tanh": result.append(.tanh)
            case "relu": result.append(.relu)
            case "softsign": result.append(.softsign)
            case "softplus": result.append(.softplus)
            case "affine": result.append(.affine(alpha: alpha(1), beta: beta(0)))
            case "leakyrelu": result.append(.leakyRelu(alpha: alpha(0.01)))
            case "thresholdedrelu": result.append(.thresholdedRelu(alpha: alpha(1)))
            case "scaledtanh": result.append(.scaledTanh(alpha: alpha(1), beta: beta(1)))
            case "hardsigmoid": result.append(.hardSigmoid(alpha: alpha(0.2), beta: beta(0.5)))
            case "elu": result.append(.elu(alpha: alpha(1)))
            default: throw Diagnostic("onnx-unsupported", "the activation '\(name)' is not supported")
            }
        }
        return result
    }

    /// Adds the function of a value to a cell.
    func apply(_ x: ValueID, _ cell: inout ONNXCellBuilder) throws(Diagnostic) -> ValueID {
        switch self {
        case .sigmoid: return try cell.add(Op.Sigmoid(), x)
        case .tanh: return try cell.add(Op.Tanh(), x)
        case .relu: return try cell.add(Op.Relu(), x)
        case .softsign: return try cell.add(Op.Softsign(), x)
        case .softplus: return try cell.add(Op.Softplus(beta: 1, threshold: .infinity), x)
        case .affine(let alpha, let beta): return try cell.add(Op.Add(), cell.scaled(x, alpha), cell.number(beta))
        case .leakyRelu(let alpha): return try cell.add(Op.LeakyRelu(slope: alpha), x)
        case .thresholdedRelu(let alpha):
            let isAbove = try cell.add(Op.Greater(), x, cell.number(alpha))
            return try cell.add(Op.Select(), isAbove, x, cell.number(0))
        case .scaledTanh(let alpha, let beta):
            return try cell.scaled(cell.add(Op.Tanh(), cell.scaled(x, beta)), alpha)
        case .hardSigmoid(let alpha, let beta): return try cell.add(Op.HardSigmoid(alpha: alpha, beta: beta), x)
        case .elu(let alpha): return try cell.add(Op.Elu(alpha: alpha), x)
        }
    }
}
