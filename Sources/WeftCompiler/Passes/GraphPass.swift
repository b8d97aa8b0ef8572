package import WeftGraph

/// A named change of a graph that keeps what is computed.
package struct GraphPass: Sendable {
    package let name: String
    /// Why it stands where it stands in the pipeline.
    package let reason: String
    package let run: @Sendable (inout Graph) -> Void

    package init(_ name: String, _ reason: String, _ run: @escaping @Sendable (inout Graph) -> Void) {
        self.name = name
        self.reason = reason
        self.run = run
    }

    /// A pass that applies rules until none applies any more.
    package init(_ name: String, _ reason: String, rules: [any RewriteRule]) {
        self.init(name, reason) { $0.rewrite(by: rules) }
    }
}
