import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// The body of a scan while it is built: the step of a recurrent node.
struct ONNXCellBuilder {
    private var builder: GraphBuilder
    private let type: ElementType
    /// What the sums that go into gates are clamped to, on both sides.
    private let clip: Double?

    init(_ name: String, _ type: ElementType, clip: Double?) {
        builder = GraphBuilder(name: name)
        self.type = type
        self.clip = clip
    }

    mutating func input(_ name: String, _ shape: [Dimension]) -> ValueID {
        builder.addInput(name, Fact(type, shape))
    }

    mutating func output(_ name: String, _ value: ValueID) { builder.addOutput(name, value) }

    var graph: Graph { builder.graph }

    /// Adds an operator with one result.
    mutating func add(_ operation: any Operator, _ operands: ValueID?...) throws(Diagnostic) -> ValueID {
        try builder.add(operation, operands)[0]
    }

    mutating func number(_ value: Double) throws(Diagnostic) -> ValueID {
        try builder.add(Op.Full(type, [], value), [])[0]
    }

    mutating func scaled(_ x: ValueID, _ factor: Double) throws(Diagnostic) -> ValueID {
        factor == 1 ? x : try add(Op.Multiply(), x, number(factor))
    }

    mutating func split(_ x: ValueID, _ parts: Int) throws(Diagnostic) -> [ValueID] {
        try builder.add(Op.Split(parts: parts, axis: 1), [x])
    }

    /// What stands before and behind a position along axis 0.
    mutating func split(_ x: ValueID, at position: Int, of count: Int) throws(Diagnostic) -> (ValueID, ValueID) {
        let parts = try builder.add(
            Op.Split(sizes: [Dimension(position), Dimension(count - position)], axis: 0), [x])
        return (parts[0], parts[1])
    }

    /// An activation, what goes into it clamped where the node says so.
    mutating func activated(_ x: ValueID, _ activation: ONNXCellActivation) throws(Diagnostic) -> ValueID {
        let clamped = try clip.map { limit throws(Diagnostic) in
            try add(Op.Clamp(min: -limit, max: limit), x)
        }
        return try activation.apply(clamped ?? x, &self)
    }
}
