import WeftCompiler
import WeftDiagnostics

extension NativeCalls {
    /// Adds a call of any kind; false for one that is no kernel's.
    func add(_ call: Call<Int>) throws(Diagnostic) -> Bool {
        switch call {
        case .product(let call): try add(call)
        case .pack(let call): try add(call)
        case .convolution(let call): try add(call)
        case .elementwise(let call): try add(call)
        case .pool(let call): try add(call)
        case .copy(let call): try add(call)
        case .convert(let call): try add(call)
        case .smallConvert(let call): try add(call)
        case .reduction(let call): try add(call)
        case .rows(let call): try add(call)
        case .groupNorm(let call): try add(call)
        case .adaptive(let call): try add(call)
        case .gather(let call): try add(call)
        case .scatter(let call): try add(call)
        case .sequence(let call): try add(call)
        case .resample(let call): try add(call)
        case .sample(let call): try add(call)
        case .region(let call): try add(call)
        case .oneHot(let call): try add(call)
        case .windowLengths(let call): try add(call)
        case .labels(let call): try add(call)
        case .random(let call): try add(call)
        case .topK(let call): try add(call)
        case .number(let call): try add(call)
        case .positions(let call): try add(call)
        case .determinant(let call): try add(call)
        case .typedProduct(let call): try add(call)
        case .typedConvolution(let call): try add(call)
        case .running(let call): try add(call)
        case .loop(let call): try add(call)
        case .bands(let call): try add(call.turns)
        case .reference: return false
        }
        return true
    }

    private func add(_ call: LoopCall<Int>) throws(Diagnostic) {
        let body = NativeCalls(bodyIn: self)
        for step in call.body {
            guard try body.add(step.call) else {
                throw Diagnostic("no-kernel", "nothing runs \(step.call.name) within a loop")
            }
        }
        add(loop: body, count: call.count, lanes: call.lanes)
    }
}
