package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// One of two bodies, by a truth value: `then_body` where it is true, `else_body` where it is not. ONNX `If`;
    /// jax.lax.cond.
    ///
    /// Both bodies take all captures, in order, and give as many results of the same element types and ranks. Sizes in
    /// which they differ are found while running. Only the body that is chosen runs, and only its conditions must hold.
    package struct Branch: OperatorWithBody {
        package var thenBody = Graph(name: "then")
        package var elseBody = Graph(name: "else")

        package init() {}

        package init(then thenBody: Graph, else elseBody: Graph) {
            self.thenBody = thenBody
            self.elseBody = elseBody
        }

        package static let signature = Signature("branch", [.required("condition"), .variadic("captures")])

        package static let attributes: [AttributeField<Branch>] = [
            AttributeField("then_body", \.thenBody), AttributeField("else_body", \.elseBody),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let condition = try inference.operand(0, "condition", .bool)
            try condition.requireRank(0...0, "condition", "[]")
            let sides = (try sizes(thenBody, "then_body", &inference), try sizes(elseBody, "else_body", &inference))
            guard thenBody.outputs.count == elseBody.outputs.count else {
                throw Diagnostic(
                    "bad-branch-body",
                    "the bodies give \(thenBody.outputs.count) and \(elseBody.outputs.count) results",
                    help: "both give as many")
            }
            // A condition that is known leaves nothing open: the sizes are those of the body that it chooses.
            let chosen = condition.contents?.first?.value.map { $0 != 0 }
            var results: [Fact] = []
            for (left, right) in zip(thenBody.outputs, elseBody.outputs) {
                let types = (sides.0.type(of: left), sides.1.type(of: right))
                results.append(Fact(try merged(types, left.name, chosen, sides, &inference)))
            }
            return results
        }

        private func sizes(
            _ body: Graph, _ name: String, _ inference: inout Inference
        ) throws(Diagnostic) -> BodySizes {
            try body.checkBody("bad-branch-body")
            var given: [Fact] = []
            for index in inference.operands.indices.dropFirst() { given.append(try inference.operand(index)) }
            guard body.inputs.count == given.count else {
                throw Diagnostic(
                    "bad-branch-body",
                    "\(name) has \(body.inputs.count) inputs, but there are \(given.count) captures",
                    help: "both bodies take all captures, in order")
            }
            return try BodySizes(body, "a body of a branch", given: given.map(\.type), &inference) { index, wanted in
                Diagnostic(
                    "branch-type-mismatch", "'\(body.inputs[index].name)' does not fit \(name)",
                    labels: [given[index].label(body.inputs[index].name), "the body takes \(wanted)"])
            }
        }

        /// The type of a result that either body may give.
        private func merged(
            _ types: (TensorType, TensorType), _ name: String, _ chosen: Bool?, _ sides: (BodySizes, BodySizes),
            _ inference: inout Inference
        ) throws(Diagnostic) -> TensorType {
            let (left, right) = types
            if let chosen {
                let (type, side) = chosen ? (left, sides.0) : (right, sides.1)
                return TensorType(type.elementType, type.shape.map { side.isFound($0) ? inference.dataSize() : $0 })
            }
            guard left.elementType == right.elementType, left.rank == right.rank else {
                throw Diagnostic(
                    "branch-type-mismatch", "the bodies give different types for the result '\(name)'",
                    labels: ["then_body gives \(left)", "else_body gives \(right)"],
                    help: "element types and ranks must be the same; cast and reshape make them so")
            }
            var shape: [Dimension] = []
            for (a, b) in zip(left.shape, right.shape) {
                if sides.0.isFound(a) || sides.1.isFound(b) {
                    shape.append(inference.dataSize())
                } else if inference.assumptions.equal(a, b) == .proved {
                    shape.append(a)
                } else {
                    shape.append(inference.dataSize(atMost: .maximum(a, b)))
                }
            }
            return TensorType(left.elementType, shape)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            let body = try operands.operand(0).integers[0] != 0 ? thenBody : elseBody
            var captures: [PlainTensor] = []
            for index in operands.indices.dropFirst() { captures.append(try operands.operand(index)) }
            return try body.run(body: captures, evaluation.binding, code: "branch-type-mismatch")
        }

        package func bodiesInPlace(_ operands: [Fact?]) -> [BodyInPlace]? {
            var inference = Inference(operands)
            guard let left = try? sizes(thenBody, "then_body", &inference),
                let right = try? sizes(elseBody, "else_body", &inference)
            else { return nil }
            return [left, right].map { BodyInPlace(graph: $0.body, sizes: $0.symbols, ownInputs: 0..<0) }
        }

        /// Those of the body that takes more.
        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            var inference = Inference(operands)
            guard let left = try? sizes(thenBody, "then_body", &inference),
                let right = try? sizes(elseBody, "else_body", &inference)
            else { return 0 }
            return .maximum(left.multiplyAccumulates(), right.multiplyAccumulates())
        }

        package static let examples = [
            OperatorExample(
                "true", Branch(then: doubled, else: joined), [.bools([true], []), .f32([1, 2])], gives: [.f32([2, 4])]),
            OperatorExample(
                "false, of another size", Branch(then: doubled, else: joined), [.bools([false], []), .f32([1, 2])],
                gives: [.f32([1, 2, 1, 2])]),
            OperatorExample(
                "no captures", Branch(then: Branch.number(3), else: Branch.number(4)), [.bools([true], [])],
                gives: [.i64([3], [])]),
            OperatorExample(
                "a list of conditions", Branch(then: doubled, else: joined), [.bools([true]), .f32([1, 2])],
                refusedWith: "rank-mismatch"),
            OperatorExample(
                "other types", Branch(then: doubled, else: doubled), [.bools([true], []), .i32([1, 2])],
                refusedWith: "branch-type-mismatch"),
            OperatorExample(
                "a capture too few", Branch(then: doubled, else: joined), [.bools([true], [])],
                refusedWith: "bad-branch-body"),
        ]

        private static let doubled = Graph.body { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
            builder.addOutput("y", try builder.add(Op.Add(), [x, x])[0])
        }

        private static let joined = Graph.body { builder throws(Diagnostic) in
            let x = builder.addInput("x", Fact(.f32, [Dimension(Symbol("N"))]))
            builder.addOutput("y", try builder.add(Op.Concat(axis: 0), [x, x])[0])
        }

        private static func number(_ value: Double) -> Graph {
            Graph.body { builder throws(Diagnostic) in
                builder.addOutput("y", try builder.add(Op.Full(.i64, [], value), [])[0])
            }
        }
    }
}

extension BodySizes {
    fileprivate func type(of output: Graph.Output) -> TensorType { substituted(body.type(output.value)) }

    /// Whether a size hangs on what the body finds while it runs.
    fileprivate func isFound(_ size: Dimension) -> Bool { size.symbols.contains(where: isOwn) }
}
