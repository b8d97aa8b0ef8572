import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftLanguage
import WeftTestSupport

/// What others recorded of single operators and small graphs.
@Suite("Recorded tests of ONNX operators", .enabled(if: RecordedTests.areThere, "the archives are not there"))
struct SuiteTests {
    /// Graphs whose results are random.
    static let random = [
        "bernoulli", "dropout", "random_normal", "random_normal_like", "random_uniform", "random_uniform_like",
        "opset_15",
    ]

    private func failures(
        _ folder: String, _ verification: RecordVerification = RecordVerification()
    ) throws -> (passed: Int, failed: [String: String]) {
        let result = try VerificationSuite(RecordedTests.path(folder), verification).run()
        var failed: [String: String] = [:]
        for item in result.cases where item.status == .failed || item.status == .unsupported {
            let name = item.name.split(separator: "/").last { $0 != "model.onnx" } ?? ""
            failed[String(name.hasSuffix(".onnx") ? name.dropLast(5) : name)] = item.reason ?? ""
        }
        return (result.count(.passed), failed)
    }

    @Test(
        "the 1,051 tests of the ONNX project, compiled and interpreted",
        arguments: [("node", 982), ("simple", 4), ("pytorch-converted", 45), ("pytorch-operator", 20)], [false, true])
    func operators(_ folder: (name: String, count: Int), _ interprets: Bool) throws {
        var verification = RecordVerification()
        verification.interprets = interprets
        let (passed, failed) = try failures(folder.name, verification)
        for (name, reason) in failed { Issue.record("\(name): \(reason)") }
        #expect(passed == folder.count)
    }

    @Test(
        "the graphs of burn-onnx, compiled and interpreted", arguments: [("onnx-tests", 278), ("onnx-ir", 42)],
        [false, true])
    func burn(_ folder: (name: String, count: Int), _ interprets: Bool) throws {
        var verification = RecordVerification()
        verification.interprets = interprets
        let (passed, failed) = try failures(folder.name, verification)
        for (name, reason) in failed where !Self.random.contains(name) { Issue.record("\(name): \(reason)") }
        #expect(passed == folder.count)
    }

    @Test(
        "a model that was printed and read gives the same",
        arguments: ["node", "simple", "pytorch-converted", "pytorch-operator", "onnx-tests", "onnx-ir"])
    func printing(_ folder: String) throws {
        var verification = RecordVerification()
        verification.remake = { model throws(Diagnostic) in
            let file = SourceFile(name: "printed", text: GraphPrinter.text(of: model))
            let elaboration = Elaborator.elaborate(file)
            guard let read = elaboration.model else {
                throw elaboration.diagnostics.first { $0.severity == .error } ?? Diagnostic("none", "no model")
            }
            return Model(graph: read.graph, weights: model.weights)
        }
        let (_, failed) = try failures(folder, verification)
        for (name, reason) in failed where !Self.random.contains(name) {
            Issue.record("\(name): \(reason)")
        }
    }

    @Test(
        "a model that was saved and loaded gives the same",
        arguments: ["node", "simple", "pytorch-converted", "pytorch-operator", "onnx-tests", "onnx-ir"])
    func saving(_ name: String) throws {
        let folder = TemporaryFolder()
        var verification = RecordVerification()
        verification.remake = { model throws(Diagnostic) in
            _ = try WeftFileWriter().write(model, to: folder / "model.weftpb")
            return try WeftFileReader(try FileContents.open(folder / "model.weftpb", mode: .read)).model()
        }
        let (_, failed) = try failures(name, verification)
        for (name, reason) in failed where !Self.random.contains(name) {
            Issue.record("\(name): \(reason)")
        }
    }
}
