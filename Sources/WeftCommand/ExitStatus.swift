import WeftDiagnostics

/// What the program's exit code says; the numbers above 1 are those of sysexits.h.
enum ExitStatus: Int32 {
    case success = 0
    /// The command worked, and its answer is no.
    case no = 1
    case usage = 64
    case badData = 65
    case noInput = 66
    case fault = 70
    case cannotCreate = 73
    case inputOutput = 74

    /// What an error means for the exit code.
    init(_ diagnostic: Diagnostic) {
        switch diagnostic.code {
        case "file-not-found", "not-a-file", "unknown-zoo-model": self = .noInput
        case "file-unreadable", "cannot-write", "stream-too-large": self = .inputOutput
        case "cannot-create", "output-is-input", "output-exists": self = .cannotCreate
        case "usage", "opset-unsupported": self = .usage
        case "internal-error": self = .fault
        default: self = .badData
        }
    }
}

extension ExitStatus: Comparable {
    /// By number, so that the gravest of several counts.
    static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}
