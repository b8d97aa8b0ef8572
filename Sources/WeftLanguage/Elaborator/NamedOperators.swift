import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

extension ElaborationRun {
    /// An operator by name with attributes; both are known to exist.
    func operation(_ name: String, _ attributes: [(String, Attribute)] = []) throws(Problem) -> any Operator {
        guard let type = Operators.named(name) else {
            throw .diagnostic(Diagnostic("unknown-operator", "there is no operator '\(name)'"))
        }
        var operation: any Operator = type.init()
        for (name, value) in attributes {
            do throws(Diagnostic) { try operation.setAttribute(name, value) } catch { throw .diagnostic(error) }
        }
        return operation
    }

    /// A number as a scalar constant, exactly as the element type holds it.
    mutating func constant(
        _ number: Double, integer: Int64, _ type: ElementType, at range: SourceRange
    ) throws(Problem) -> TensorValue {
        let plain: PlainTensor
        if type.isFloat {
            plain = PlainTensor(rounding: [number], type, shape: [])
        } else {
            if let allowed = type.integerRange, !allowed.contains(integer) {
                throw .diagnostic(
                    Diagnostic(
                        "number-out-of-range", "the number \(integer) is not a value of \(type.rawValue)", at: range,
                        help: "\(type.rawValue) holds \(allowed.lowerBound) to \(allowed.upperBound)"))
            }
            plain = PlainTensor(wrapping: [integer], type, shape: [])
        }
        return try add(operation("constant", [("value", .tensor(plain.tensor))]), [], at: range)[0]
    }

    /// A size as a scalar tensor.
    mutating func sizeNumber(
        _ dimension: Dimension, _ type: ElementType, at range: SourceRange
    ) throws(Problem) -> TensorValue {
        try add(operation("size", [("value", .dimension(dimension)), ("type", .elementType(type))]), [], at: range)[0]
    }

    /// A tensor of one number in every place.
    mutating func full(
        _ type: TensorType, _ value: Double, at range: SourceRange
    ) throws(Problem) -> TensorValue {
        let attributes: [(String, Attribute)] = [
            ("type", .elementType(type.elementType)), ("sizes", .dimensions(type.shape)), ("value", .real(value)),
        ]
        return try add(operation("full", attributes), [], at: range)[0]
    }
}
