import CWeftKernels
import CWeftKernelsTestSupport
import Testing

/// The instruction sets that this machine has: every test of kernels runs all of them.
let availableSets: [weft_isa] = [WEFT_ISA_BASELINE, WEFT_ISA_AVX2, WEFT_ISA_AVX512, WEFT_ISA_NEON]
    .filter(weft_isa_is_available)

/// Epilogues that between them meet every activation, with and without the rest.
let epilogues: [weft_test_epilogue] = {
    let activations: [weft_activation] = [
        WEFT_ACTIVATION_NONE, WEFT_ACTIVATION_RELU, WEFT_ACTIVATION_CLAMP, WEFT_ACTIVATION_LEAKY_RELU,
        WEFT_ACTIVATION_SIGMOID, WEFT_ACTIVATION_TANH, WEFT_ACTIVATION_SILU, WEFT_ACTIVATION_GELU,
        WEFT_ACTIVATION_HARD_SIGMOID, WEFT_ACTIVATION_HARD_SWISH,
    ]
    var found = activations.enumerated().map { number, activation in
        weft_test_epilogue(
            bias: number % 3 != 2, residual: number % 2 == 1, program: false, activation: Int32(activation.rawValue),
            x: activation == WEFT_ACTIVATION_CLAMP ? -0.25 : 0.125, y: 0.5)
    }
    found.append(weft_test_epilogue(bias: false, residual: false, program: true, activation: 0, x: 0, y: 0))
    return found
}()

/// Expects a result to be without fault.
func expectGood(_ result: weft_test_result, _ what: @autoclosure () -> String) {
    #expect(result.accepted, "refused: \(what())")
    guard result.accepted else { return }
    #expect(result.strays == 0, "\(what())")
    #expect(result.same, "three threads gave other bits: \(what())")
    #expect(result.worst <= 1, "\(what())")
}
