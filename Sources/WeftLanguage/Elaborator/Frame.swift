import WeftDiagnostics
import WeftGraph
import WeftTensors

/// One call of a model, a block or a cell: its names, and where its labels stand.
struct Frame {
    /// A name and what it is bound to.
    struct Binding {
        var value: LanguageValue
        /// Where it was bound, to warn when it is never read; nil for what need not be read.
        var range: SourceRange?
    }

    let declaration: Declaration
    /// Values, sizes and numbers by name.
    var bindings: [String: Binding] = [:]
    /// What `float`, `int` and `any` stand for in this call.
    var elementTypes: [String: ElementType] = [:]
    /// What `...` stands for in this call.
    var run: [Dimension]?
    /// The path of labels so far.
    let prefix: [String]
    /// The shared layer that this call belongs to.
    let shared: SharedLayer?
    /// How many layers of each kind went without a label.
    var unlabelled: [String: Int] = [:]
    /// The results given by `return`.
    var returned: [LanguageValue]?
    /// The call's name among the states of its driver: labels inside the cell that the driver runs.
    let stateLabel: [String]
    /// Names of states of this call, by name, as indices into the driver's states.
    var states: [String: Int] = [:]
    /// Initial values given by the caller, by the state's name.
    var initialStates: [String: Argument] = [:]

    init(_ declaration: Declaration, prefix: [String], shared: SharedLayer?, stateLabel: [String] = []) {
        self.declaration = declaration
        self.prefix = prefix
        self.shared = shared
        self.stateLabel = stateLabel
    }
}
