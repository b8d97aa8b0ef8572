/// How much of a text is read before it is refused: a text may come from anybody.
package struct SyntaxLimits: Sendable {
    /// The largest file, in bytes.
    package var bytes = 16 << 20
    /// How deep brackets, bodies, strings in strings and prefix operators may nest together.
    package var nesting = 200
    /// How high the tree of an expression may become; a chain `a + b + c` grows it by one with each operator.
    package var height = 1_000
    /// How many errors are reported before reading stops.
    package var errors = 20

    package init() {}
}
