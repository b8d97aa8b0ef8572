import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// Products of matrices.
enum ONNXProducts {
    static let mappings: [String: ONNXMapping] = [
        "MatMul": { importer, node throws(Diagnostic) in
            let (a, b) = (try importer.required(node, 0), try importer.required(node, 1))
            if let pool = try importer.adaptivePool(a, b) { return [pool] }
            return [try importer.one(Op.MatMul(), a, b)]
        },
        "Gemm": { importer, node throws(Diagnostic) in [try gemm(&importer, node)] },
        "Einsum": { importer, node throws(Diagnostic) in [try einsum(&importer, node)] },
    ]

    /// alpha · A · B + beta · C, with A and B transposed if asked. With B transposed and a bias it is a dense layer.
    private static func gemm(_ importer: inout ONNXGraphImporter, _ node: ONNXNode) throws(Diagnostic) -> ONNXOperand {
        var a = try importer.required(node, 0)
        let b = try importer.required(node, 1)
        let c = try importer.optional(node, 2)
        let (alpha, beta) = (try node.real("alpha", 1), try node.real("beta", 1))
        let type = importer.fact(a).elementType
        if try node.flag("transA") { a = try importer.one(Op.Transpose(order: [1, 0]), a) }
        if type.isFloat {
            let bias = c.flatMap { beta == 1 && alpha == 1 && importer.isBias($0, of: b, node) ? $0 : nil }
            let isTransposed = try node.flag("transB")
            if isTransposed || importer.isStored(b) {
                let weight = isTransposed ? b : try importer.rearranged(Op.Transpose(order: [1, 0]), b, as: "")
                if !isTransposed {
                    importer.file.ledger.note(
                        node.label, "the weight is transposed: [units, inputs] as in a dense layer")
                }
                let product = try importer.one(Op.Dense(), a, weight, bias)
                return try importer.scaledSum(product, alpha, bias == nil ? c : nil, beta)
            }
        }
        let right = try node.flag("transB") ? try importer.one(Op.Transpose(order: [1, 0]), b) : b
        return try importer.scaledSum(try importer.one(Op.MatMul(), a, right), alpha, c, beta)
    }

    /// Ours names the result's axes, and each axis by a letter: implicit results and ellipses are written out.
    private static func einsum(
        _ importer: inout ONNXGraphImporter, _ node: ONNXNode
    ) throws(Diagnostic) -> ONNXOperand {
        let operands = try importer.operands(node)
        let equation = (try node.string("equation") ?? "").filter { $0 != " " }
        let ranks = operands.map { importer.fact($0).rank }
        return try importer.all(Op.Einsum(try writtenOut(equation, ranks)), operands)[0]
    }

    private static func writtenOut(_ equation: String, _ ranks: [Int]) throws(Diagnostic) -> String {
        let sides = equation.split(separator: "->", omittingEmptySubsequences: false).map(String.init)
        guard sides.count <= 2, let left = sides.first else {
            throw Diagnostic("onnx-attribute", "the equation of Einsum has several arrows")
        }
        var terms = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard terms.count == ranks.count else {
            throw Diagnostic(
                "onnx-attribute", "the equation of Einsum has \(terms.count) terms for \(ranks.count) operands")
        }
        let used = Set(equation)
        let free = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".filter { !used.contains($0) }
        var widest = 0
        for (term, rank) in zip(terms, ranks) where term.contains("...") { widest = max(widest, rank - term.count + 3) }
        guard widest <= free.count else {
            throw Diagnostic("onnx-attribute", "the equation of Einsum has too many axes")
        }
        let letters = String(free.prefix(widest))
        for index in terms.indices {
            let width = ranks[index] - terms[index].count + 3
            guard width >= 0 || !terms[index].contains("...") else {
                throw Diagnostic("onnx-attribute", "a term of the equation of Einsum has too many axes")
            }
            terms[index] = terms[index].replacing("...", with: letters.suffix(max(width, 0)))
        }
        if sides.count == 2 {
            let result = sides[1].replacing("...", with: letters)
            return terms.joined(separator: ",") + "->" + result
        }
        var counts: [Character: Int] = [:]
        for character in left where character.isLetter { counts[character, default: 0] += 1 }
        let single = counts.filter { $0.value == 1 }.keys.sorted()
        return terms.joined(separator: ",") + "->" + letters + String(single)
    }
}

extension ONNXGraphImporter {
    func isStored(_ operand: ONNXOperand) -> Bool {
        if case .stored = operand { return true }
        return false
    }

    /// Whether an operand has one number for each unit of a product, that is, is a bias.
    fileprivate func isBias(_ operand: ONNXOperand, of weight: ONNXOperand, _ node: ONNXNode) -> Bool {
        let isTransposed = (try? node.flag("transB")) ?? false
        let units = fact(weight).shape[isTransposed ? 0 : fact(weight).rank - 1]
        return fact(operand).shape == [units]
    }

    /// alpha · product + beta · addend.
    fileprivate mutating func scaledSum(
        _ product: ONNXOperand, _ alpha: Double, _ addend: ONNXOperand?, _ beta: Double
    ) throws(Diagnostic) -> ONNXOperand {
        let left = try scaled(product, alpha)
        guard let addend, beta != 0 else { return left }
        return try one(Op.Add(), left, try scaled(addend, beta))
    }

    /// The operand times a number; itself for 1.
    mutating func scaled(_ operand: ONNXOperand, _ factor: Double) throws(Diagnostic) -> ONNXOperand {
        if factor == 1 { return operand }
        return try one(Op.Multiply(), operand, .scalar(factor, fact(operand).elementType))
    }
}
