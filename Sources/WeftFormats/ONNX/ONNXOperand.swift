import WeftGraph
import WeftOperators
import WeftTensors

/// What a name of an ONNX graph stands for.
indirect enum ONNXOperand {
    /// A value of the graph.
    case value(ValueID)
    /// Numbers that are known: they stand in the graph, as a constant, only if something reads them there.
    case known(Tensor)
    /// A tensor of the file under its name: a parameter of the model, if something reads it.
    case stored(String, Tensor)
    /// A tensor of one number that a node of a name gives: it stands in the graph where it is first read.
    case filled(String, Op.Full, Fact)
    /// Strings, as ``ONNXText`` lays them out.
    case text(ONNXOperand)

    /// The numbers, where they are known before the run.
    var tensor: Tensor? {
        switch self {
        case .value, .filled: nil
        case .known(let tensor), .stored(_, let tensor): tensor
        case .text(let bytes): bytes.tensor
        }
    }

    /// Whether it is a tensor that becomes a parameter.
    var isStored: Bool {
        if case .stored = self { return true }
        return false
    }

    /// Whether the elements are strings.
    var isText: Bool {
        if case .text = self { return true }
        return false
    }

    /// The value with its bytes said to be strings, or not.
    func counted(asText isText: Bool) -> ONNXOperand { isText ? .text(self) : self }

    /// The numbers, where they are known and no parameter.
    var knownTensor: Tensor? {
        if case .known(let tensor) = self { return tensor }
        return nil
    }

    /// Whole numbers or reals as a known operand of rank 1, or of rank 0 for one alone.
    static func numbers(_ values: [Int], _ type: ElementType = .i64) -> ONNXOperand {
        type.isFloat
            ? .known(PlainTensor(rounding: values.map { Double($0) }, type, shape: [values.count]).tensor)
            : .known(PlainTensor(wrapping: values.map { Int64($0) }, type, shape: [values.count]).tensor)
    }

    /// A number without axes.
    static func scalar(_ value: Double, _ type: ElementType) -> ONNXOperand {
        type.isFloat
            ? .known(PlainTensor(rounding: [value], type, shape: []).tensor)
            : .known(PlainTensor(wrapping: [Int64(clampingReal: value)], type, shape: []).tensor)
    }
}
