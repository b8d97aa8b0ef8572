import WeftDiagnostics

/// Why a step of elaboration gave up.
enum Problem: Error {
    /// Something to report.
    case diagnostic(Diagnostic)
    /// A cause that was reported already.
    case reported
    /// A budget is used up, to be reported; then nothing more is elaborated.
    case exhausted(Diagnostic)
    /// A budget is used up, and that was reported.
    case stopped
}
