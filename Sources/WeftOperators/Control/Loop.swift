package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// A body that is run again and again, as long as a condition holds and for at most a number of trips. ONNX `Loop`;
    /// jax.lax.while_loop.
    ///
    /// Operands: the number of trips `i64[]` and the first condition `bool[]`, either of which may be absent, then the
    /// initial values of the carried states and the invariants. The body takes the number of the trip `i64[]`, the
    /// condition `bool[]`, the states and the invariants, and gives the next condition, the next states and the results
    /// of the trip. Results: the final states, then the results of all trips stacked along a new axis 0, whose size is
    /// found while running. A state may change sizes that the body names by a symbol of their own.
    package struct Loop: OperatorWithBody {
        package var body = Graph(name: "body")
        /// The number of states.
        package var carried = 0

        package init() {}

        package init(body: Graph, carried: Int) {
            self.body = body
            self.carried = carried
        }

        package static let signature = Signature(
            "loop", [.optional("trips"), .optional("condition"), .variadic("all")])

        package static let attributes: [AttributeField<Loop>] = [
            AttributeField("body", \.body), AttributeField("carried", \.carried),
        ]

        /// The number of results of each trip.
        var stacked: Int { body.outputs.count - carried - 1 }

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            let types = try LoopTypes(self, &inference)
            return types.results(&inference)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            var given: [PlainTensor] = []
            for index in operands.indices.dropFirst(2) { given.append(try operands.operand(index)) }
            return try run(
                trips: operands.optional(0)?.integers[0], condition: operands.optional(1).map { $0.integers[0] != 0 },
                states: Array(given[..<carried]), evaluation.binding
            ) { trip, condition, states throws(Diagnostic) in
                let head = [PlainTensor.i64([trip], []), .bools([condition], [])]
                let outputs = try body.run(
                    body: head + states + given[carried...], evaluation.binding, code: "loop-type-mismatch")
                return (outputs[0].integers[0] != 0, Array(outputs.dropFirst()))
            }
        }

        /// The body at a trip; only the states are memory of its own.
        package func bodiesInPlace(_ operands: [Fact?]) -> [BodyInPlace]? {
            var inference = Inference(operands)
            guard let types = try? LoopTypes(self, &inference) else { return nil }
            return [BodyInPlace(graph: body, sizes: types.sizes.symbols, ownInputs: 0..<(2 + carried))]
        }

        /// The number of trips where nothing ends the loop before that, and no size changes from trip to trip.
        package func knownTrips(_ operands: [Fact?]) -> Dimension? {
            var inference = Inference(operands)
            guard let types = try? LoopTypes(self, &inference), types.isUniform else { return nil }
            return types.trips
        }

        /// Those of the body, as often as is known: the trips of a known number, or those that results are stacked of.
        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            var inference = Inference(operands)
            guard let types = try? LoopTypes(self, &inference) else { return 0 }
            let trips = types.trips ?? results.dropFirst(carried).first?.shape.first ?? 1
            return types.sizes.multiplyAccumulates() * trips
        }
    }
}
