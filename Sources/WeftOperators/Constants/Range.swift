package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// The whole numbers from 0 on, as many as said. torch.arange; ONNX `Range`, as `start + range * step`.
    package struct Range: Operator {
        package var count: Dimension = 0
        package var type = ElementType.i64

        package static let signature = Signature("range", [])
        package static let attributes: [AttributeField<Range>] = [
            AttributeField("count", \.count), AttributeField("type", \.type),
        ]

        package init() {}

        package init(_ count: Dimension, type: ElementType = .i64) {
            self.count = count
            self.type = type
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            guard ElementClass.number.contains(type) else {
                throw Diagnostic(
                    "bad-attribute", "a range is of numbers that are computed with, which \(type.rawValue) is not",
                    help: "cast(range(…), \(type.rawValue)) converts it")
            }
            try inference.requireSizes([count])
            if let range = type.integerRange, let most = Int(exactly: range.upperBound), most < .max {
                try inference.require(Dimension(most) + 1, atLeast: count, "a range must fit its element type") {
                    Diagnostic(
                        "range-too-long", "\(type.rawValue) does not hold all numbers below \(count)",
                        help: "i64 holds them")
                }
            }
            let known = count.value.flatMap { $0 <= Fact.largestContents ? (0..<$0).map { Dimension($0) } : nil }
            return [Fact(following: known, type, [count])]
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let count = try evaluation.size(count)
            if type.isFloat {
                return [PlainTensor(rounding: (0..<count).map { Double($0) }, type, shape: [count])]
            }
            return [PlainTensor(wrapping: (0..<count).map { Int64($0) }, type, shape: [count])]
        }

        package static let examples = [
            OperatorExample("integers", Range(3), [], gives: [.i64([0, 1, 2])]),
            OperatorExample("floats", Range(2, type: .f32), [], gives: [.f32([0, 1])]),
            OperatorExample("none", Range(0, type: .u8), [], gives: [.u8([])]),
            OperatorExample("fewer than none", Range(-1), [], refusedWith: "negative-size"),
            OperatorExample("too long", Range(300, type: .u8), [], refusedWith: "range-too-long"),
            OperatorExample("not of truth values", Range(2, type: .bool), [], refusedWith: "bad-attribute"),
        ]
    }
}
