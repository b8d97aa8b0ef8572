import Testing
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftLanguage
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Texts elaborated for tests.
enum Elaborating {
    /// The graph of a text that is right; its diagnostics fail the test otherwise.
    static func graph(
        _ text: String, files: [String: String] = [:], model: String? = nil, dimensions: [String: Int] = [:],
        values: [(name: String, text: String)] = []
    ) throws -> Graph {
        try self.model(text, files: files, model: model, dimensions: dimensions, values: values).graph
    }

    /// The model of a text that is right.
    static func model(
        _ text: String, files: [String: String] = [:], model: String? = nil, dimensions: [String: Int] = [:],
        values: [(name: String, text: String)] = []
    ) throws -> Model {
        var options = ElaborationOptions()
        options.modelName = model
        options.dimensions = dimensions
        options.hyperParameters = values
        let result = run(text, files: files, options: options)
        let said = result.diagnostics.filter { $0.severity == .error }.map { TerminalRenderer().render($0) }
        #expect(said.isEmpty, "\(said.joined(separator: "\n"))")
        return try #require(result.model)
    }

    static func run(
        _ text: String, files: [String: String] = [:], options: ElaborationOptions = ElaborationOptions()
    ) -> Elaboration {
        let provider = SourceProvider { path throws(Diagnostic) in
            if let text = files[path] { return SourceFile(name: path, text: text) }
            guard let text = EmbeddedTexts.text(named: "zoo/\(path)") else {
                throw Diagnostic("file-not-found", "there is no file '\(path)'")
            }
            return SourceFile(name: path, bytes: text)
        }
        return Elaborator.elaborate(
            SourceFile(name: "spec.weft", text: text), provider: provider, options: options)
    }

    /// The codes of what is said of a text.
    static func codes(_ text: String) -> [String] { run(text).diagnostics.map(\.code) }

    /// The text of a model of the zoo.
    static func zoo(_ name: String) throws -> String {
        String(decoding: try #require(EmbeddedTexts.text(named: "zoo/\(name).weft")), as: UTF8.self)
    }

    static let zooNames = EmbeddedTexts.names.filter { $0.hasPrefix("zoo/") && $0.hasSuffix(".weft") }
        .map { String($0.dropFirst(4).dropLast(5)) }.filter { !$0.contains("/") }
}

extension Graph {
    /// Each parameter with its type; buffers in parentheses.
    var parameterTexts: [String] {
        parameterTypes.map { $0.isTrained ? "\($0.name): \($0.type)" : "(\($0.name): \($0.type))" }
    }

    var parameterNames: [String] { parameterTypes.map(\.name) }

    /// The number of trained elements.
    var trainedCount: Int {
        parameterTypes.filter(\.isTrained).reduce(0) { $0 + ($1.type.elementCount.value ?? 0) }
    }

    /// The operators of the graph itself, without those of bodies.
    var operators: [String] { nodes.map(\.operation.name) }

    /// The bodies of its scans.
    var bodies: [Graph] { nodes.compactMap { ($0.operation as? Op.Scan)?.body } }

    /// The outputs for given inputs; every weight is what its initialiser makes of a seed, or what is given.
    func outputs(
        _ inputs: [String: PlainTensor], weights: [String: PlainTensor] = [:]
    ) throws -> [String: PlainTensor] {
        let results = try Interpreter(graph: self).run(
            inputs: inputs,
            weights: { name throws(Diagnostic) in
                if let given = weights[name] { return given }
                return try self.weight(name)
            })
        return Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0.value) })
    }

    /// The first value of a parameter.
    func weight(_ name: String) throws(Diagnostic) -> PlainTensor {
        guard let parameter = parameters.first(where: { $0.name == name }), let sizes = type(parameter.value).sizes([:])
        else { throw Diagnostic("no-weight", name) }
        return PlainTensor(
            ParameterInitializer.tensor(
                name: name, type: type(parameter.value).elementType, sizes: sizes,
                initializer: parameter.initializer, seed: 7))
    }
}

extension PlainTensor {
    /// Numbers by chance between -1 and 1, the same in every run.
    static func random(_ shape: [Int], seed: UInt64) -> PlainTensor {
        var generator = Numbers(state: seed)
        return .f32((0..<shape.reduce(1, *)).map { _ in Double.random(in: -1...1, using: &generator) }, shape)
    }

    /// The largest difference to another tensor; infinite when the shapes differ.
    func distance(to other: PlainTensor) -> Double {
        guard shape == other.shape else { return .infinity }
        return zip(reals, other.reals).map { ($0 - $1).magnitude }.max() ?? 0
    }

    /// The elements of one row along axis 0.
    func row(_ index: Int) -> [Double] {
        let size = shape.dropFirst().reduce(1, *)
        return Array(reals[(index * size)..<((index + 1) * size)])
    }
}
