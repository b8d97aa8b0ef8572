import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension Op.MatMul: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let type = try call.fact().elementType
        return [
            try onnx.widening(call.operands, type, for: "MatMul", to: .i32) { onnx, operands throws(Diagnostic) in
                onnx.add("MatMul", operands)
            }
        ]
    }
}

extension Op.Dense: ExportedOperator {
    /// Gemm for matrices; a product with the transposed weight, and a sum, for all else.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        if try call.fact().rank == 2 {
            return [onnx.add("Gemm", call.operands, [.flag("transB", true)])]
        }
        let weight = onnx.add("Transpose", [call.operand(1)], [.integers("perm", [1, 0])])
        let product = onnx.add("MatMul", [call.x, weight])
        return [call.has(2) ? onnx.add("Add", [product, call.operand(2)]) : product]
    }
}

extension Op.Einsum: ExportedOperator {
    /// ONNX names axes by single letters.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let equation = try EinsumEquation(self.equation)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        var names: [String: Character] = [:]
        func letter(_ name: String) throws(Diagnostic) -> Character {
            if let known = names[name] { return known }
            guard names.count < letters.count else {
                throw Diagnostic("cannot-export", "ONNX's Einsum names at most \(letters.count) axes")
            }
            names[name] = letters[names.count]
            return letters[names.count - 1]
        }
        func text(_ axes: [String]) throws(Diagnostic) -> String {
            var result = ""
            for axis in axes { result.append(try letter(axis)) }
            return result
        }
        var terms: [String] = []
        for operand in equation.operands { terms.append(try text(operand)) }
        let result = try text(equation.result)
        return [onnx.add("Einsum", call.operands, [.text("equation", "\(terms.joined(separator: ","))->\(result)")])]
    }
}

extension Op.Det: NamesakeOperator { static let onnxName = "Det" }
extension Op.MatMulInteger: NamesakeOperator { static let onnxName = "MatMulInteger" }

extension Op.ConvInteger: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let weight = try call.fact(1)
        return [onnx.add("ConvInteger", call.operands, try WindowAttributes.all(weight, stride, dilation, groups, pad))]
    }
}

extension Op.DeformConv: ExportedOperator {
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let attributes = try WindowAttributes.all(try call.fact(1), stride, dilation, groups, pad)
        return [onnx.add("DeformConv", call.operands, attributes + [.integer("offset_group", parts)])]
    }
}

extension Op.DeformTaps: ExportedOperator {
    /// A convolution whose channels each see one channel at one tap.
    func export(_ call: ExportedCall, to onnx: inout ONNXEmitter) throws(Diagnostic) -> [String] {
        let (x, result) = (try call.fact(), call.results[0])
        guard let channels = x.shape[1].value, let taps = result.shape[1].value else {
            throw Diagnostic(
                "cannot-export", "taps of an unknown number of channels have no form in ONNX",
                help: "fix the number of channels of x")
        }
        let kernel = try windows(axes: x.rank - 2).kernel
        let rows = channels * taps
        var ones = [Double](repeating: 0, count: rows * rows)
        for row in 0..<rows { ones[(row * channels + row % channels) * taps + row / channels] = 1 }
        let shape = [rows, channels] + kernel.compactMap(\.value)
        let weight = Fact(x.elementType, shape.map { Dimension($0) })
        let attributes = try WindowAttributes.all(weight, stride, dilation, 1, pad)
        let operands = [call.x, onnx.constant(ones, x.elementType, shape: shape), call.operand(1), ""]
        let columns = onnx.add(
            "DeformConv", call.has(2) ? operands + [call.operand(2)] : Array(operands.dropLast()),
            attributes + [.integer("offset_group", parts)])
        return [onnx.add("Reshape", [columns, try onnx.sizes(result.shape)])]
    }
}
