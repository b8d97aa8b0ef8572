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
            let trips = operands.optional(0)?.integers[0] ?? .max
            var goesOn = operands.optional(1)?.integers[0] ?? 1
            var results = body.outputs.dropFirst(1 + carried).map { LoopResult(body.type($0.value), $0.name) }
            var trip: Int64 = 0
            while trip < trips, goesOn != 0 {
                guard trip < Int64(Budgets().steps) else {
                    throw Diagnostic(
                        "too-many-steps", "a loop goes on after \(Budgets().steps) trips",
                        help: "its condition may never become false")
                }
                let inputs = [.i64([trip], []), PlainTensor(wrapping: [goesOn], .bool, shape: [])] + given
                do {
                    let outputs = try body.run(body: inputs, evaluation.binding, code: "loop-type-mismatch")
                    goesOn = outputs[0].integers[0]
                    for index in 0..<carried { given[index] = outputs[1 + index] }
                    for index in results.indices { try results[index].append(outputs[1 + carried + index]) }
                } catch {
                    throw error.noting("at trip \(trip)")
                }
                trip += 1
            }
            var tensors = Array(given[..<carried])
            for result in results { tensors.append(try result.tensor(evaluation.binding)) }
            return tensors
        }

        /// The body at a trip; only the states are memory of its own.
        package func bodiesInPlace(_ operands: [Fact?]) -> [BodyInPlace]? {
            var inference = Inference(operands)
            guard let types = try? LoopTypes(self, &inference) else { return nil }
            return [BodyInPlace(graph: body, sizes: types.sizes.symbols, ownInputs: 0..<(2 + carried))]
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

/// The results of the trips of a loop, put together.
struct LoopResult {
    private let type: TensorType
    private let name: String
    private var step: [Int]?
    private var trips = 0
    private var reals: [Double] = []
    private var integers: [Int64] = []

    init(_ type: TensorType, _ name: String) {
        self.type = type
        self.name = name
    }

    mutating func append(_ tensor: PlainTensor) throws(Diagnostic) {
        guard step == nil || step == tensor.shape else {
            throw Diagnostic(
                "loop-size-varies", "the result '\(name)' has the sizes \(tensor.shape), but \(step ?? []) before",
                help: "results of trips are stacked, so all have the same sizes")
        }
        step = tensor.shape
        trips += 1
        guard reals.count + integers.count + tensor.count <= Budgets().tensorElements else {
            throw Diagnostic("tensor-too-large", "the results '\(name)' are more elements than can be held")
        }
        switch tensor.elements {
        case .reals(let values): reals += values
        case .integers(let values): integers += values
        }
    }

    /// The stacked result; without trips, sizes that were never found are 0.
    func tensor(_ binding: [Symbol: Int]) throws(Diagnostic) -> PlainTensor {
        let shape = [trips] + (step ?? type.shape.map { $0.evaluated(binding) ?? 0 })
        let elements: PlainTensor.Elements = type.elementType.isFloat ? .reals(reals) : .integers(integers)
        return PlainTensor(unchecked: elements, type.elementType, shape: try shape.counted())
    }
}
