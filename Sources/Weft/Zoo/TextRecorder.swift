import Synchronization
import WeftDiagnostics

/// Notes which texts a spec names while it is elaborated. A class because elaboration hands it around.
package final class TextRecorder: Sendable {
    private let origin: SpecTexts
    private let read = Mutex<[String: SourceFile]>([:])

    init(_ origin: SpecTexts) {
        self.origin = origin
    }

    /// The texts that were asked for and found, by path.
    var texts: [(path: String, text: SourceFile)] {
        read.withLock { $0.sorted { $0.key < $1.key } }.map { ($0.key, $0.value) }
    }

    func read(_ path: String) throws(Diagnostic) -> SourceFile {
        let text = try origin.read(path)
        read.withLock { $0[path] = text }
        return text
    }
}
