import Testing
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

@Suite("Results of other implementations")
struct ReferenceTests {
    @Test("Elementwise operators give the recorded results", arguments: Reference.elementwise.indices)
    func elementwise(_ index: Int) throws { try check(Reference.elementwise[index]) }

    @Test("Reductions and normalizations give the recorded results", arguments: Reference.reductions.indices)
    func reductions(_ index: Int) throws { try check(Reference.reductions[index]) }

    @Test("Operators of shape give the recorded results", arguments: Reference.shapes.indices)
    func shapes(_ index: Int) throws { try check(Reference.shapes[index]) }

    @Test("Operators of ONNX give what onnxruntime or ONNX's reference gives", arguments: Reference.onnx.indices)
    func onnx(_ index: Int) throws { try check(Reference.onnx[index]) }

    @Test(
        "Windows, samples and regions give what onnxruntime or ONNX's reference gives",
        arguments: Reference.onnxWindows.indices)
    func onnxWindows(_ index: Int) throws { try check(Reference.onnxWindows[index]) }

    private func check(_ reference: Reference) throws {
        let results = try reference.operation.run(reference.operands)
        #expect(results.count == reference.results.count)
        for (result, expected) in zip(results, reference.results) {
            // What is compared with was computed in f32.
            #expect(
                agree(result, expected, tolerance: 3e-6),
                "\(reference.operation): \(result), but \(reference.source) gives \(expected)")
        }
    }
}
