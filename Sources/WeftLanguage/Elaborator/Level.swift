import WeftDiagnostics
import WeftGraph

/// A graph under construction: the model's, or the body of a driver within it.
struct Level {
    /// Tells levels apart after they are gone.
    let serial: Int
    var builder: GraphBuilder
    /// Values of outer levels that this one uses, and what they are called here.
    var captures: [(outer: TensorValue, inner: ValueID)] = []
    var captureIndex: [TensorValue: ValueID] = [:]
    /// What the driver of this body collects; nil for the model's own graph.
    var driven: DrivenBody?
}

/// The states and the stop condition of a cell and of all cells that it calls.
struct DrivenBody {
    struct State {
        let name: String
        let range: SourceRange
        /// The initial value, in the level outside.
        let initial: TensorValue
        /// The state before the step, in the body.
        let current: ValueID
        /// The state after the step; nil until it is bound.
        var next: TensorValue?
        /// Whether its binding failed, which was reported.
        var hasFailed = false
    }

    var states: [State] = []
    var stop: TensorValue?
    /// The place where the level outside stands in the list of levels.
    let outside: Int
}
