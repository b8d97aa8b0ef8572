package import Testing
package import WeftDiagnostics

/// The diagnostic that an expression throws; the test fails when it throws none.
package func diagnostic<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(Diagnostic) -> Value
) -> Diagnostic {
    do throws(Diagnostic) {
        let value = try body()
        Issue.record("nothing was thrown, the result is \(value)", sourceLocation: sourceLocation)
        return Diagnostic("none", "none")
    } catch {
        return error
    }
}

/// The code of the diagnostic that an expression throws.
package func code<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(Diagnostic) -> Value
) -> String {
    diagnostic(sourceLocation: sourceLocation, body).code
}

extension String {
    /// The UTF-8 bytes.
    package var bytes: [UInt8] { Array(utf8) }
}
