import Testing
import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

extension Numbers {
    mutating func ints(_ count: Int, _ range: ClosedRange<Int>) -> [Int] { (0..<count).map { _ in int(range) } }

    /// Multiples of 1/8 from -2 to 2, whose small sums and products are exact.
    mutating func f32(_ shape: [Int]) -> PlainTensor {
        .f32((0..<shape.reduce(1, *)).map { _ in Double(int(-16...16)) / 8 }, shape)
    }
}

/// The largest difference of two tensors of one type and shape; infinite when those differ.
func distance(_ a: PlainTensor, _ b: PlainTensor) -> Double {
    guard a.elementType == b.elementType, a.shape == b.shape else { return .infinity }
    return zip(a.reals, b.reals).map { $0 == $1 ? 0 : ($0 - $1).magnitude }.max() ?? 0
}

extension Operator {
    /// Infers and evaluates with known sizes.
    func run(_ operands: [PlainTensor?], _ binding: [Symbol: Int] = [:]) throws(Diagnostic) -> [PlainTensor] {
        var inference = Inference(operands.map { $0.map { Fact($0.elementType, $0.shape.map { Dimension($0) }) } })
        _ = try infer(&inference)
        return try evaluate(operands, Evaluation(binding: binding))
    }
}

extension Interpreter {
    /// The outputs of a graph without parameters.
    func run(_ inputs: [String: PlainTensor]) throws(Diagnostic) -> [PlainTensor] {
        let outputs = try run(
            inputs: inputs, weights: { name throws(Diagnostic) in throw Diagnostic("no-weight", name) })
        return outputs.map(\.value)
    }
}

/// A body or a graph made by a closure.
func graph(_ build: (inout GraphBuilder) throws(Diagnostic) -> Void) throws(Diagnostic) -> Graph {
    var builder = GraphBuilder(name: "test")
    try build(&builder)
    return builder.graph
}

func size(_ name: String) -> Dimension { Dimension(Symbol(name)) }

/// The code of the diagnostic that a run ends with.
func code(_ run: () throws -> Void) -> String? {
    do {
        try run()
        return nil
    } catch {
        return (error as? Diagnostic)?.code
    }
}
