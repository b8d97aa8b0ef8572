import WeftDiagnostics
import WeftGraph
import WeftTensors

/// What turns the nodes of a graph into those of an ONNX graph, of bodies inside it too.
struct ONNXEmitter {
    /// A graph under way: the network, or a body inside the one before it.
    struct Scope {
        let graph: Graph
        /// What the graph's values are called.
        var names: [Int: String] = [:]
        var exported: ExportedGraph
        /// Values that show the sizes of symbols.
        var sizes = SizeSources()
        /// Lengths of rows that were compared with the numbers of steps already.
        var ends: [LengthsKey: String] = [:]
        /// The graph's own symbols in terms of those of the graph around it.
        var outer: [Symbol: Dimension] = [:]

        struct LengthsKey: Hashable {
            let lengths: String
            let steps: Dimension
        }
    }

    /// The version of ONNX's operators.
    let opset: Int
    private(set) var scopes: [Scope] = []
    /// Constants that nodes of any of the graphs name.
    private(set) var constants: [WeightsFile.Entry] = []
    /// The element types of values that are named, in any of the graphs.
    private(set) var elementTypes: [String: ElementType] = [:]
    /// What was decided where the formats differ.
    private(set) var ledger = ONNXLedger()
    private var constantNames: [ConstantKey: String] = [:]
    private var takenNames: Set<String>
    /// What new names begin with: that of the node that is being exported.
    private var stem = ""
    /// The operator that is being exported.
    private var operation = ""

    private struct ConstantKey: Hashable {
        let type: ElementType
        let shape: [Int]
        let bits: [UInt64]
    }

    /// - Parameter names: those that inputs, outputs and parameters have.
    init(opset: Int, names: some Sequence<String>) {
        self.opset = opset
        takenNames = Set(names)
    }

    /// The graph that nodes are added to.
    var scope: Scope {
        _read { yield scopes[scopes.count - 1] }
        _modify { yield &scopes[scopes.count - 1] }
    }

    /// Opens a graph inside the one under way.
    mutating func open(_ graph: Graph, name: String, outer: [Symbol: Dimension] = [:]) {
        scopes.append(Scope(graph: graph, exported: ExportedGraph(name: name), outer: outer))
    }

    /// Ends the innermost graph.
    mutating func close() -> ExportedGraph { scopes.removeLast().exported }

    /// Whether the innermost graph is a body.
    var isInBody: Bool { scopes.count > 1 }

    /// Does something in the graph around the innermost.
    mutating func outward<Result>(
        _ body: (inout ONNXEmitter) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let inner = scopes.removeLast()
        do throws(Diagnostic) {
            let result = try body(&self)
            scopes.append(inner)
            return result
        } catch {
            scopes.append(inner)
            throw error
        }
    }

    /// Refuses an operator that the version to be written does not have yet.
    func require(_ opset: Int, _ what: String) throws(Diagnostic) {
        guard self.opset < opset else { return }
        throw Diagnostic(
            "cannot-export", "\(what) came with opset \(opset), and opset \(self.opset) is to be written",
            help: "write a newer one: --opset \(opset)")
    }

    /// Notes a decision about an operator, once however often it stands in the network.
    mutating func note(_ decision: String) { ledger.note(operation, decision) }

    /// Gives a value of the innermost graph its name.
    mutating func name(_ value: ValueID, _ name: String) {
        scope.names[value.index] = name
        elementTypes[name] = scope.graph.type(value).elementType
        scope.sizes.add(name, scope.graph.type(value).shape)
    }

    /// What a value of the innermost graph is called.
    func name(of value: ValueID) throws(Diagnostic) -> String {
        guard let name = scope.names[value.index] else {
            throw Diagnostic("cannot-export", "a node reads what no node before it computes", place: stem)
        }
        return name
    }

    /// A name that nothing has yet.
    mutating func fresh(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !takenNames.insert(name).inserted {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }

    /// Says which node's results are to come.
    mutating func begin(_ stem: String, _ operation: String = "") { (self.stem, self.operation) = (stem, operation) }

    /// Adds a node, and gives the names of its results.
    mutating func add(
        _ type: String, _ inputs: [String], _ attributes: [ExportedAttribute] = [], results: Int
    ) -> [String] {
        var inputs = inputs
        while inputs.last == "" { inputs.removeLast() }
        let name = fresh(stem.isEmpty ? type : "\(stem)/\(type)")
        let outputs = results == 1 ? [name] : (0..<results).map { fresh("\(name).\($0)") }
        scope.exported.nodes.append(
            ExportedNode(type: type, name: name, inputs: inputs, outputs: outputs, attributes: attributes))
        return outputs
    }

    /// Adds a node of one result, and gives its name.
    mutating func add(_ type: String, _ inputs: [String], _ attributes: [ExportedAttribute] = []) -> String {
        add(type, inputs, attributes, results: 1)[0]
    }

    /// A tensor of equal or few numbers, written once however often it is asked for.
    mutating func constant(_ values: [Double], _ type: ElementType, shape: [Int]) -> String {
        let key = ConstantKey(type: type, shape: shape, bits: values.map(\.bitPattern))
        if let known = constantNames[key] { return known }
        let name = fresh("constant")
        constants.append(.init(name, Tensor(values, type, shape: shape)))
        elementTypes[name] = type
        constantNames[key] = name
        return name
    }

    /// A number of rank 0.
    mutating func scalar(_ value: Double, _ type: ElementType) -> String { constant([value], type, shape: []) }

    /// A list of whole numbers, as ONNX takes axes and sizes.
    mutating func integers(_ values: [Int]) -> String {
        let key = ConstantKey(type: .i64, shape: [values.count], bits: values.map { UInt64(bitPattern: Int64($0)) })
        if let known = constantNames[key] { return known }
        let name = fresh("constant")
        let tensor = PlainTensor(wrapping: values.map { Int64($0) }, .i64, shape: [values.count]).tensor
        constants.append(.init(name, tensor))
        constantNames[key] = name
        return name
    }

    /// A stored tensor under a name of its own.
    mutating func stored(_ tensor: Tensor) -> String {
        let name = fresh(stem.isEmpty ? "constant" : "\(stem)/value")
        constants.append(.init(name, tensor))
        elementTypes[name] = tensor.elementType
        return name
    }
}

extension Tensor {
    /// Numbers as elements of a type: rounded, or held in its range.
    init(_ values: [Double], _ type: ElementType, shape: [Int]) {
        guard !type.isFloat else {
            self = PlainTensor(rounding: values, type, shape: shape).tensor
            return
        }
        let numbers = values.map { value in
            let number = Int64(clampingReal: value)
            return type.integerRange.map { min(max(number, $0.lowerBound), $0.upperBound) } ?? number
        }
        self = PlainTensor(wrapping: numbers, type, shape: shape).tensor
    }
}
