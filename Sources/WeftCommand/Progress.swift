import WeftFiles

/// How far a long run has come: one line on standard error that is drawn over, on a terminal only.
struct Progress {
    /// Work below this many seconds is not spoken of.
    private static let patience = 0.5

    private let start = ContinuousClock.now
    private let isShown: Bool
    private let parts: String
    private var lastShown = -1

    init(quiet: Bool, of parts: String = "operators") {
        self.parts = parts
        isShown = !quiet && OutputStream.standardError.isTerminal
    }

    /// Tells how many of how many parts are done.
    mutating func report(_ done: Int, of total: Int) {
        guard isShown, total > 0, start.duration(to: .now) > .seconds(Progress.patience) else { return }
        let percent = done * 100 / total
        guard percent != lastShown else { return }
        lastShown = percent
        try? OutputStream.standardError.write("\r\(done) of \(total) \(parts) (\(percent) %)")
    }

    /// Takes the line away.
    func finish() {
        guard lastShown >= 0 else { return }
        try? OutputStream.standardError.write("\r\u{1B}[K")
    }
}
