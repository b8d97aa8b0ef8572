public import WeftDiagnostics
public import WeftGraph
import WeftOperators
package import WeftRuntime
public import WeftTensors

extension Model {
    /// Gives a tensor to every parameter that has none, as its initialiser says.
    ///
    /// A parameter's numbers depend on the seed and its full name alone.
    ///
    /// - Returns: the names of the parameters that had none, in the model's order.
    /// - Throws: `open-parameter` for sizes that are not known; `parameters-too-large`.
    @discardableResult
    public mutating func initializeParameters(seed: UInt64 = 0) throws(Diagnostic) -> [String] {
        var names: [String] = []
        let most = Budgets().tensorElements
        var elements = 0
        for parameter in graph.parameters
        where weights[parameter.name] == nil && leftOut[parameter.name] == nil {
            let type = graph.type(parameter.value)
            let (sum, overflow) = elements.addingReportingOverflow(type.elementCount.value ?? 0)
            guard !overflow, sum <= most else {
                throw Diagnostic(
                    "parameters-too-large",
                    "parameter '\(parameter.name)' of type \(type) makes more than \(most) elements to initialise",
                    help: "give trained weights, which are mapped, or smaller sizes")
            }
            elements = sum
            guard let sizes = type.sizes([:]) else {
                throw Diagnostic(
                    "open-parameter", "parameter '\(parameter.name)' of type \(type) has sizes that are not known",
                    help: "bind them: -D NAME=SIZE")
            }
            weights[parameter.name] = ParameterInitializer.tensor(
                name: parameter.name, type: type.elementType, sizes: sizes, initializer: parameter.initializer,
                seed: seed)
            names.append(parameter.name)
        }
        return names
    }

    /// Compiles the model and runs it once; for several runs make a ``session()``.
    ///
    /// - Parameter inputs: a tensor for each input, by name, of its type.
    /// - Returns: the outputs by name.
    /// - Throws: all that is wrong with the inputs in one go; `missing-parameter` if a parameter has no tensor; or what
    ///   an operator finds wrong with the data, such as an index out of range.
    public func run(_ inputs: [String: Tensor]) throws(DiagnosticList) -> [String: Tensor] {
        let session = try single { () throws(Diagnostic) in try self.session() }
        return try run(inputs, in: session)
    }

    /// Runs the model in a session that was made of it.
    package func run(_ inputs: [String: Tensor], in session: Session) throws(DiagnosticList) -> [String: Tensor] {
        let problems = inputProblems(inputs)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return try single { () throws(Diagnostic) in try session.run(inputs) }
    }

    /// Runs the model with the reference interpreter: plain loops that accumulate in double.
    ///
    /// It is slow, and what compiled runs are compared with. Parameters, results and errors are those of `run`.
    public func interpret(_ inputs: [String: Tensor]) throws(DiagnosticList) -> [String: Tensor] {
        try interpret(inputs) { _, _ in }
    }

    /// Runs the model with the interpreter, telling how many of how many operators are done.
    package func interpret(
        _ inputs: [String: Tensor], progress: (_ done: Int, _ total: Int) -> Void
    ) throws(DiagnosticList) -> [String: Tensor] {
        let problems = inputProblems(inputs)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return try single { () throws(Diagnostic) in
            let results = try interpreted(inputs) { node, _ in progress(node + 1, graph.nodes.count) }
            return Dictionary(results.map { ($0.name, $0.value.tensor) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The outputs in order, for inputs that fit; `observe` sees what each node gave.
    func interpreted(
        _ inputs: [String: Tensor], observe: (_ node: Int, _ results: [PlainTensor]) -> Void
    ) throws(Diagnostic) -> [(name: String, value: PlainTensor)] {
        try Interpreter(graph: graph).run(
            inputs: inputs.mapValues { PlainTensor($0) },
            weights: { name throws(Diagnostic) in
                guard let tensor = weights[name] else {
                    throw Diagnostic(
                        "missing-parameter", "parameter '\(name)' has no tensor",
                        help: leftOut[name] == nil
                            ? "initializeParameters(seed:) makes one"
                            : "the file holds packed weights alone, which the interpreter does not read")
                }
                try tensor.validate()
                return PlainTensor(tensor)
            }, observe: observe)
    }
}
