import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

extension Operator {
    /// Infers and evaluates with known sizes.
    func run(_ operands: [PlainTensor?], _ binding: [Symbol: Int] = [:]) throws(Diagnostic) -> [PlainTensor] {
        var inference = Inference(operands.map { $0?.fact })
        _ = try infer(&inference)
        return try evaluate(operands, Evaluation(binding: binding))
    }
}

extension Numbers {
    mutating func f32(_ shape: [Int]) -> PlainTensor {
        let count = shape.elementCount ?? 0
        return .f32((0..<count).map { _ in Double.random(in: -2...2, using: &self) }, shape)
    }
}
