/// The one table of limits on what is read and built; each can be set.
///
/// They are far above what real models need and keep a hostile or mistaken input from using up time and memory.
package struct Budgets: Sendable {
    /// Nodes of a graph after elaboration, bodies included.
    package var nodes = 1_000_000
    /// Nesting of bodies: scans, loops and branches within each other.
    package var bodies = 30
    /// Nesting of calls of blocks and cells within each other.
    package var calls = 50
    /// Nesting of expressions, bodies and calls within each other while a spec is elaborated; it bounds the stack.
    package var elaborationDepth = 400
    /// The rank of a tensor.
    package var rank = 16
    /// The length of a name, in bytes.
    package var nameLength = 4096
    /// Bytes of structure (everything but tensor data) that a file may unpack to.
    package var structureBytes = 256 << 20
    /// Elements of all parameters together.
    package var parameterElements = 1 << 40
    /// Statements run while a spec is elaborated, and work on lists, strings and sizes that is worth as many.
    package var statements = 5_000_000
    /// Elements of a list, or bytes of a string.
    package var listElements = 1_000_000

    /// Elements of one tensor while a graph is evaluated plainly.
    package var tensorElements = 1 << 31
    /// Steps of one recurrence.
    package var steps = 1 << 24

    package init() {}
}
