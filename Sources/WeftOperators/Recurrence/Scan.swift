package import WeftDiagnostics
package import WeftGraph
package import WeftTensors

extension Op {
    /// Steps along an axis with states: the body is run once for each step, its next states going into the next step.
    ///
    /// Operands: the initial values of the carried states, the sequences, the invariants, then `lengths` if there are
    /// any. The body takes the states, a step of each sequence (without `axis`) and the invariants, and gives the next
    /// states, the results of the step and, with `has_stop`, a `bool[N]`. Results: the steps' results stacked along `axis`,
    /// the final states and, with `has_stop`, the rows' numbers of steps `i32[N]`. Without sequences `steps` says how many.
    ///
    /// Rows are axis 0 of states, steps and results. With `lengths` row n takes `lengths[n]` steps: then its states stand
    /// still and its results are 0. With `reverse` a row begins at its own last position, and results lie where they
    /// belong. A stop makes that step the row's last. A state without axes moves as long as any row does. At steps beyond
    /// its own a row is shown its last step again, or zeros where it has none; nothing depends on that.
    /// ONNX Scan, Loop, and the sequence_lens of LSTM, GRU and RNN.
    package struct Scan: OperatorWithBody {
        package var body = Graph(name: "body")
        /// The number of states.
        package var carried = 0
        /// The number of sequences.
        package var scanned = 0
        package var axis = 1
        package var reverse = false
        package var steps: Dimension?
        package var hasLengths = false
        package var hasStop = false

        package init() {}

        package init(
            body: Graph, carried: Int, scanned: Int, axis: Int = 1, reverse: Bool = false, steps: Dimension? = nil,
            hasLengths: Bool = false, hasStop: Bool = false
        ) {
            self.body = body
            self.carried = carried
            self.scanned = scanned
            self.axis = axis
            self.reverse = reverse
            self.steps = steps
            self.hasLengths = hasLengths
            self.hasStop = hasStop
        }

        package static let signature = Signature("scan", [.variadic("all")])

        package static let attributes: [AttributeField<Scan>] = [
            AttributeField("body", \.body), AttributeField("carried", \.carried), AttributeField("scanned", \.scanned),
            AttributeField("axis", \.axis), AttributeField("reverse", \.reverse), AttributeField("steps", \.steps),
            AttributeField("has_lengths", \.hasLengths), AttributeField("has_stop", \.hasStop),
        ]

        package func infer(_ inference: inout Inference) throws(Diagnostic) -> [Fact] {
            var types = try ScanTypes(self, &inference)
            return try types.results(&inference)
        }

        package func evaluate(
            _ operands: [PlainTensor?], _ evaluation: Evaluation
        ) throws(Diagnostic) -> [PlainTensor] {
            var loop = try ScanLoop(self, operands, evaluation)
            return try loop.run()
        }

        /// The body at a step; only the states are memory of its own.
        package func bodiesInPlace(_ operands: [Fact?]) -> [BodyInPlace]? {
            var inference = Inference(operands)
            guard let sizes = try? ScanTypes(self, &inference).sizes else { return nil }
            return [BodyInPlace(graph: body, sizes: sizes.symbols, ownInputs: 0..<carried)]
        }

        /// Those of the body for each step, and once those of nodes that depend on invariants alone.
        package func multiplyAccumulates(_ operands: [Fact?], _ results: [Fact]) -> Dimension {
            var inference = Inference(operands)
            guard let types = try? ScanTypes(self, &inference), let sizes = types.sizes, let plan = try? ScanPlan(self)
            else { return 0 }
            return sizes.multiplyAccumulates(plan.once) + sizes.multiplyAccumulates(plan.everyStep) * types.steps
        }

        /// The number of steps and the body's symbols in terms of the operands' sizes; nil where the operands do not fit.
        package func sizes(_ operands: [Fact?]) -> (steps: Dimension, symbols: [Symbol: Dimension])? {
            var inference = Inference(operands)
            guard let types = try? ScanTypes(self, &inference), let sizes = types.sizes else { return nil }
            return (types.steps, sizes.symbols)
        }

        package var fixedBodyInputs: Swift.Range<Int> {
            min(carried + scanned, body.inputs.count)..<body.inputs.count
        }

        package func receptiveFields(_ operands: [Fact?], _ results: [Fact]) -> [[[AxisField]?]] {
            guard let fields = ScanFields(self, operands, results) else { return wholeFields(operands, results) }
            return fields.all
        }

        /// The number of results of each step.
        package var stacked: Int { body.outputs.count - carried - (hasStop ? 1 : 0) }
    }
}
