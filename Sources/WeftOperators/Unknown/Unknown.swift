package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// An operator that this build does not know: it keeps its name, its attributes and the types of its results, so
    /// that what holds it can be inspected and saved again. It cannot be evaluated.
    package struct Unknown: NamedOperator {
        package let ownName: String
        package private(set) var ownAttributes: [(name: String, value: Attribute)]
        /// The types that its results are declared to have.
        package let resultTypes: [TensorType]

        package init() {
            self.init("unknown", attributes: [], resultTypes: [])
        }

        package init(_ name: String, attributes: [(name: String, value: Attribute)], resultTypes: [TensorType]) {
            ownName = name
            ownAttributes = attributes
            self.resultTypes = resultTypes
        }

        package static let signature = Signature("unknown", [.variadic("operands")], isOpen: true)

        /// Replaces the attribute of the name, or adds it.
        package mutating func setOwnAttribute(_ name: String, _ value: Attribute) {
            if let index = ownAttributes.firstIndex(where: { $0.name == name }) {
                ownAttributes[index].value = value
            } else {
                ownAttributes.append((name, value))
            }
        }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            resultTypes.map { Fact($0) }
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            throw Diagnostic(
                "unknown-operator", "the operator '\(ownName)' is not known, so it cannot be run",
                help: "what does not need its results can still be checked and saved")
        }

        package static let examples: [OperatorExample] = []
    }
}
