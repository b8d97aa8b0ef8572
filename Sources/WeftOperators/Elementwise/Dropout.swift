package import WeftGraph

extension Op {
    /// In training sets elements to 0 with probability p and scales the others by 1 / (1 − p) (Srivastava et al. 2014).
    ///
    /// In inference the tensor itself. ONNX `Dropout`.
    package struct Dropout: RandomDrop {
        package var p: Double = 0.5

        package static let signature = Signature(
            "dropout", [.required("x")], traits: [.elementwise, .dependsOnMode, .sharesMemory])
        package static let attributes: [AttributeField<Dropout>] = [AttributeField("p", \.p)]

        package init() {}

        package init(p: Double) {
            self.p = p
        }

        package static let examples = [
            OperatorExample("in inference", Dropout(p: 0.3), [.f32([1, 2])], gives: [.f32([1, 2])]),
            OperatorExample("not a probability", Dropout(p: 1.5), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
