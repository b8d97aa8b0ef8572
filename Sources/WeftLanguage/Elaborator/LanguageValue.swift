import WeftDiagnostics
import WeftGraph
import WeftOperators
import WeftTensors

/// What an expression of the language can stand for while a spec is elaborated.
indirect enum LanguageValue {
    case tensor(TensorValue)
    /// A whole number, perhaps in terms of free sizes.
    case size(Dimension)
    case real(Double)
    case bool(Bool)
    case string(String)
    case list([LanguageValue])
    /// Whole numbers from the first to the last, both included.
    case range(Dimension, Dimension)
    /// What a layer results in; where one value is wanted it stands for the first.
    case results([NamedResult])
    case layer(LayerValue)
    case initializer(Initializer)
    case elementType(ElementType)
    /// What an operator holds and the language only hands on: a tensor's elements, or a graph.
    case constant(Attribute)
    /// A preparation, such as `picture(scale=1 / 255)`.
    case preparation(function: String, arguments: [Metadata.Entry])
    case none
    /// What could not be made; an error was reported, and whatever uses this stays silent.
    case failed

    struct NamedResult {
        /// Dotted for the state of an inner cell: `rnn.h`.
        let name: String?
        let value: LanguageValue
    }

    /// The value itself, or the first of several results.
    var single: LanguageValue {
        if case .results(let results) = self { return results.first?.value.single ?? .none }
        return self
    }

    var tensor: TensorValue? {
        if case .tensor(let tensor) = single { return tensor }
        return nil
    }

    var isFailed: Bool {
        switch self {
        case .failed: true
        case .list(let elements): elements.contains(where: \.isFailed)
        case .results(let results): results.contains(where: \.value.isFailed)
        default: false
        }
    }

    /// Whether it is a tensor, or a list that holds one.
    var holdsTensors: Bool {
        switch single {
        case .tensor: true
        case .list(let elements): elements.contains(where: \.holdsTensors)
        default: false
        }
    }

    /// What kind of value it is, for messages.
    var kindName: String {
        switch self {
        case .tensor: "a tensor"
        case .size: "a whole number"
        case .real: "a number"
        case .bool: "a truth value"
        case .string: "a string"
        case .list: "a list"
        case .range: "a range"
        case .results: "several results"
        case .layer: "a layer"
        case .initializer: "an initialiser"
        case .elementType: "an element type"
        case .constant: "a constant that operators hold"
        case .preparation: "a preparation"
        case .none: "none"
        case .failed: "a value that could not be made"
        }
    }
}

/// A tensor of the graph that is being built, or of a body in it.
struct TensorValue: Hashable {
    /// The serial number of the level that the value belongs to.
    let level: Int
    let id: ValueID
}

/// A layer that is named but not run: what is called and the arguments that it has so far.
struct LayerValue {
    enum Target {
        case declaration(Declaration)
        case operation(any Operator.Type)
        /// An operator that this build does not know, by name.
        case unknown(String)
        case driver(Driver)
        case function(NumberFunction)
        /// A function that makes an initialiser, by name.
        case initializer(String)
        /// A function that makes a preparation, by name.
        case preparation(String)
    }

    let target: Target
    var arguments: [Argument]
    /// The layer that `shared` made, whose weights each use shares.
    var shared: SharedLayer?
    /// Results read by name.
    var members: [NameSyntax] = []

    var name: String {
        switch target {
        case .declaration(let declaration): declaration.syntax.name.text
        case .operation(let operation): operation.signature.name
        case .driver(let driver): driver.rawValue
        case .function(let function): function.rawValue
        case .unknown(let name), .initializer(let name), .preparation(let name): name
        }
    }

    var isCell: Bool {
        if case .declaration(let declaration) = target { return declaration.syntax.kind == .cell }
        return false
    }
}

/// An argument with its value.
struct Argument {
    let name: NameSyntax?
    let value: LanguageValue
    let range: SourceRange
}

/// A layer made once by `shared`: where its weights live.
struct SharedLayer {
    let serial: Int
    let prefix: [String]
}

/// A declaration and the file that it stands in.
struct Declaration {
    let syntax: DeclarationSyntax
    /// Whether it belongs to the library, so that diagnostics point at its caller.
    let isPrelude: Bool
    /// The declarations that its body may name.
    let unit: Int
}

/// What runs a cell over steps.
enum Driver: String {
    case scan, unroll
}

/// The functions of numbers, lists and files.
enum NumberFunction: String, CaseIterable {
    case max, min, floor, ceil, round, sqrt, abs, len, reversed, given, file, rank, size, tensor, found
    case isList = "is_list"
}
