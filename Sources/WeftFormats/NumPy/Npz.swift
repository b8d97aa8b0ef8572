package import WeftDiagnostics
package import WeftFiles
import WeftTensors

/// Arrays of NumPy in a zip archive, each under its name.
package enum Npz {
    /// Reads all arrays; stored ones are views into the file. Names lose their ending `.npy`.
    ///
    /// - Throws: `npz-entry` for what is no array, `npz-name` for two of one name, and what zip and npy throw.
    package static func read(_ file: FileContents, limits: ZipLimits = ZipLimits()) throws(Diagnostic) -> WeightsFile {
        let archive = try ZipArchive(file, limits: limits)
        var entries: [WeightsFile.Entry] = []
        var names: Set<String> = []
        for entry in archive.entries {
            let name = entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
            guard names.insert(name).inserted else {
                throw Diagnostic("npz-name", "two arrays must not have one name: \(name)", place: file.name)
            }
            let start = try archive.beginning(of: entry, NpyHeader.largestHeader + 12)
            guard start.has(NpyHeader.magic) else {
                throw Diagnostic(
                    "npz-entry", "an npz file must hold arrays only, and this is none", place: start.name)
            }
            // Before anything large is inflated its size is known to be what the array needs.
            let header = try NpyHeader(start)
            guard let count = header.shape.elementCount,
                header.type.elementType.byteCount(of: count) == entry.count - header.dataStart
            else {
                throw Diagnostic(
                    "npy-size",
                    "the \(entry.count) bytes are not what \(header.type.elementType.rawValue)"
                        + "\(header.shape) needs", place: start.name)
            }
            entries.append(WeightsFile.Entry(name, try Npy.read(archive.contents(of: entry))))
        }
        return WeightsFile(format: "npz", entries)
    }

    /// Writes arrays, in the order given, stored and aligned.
    ///
    /// - Throws: `npy-type` for a type that NumPy has not, `npz-name` for a name that no reader would take, and what
    ///   the writer throws.
    package static func write(
        _ tensors: [WeightsFile.Entry], to path: String, notReplacing inputs: [FileContents] = [],
        check: WrittenCheck? = nil
    ) throws(Diagnostic) {
        var writer = try ZipWriter(path, notReplacing: inputs)
        for entry in tensors {
            try checkName(entry.name)
            try entry.tensor.validate()
            let header: [UInt8]
            do {
                header = try NpyHeader.bytes(try NpyType.text(for: entry.tensor.elementType), entry.tensor.shape)
            } catch {
                throw error.placed(in: "tensor \(entry.name)")
            }
            try entry.tensor.withByteSpan { bytes throws(Diagnostic) in
                try writer.add(entry.name + ".npy", header: header, bytes)
            }
        }
        try writer.commit(after: check)
    }

    private static func checkName(_ name: String) throws(Diagnostic) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
        guard isPlain, !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F }) else {
            throw Diagnostic(
                "npz-name", "a name in an npz file must be a plain path", place: "tensor \(name)",
                help: "rename the tensor, or write safetensors")
        }
    }
}
