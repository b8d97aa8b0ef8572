import Foundation
import Testing
import WeftGraph
import WeftOperators

/// The folder of the package, found from this file.
private let operatorFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/WeftOperators")

@Suite("The table of contents")
struct ContentsTests {
    /// Folders whose files are operators, one each.
    static let folders = [
        "Constants", "Control", "Detection", "Elementwise", "Losses", "Normalization", "Products", "Quantization",
        "Random", "Recurrence", "Reductions", "Sequences", "Shape", "Windows",
    ]

    @Test("Every file of an operator stands in Operators.swift", arguments: folders)
    func filesAreListed(_ folder: String) throws {
        let path = operatorFolder.appending(path: folder)
        guard FileManager.default.fileExists(atPath: path.path) else { return }
        let listed = Set(Operators.all.map { String(describing: $0) })
        for file in try FileManager.default.contentsOfDirectory(atPath: path.path).sorted() {
            guard file.hasSuffix(".swift"), !file.contains("+") else { continue }
            let name = String(file.dropLast(6))
            let text = try String(contentsOf: path.appending(path: file), encoding: .utf8)
            guard text.contains("static let signature") || text.contains("static var signature") else { continue }
            #expect(listed.contains(name), "add to `\(folder.lowercased())` in Operators.swift: Op.\(name).self,")
        }
    }

    @Test("Every operator has a file named for it")
    func operatorsHaveFiles() throws {
        for operation in Operators.all {
            let name = String(describing: operation)
            let found = Self.folders.contains {
                FileManager.default.fileExists(atPath: operatorFolder.appending(path: "\($0)/\(name).swift").path)
            }
            #expect(found, "there is no file \(name).swift")
            let snake = operation.signature.name.replacing("_", with: "").lowercased()
            #expect(name.lowercased() == snake, "\(name) is called \(operation.signature.name)")
        }
    }
}
