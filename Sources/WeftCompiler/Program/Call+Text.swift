import WeftGraph

extension View {
    /// `%3[N, 64, 56, 56]`, with strides where they are not those of a dense tensor, and how it moves in the loops
    /// around it, from the outermost on.
    func text(_ name: (BufferID) -> String) -> String {
        let sizes = shape.map { "\($0)" }.joined(separator: ", ")
        var result = "\(name(buffer))[\(sizes)]"
        if "\(offset)" != "0" { result += " from \(offset)" }
        if shape.contains(where: { "\($0)" != "1" }) {
            result += " by \(zip(shape, strides).filter { "\($0.0)" != "1" }.map { "\($0.1)" }.joined(separator: " "))"
        }
        for motion in motions {
            switch motion {
            case .still: result += " still"
            case .onward(let distance): result += " moving \(distance)"
            case .alternating(let distance): result += " alternating \(distance)"
            }
        }
        return result
    }
}

extension Call {
    /// One line: what is written, the call, what is read, and what is done on the way.
    func text(_ name: (BufferID) -> String) -> String {
        let written = writes.map { $0.text(name) }.joined(separator: "; ")
        let read = reads.map { $0.text(name) }.joined(separator: "; ")
        return "\(written) = \(self.name)(\(read))" + details
    }

    private var details: String {
        switch self {
        case .product(let call): (call.groups > 1 ? " groups \(call.groups)" : "") + call.epilogue.text
        case .convolution(let call):
            " kernel \(call.kernel) stride \(call.stride)"
                + (call.dilation.allSatisfy { $0 == 1 } ? "" : " dilation \(call.dilation)")
                + " before [\(call.before.map { "\($0)" }.joined(separator: ", "))]"
                + (call.groups > 1 ? " groups \(call.groups)" : "") + call.epilogue.text
        case .elementwise(let call): " { \(call.program) }"
        case .pool(let call): " \(call.kind.rawValue) \(call.kernel) stride \(call.stride)"
        case .number(let call): " \(call.value)"
        case .reference(let call): " because \(call.reason)"
        default: ""
        }
    }
}

extension Epilogue {
    fileprivate var text: String {
        if let program { return " { \(program) }" }
        return (bias == nil ? "" : " + bias") + (residual == nil ? "" : " + residual")
            + (activation == .none ? "" : " then \(activation)")
    }
}
