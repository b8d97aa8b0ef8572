import Foundation
import WeftFiles
import WeftTestSupport

/// The texts that tools/oracles/zoo.py and people have written down about the zoo.
enum Fixtures {
    static let folder = Paths.folder(of: #filePath) + "/Fixtures"

    /// The lines of a file.
    static func lines(_ name: String) throws -> [Substring] {
        try String(contentsOfFile: Paths.join(folder, name), encoding: .utf8).split(separator: "\n")
    }

    /// What follows `zoo:` for each list of names and shapes.
    static let references: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder + "/state_dicts")
        return (files ?? []).sorted().map { String($0.dropLast(4)).replacing(".", with: "#") }
    }()
}

/// What PyTorch's `state_dict` lists for a model: a line is a module's path, a colon and its tensors, `~` before one that
/// is not trained; `batch_norm[C]` stands for five of them.
struct StateDictionary {
    struct Entry: Equatable, CustomStringConvertible {
        let type: String
        let isTrained: Bool
        var description: String { isTrained ? type : "\(type), not trained" }
    }

    private(set) var entries: [String: Entry] = [:]

    init(of reference: String) throws {
        for line in try Fixtures.lines("state_dicts/\(reference.replacing("#", with: ".")).txt") {
            let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
            for tensor in parts[1].split(separator: " ") { add(tensor, to: parts[0]) }
        }
    }

    private mutating func add(_ tensor: Substring, to path: Substring) {
        let (name, shape) = (tensor.prefix { $0 != "[" }, tensor.drop { $0 != "[" })
        if name == "batch_norm" {
            for part in ["weight\(shape)", "bias\(shape)", "~running_mean\(shape)", "~running_var\(shape)"] {
                add(Substring(part), to: path)
            }
            add("~num_batches_tracked:i64[]", to: path)
            return
        }
        let parts = name.drop { $0 == "~" }.split(separator: ":")
        let type = "\(parts.count > 1 ? parts[1] : "f32")\(shape.replacing(",", with: ", "))"
        let full = path.isEmpty ? String(parts[0]) : "\(path).\(parts[0])"
        entries[full] = Entry(type: type, isTrained: !name.hasPrefix("~"))
    }
}
