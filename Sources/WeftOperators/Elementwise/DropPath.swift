package import WeftGraph

extension Op {
    /// In training sets whole rows (axis 0) to 0 with probability p and scales the others by 1 / (1 − p), also called
    /// stochastic depth (Huang et al. 2016; timm's `drop_path`).
    ///
    /// In inference the tensor itself. ONNX has none.
    package struct DropPath: RandomDrop {
        package var p: Double = 0

        package static let signature = Signature(
            "drop_path", [.required("x")], traits: [.elementwise, .dependsOnMode, .sharesMemory])
        package static let attributes: [AttributeField<DropPath>] = [AttributeField("p", \.p)]

        package init() {}

        package init(p: Double) {
            self.p = p
        }

        package static let examples = [
            OperatorExample("in inference", DropPath(p: 0.3), [.f32([1, 2])], gives: [.f32([1, 2])]),
            OperatorExample("not a probability", DropPath(p: 1.5), [.f32([1])], refusedWith: "bad-attribute"),
        ]
    }
}
