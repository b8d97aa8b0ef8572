import WeftDiagnostics
import WeftGraph
import WeftTensors

extension Program: CustomStringConvertible {
    /// The program as text: its inputs, the constants with their recipes, the calls with their extents, its outputs.
    public var description: String { text }
}

extension Program {
    /// The program as text: for people, and for tests that look at all of it.
    package var text: String {
        var lines = ["program \(name)"]
        for input in inputs { lines.append("input \(input.name) = \(input.view.text(bufferName))") }
        for (index, constant) in constants.enumerated() where isRead(index) {
            lines.append("@\(index) \(constant.type) = \(recipeText(index))")
        }
        lines += steps.lines(bufferName, indent: "")
        for output in outputs { lines.append("output \(output.name) = \(output.view.text(bufferName))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func isRead(_ constant: Int) -> Bool {
        buffers.contains { if case .constant(constant) = $0.kind { true } else { false } }
    }

    /// What a buffer is called: `%3`, and `@3` for a constant.
    func bufferName(_ buffer: BufferID) -> String {
        if case .constant(let index) = buffers[buffer.index].kind { return "@\(index)" }
        return "%\(buffer.index)"
    }
}

extension [Step<Dimension>] {
    fileprivate func lines(_ name: (BufferID) -> String, indent: String) -> [String] {
        flatMap { step -> [String] in
            let nodes = step.nodes.isEmpty ? "" : "  -- \(step.nodes.joined(separator: ", "))"
            switch step.call {
            case .loop(let loop):
                return ["\(indent)loop \(loop.count) {\(nodes)"] + loop.body.lines(name, indent: indent + "    ")
                    + ["\(indent)}"]
            case .bands(let bands):
                return ["\(indent)bands {"] + bands.steps.lines(name, indent: indent + "    ") + ["\(indent)}"]
            default: return [indent + step.call.text(name) + nodes]
            }
        }
    }
}

extension Plan {
    /// The plan as text: where every buffer lies, and how large all is.
    package var text: String {
        var lines: [String] = []
        let sizes = binding.sorted { $0.key < $1.key }.map { "\($0.key.name)=\($0.value)" }.joined(separator: " ")
        lines.append("plan \(sizes)")
        lines.append("arena \(arenaBytes) bytes")
        for (index, buffer) in buffers.enumerated() {
            guard let offset = offsets[index] else { continue }
            lines.append("%\(index) at \(offset): \(buffer.count) of \(buffer.elementType.rawValue)")
        }
        for step in steps {
            if case .bands(let bands) = step.call {
                lines.append("bands \(bands.cut?.text ?? "") {")
                lines += bands.steps.map { "    " + $0.call.text(bufferName) }
                lines.append("}")
            } else {
                lines.append(step.call.text(bufferName))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func bufferName(_ buffer: BufferID) -> String {
        if case .constant(let index) = buffers[buffer.index].kind { "@\(index)" } else { "%\(buffer.index)" }
    }
}
