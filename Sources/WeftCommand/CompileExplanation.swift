import WeftCompiler
import WeftDiagnostics
import WeftGraph
import WeftRuntime

/// What `weft compile --explain` says of a model's calls.
struct CompileExplanation {
    private let compiled: CompiledGraph
    /// The calls as they were timed, and the machine; none where sizes are open.
    private let calls: [Session.CallTime]
    private let roof: MachineRoof?

    init(_ compiled: CompiledGraph, _ calls: [Session.CallTime] = [], _ roof: MachineRoof? = nil) {
        self.compiled = compiled
        self.calls = calls
        self.roof = roof
    }

    var text: String {
        let lines = compiled.explanation { calls.indices.contains($0) ? measured(calls[$0]) : nil }
        guard let roof else { return lines + "bytes and shares of the roof need all sizes: give them with -D\n" }
        let (peak, bandwidth) = ((roof.operations / 1e6).shown, (roof.bytes / 1e6).shown)
        return lines
            + "roof: the smaller of \(peak) GF/s and what \(bandwidth) GB/s from memory allow; above 100 % the data lay in a "
            + "cache, or the algorithm multiplies less (winograd)\n"
    }

    private func measured(_ call: Session.CallTime) -> String {
        var parts: [String] = []
        if call.work > 0 { parts.append("\(call.work) MACs") }
        parts.append("\(call.bytes) bytes")
        parts.append("\(call.milliseconds.shown) ms")
        if let cut = call.cut { parts.append(cut.text) }
        if let roof, let share = roof.share(call) {
            let bound = roof.isBoundByMemory(call) ? "memory" : "arithmetic"
            parts.append("\(Int((share * 100).rounded())) % of the roof, bound by \(bound)")
        }
        return parts.joined(separator: ", ")
    }

    var members: [JSONValue.Member] {
        var number = 0
        var kernels: [JSONValue] = []
        for entry in compiled.allPrograms.flatMap({ Explanation($0).entries }) {
            var members: [JSONValue.Member] = [
                .init("name", .string(entry.name)), .init("operators", .array(entry.nodes.map { .string($0) })),
                .init("depth", .integer(entry.depth)), .init("apart", entry.apart.map { .string($0) } ?? .null),
                .init("no_kernel", entry.evaluated.map { .string($0.reason) } ?? .null),
            ]
            members.append(.init("macs", entry.work.value.map { .integer($0) } ?? .string("\(entry.work)")))
            if entry.depth == 0 {
                if calls.indices.contains(number) { members += CompileExplanation.members(calls[number], roof) }
                number += 1
            }
            kernels.append(.object(members))
        }
        return [.init("kernels", .array(kernels))]
    }

    /// What was measured of a call.
    static func members(_ call: Session.CallTime, _ roof: MachineRoof?) -> [JSONValue.Member] {
        [
            .init("bytes", .integer(call.bytes)), .init("ms", .number(call.milliseconds)),
            .init("roof", roof.flatMap { $0.share(call) }.map { .number($0) } ?? .null),
            .init("bands", call.cut.map { .string($0.text) } ?? .null),
        ]
    }
}
