import Foundation
import Testing
import Weft

/// The Swift of the documentation: a test of the repository looks that each line of it stands here.
@Suite("Swift in the documentation")
struct DocumentationTests {
    /// Weights of ours, which the demonstration runs.
    private static let trained = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("tools/demo/lenet5.weftpb").path

    @Test(
        "README.md: a trained model is loaded, compiled and run",
        .enabled(if: FileManager.default.fileExists(atPath: trained), "the sources are not beside the tests"))
    func readme() throws {
        let path = Self.trained
        let pixels = (0..<3 * 28 * 28).map { Float($0 % 251) / 251 }
        let images = try #require(Tensor(pixels, shape: [3, 1, 28, 28]))
        let model = try Model.load(path)
        let session = try model.session(threads: 2)
        let outputs = try session.run(["image": images])
        let logits: [Float]? = outputs["logits"]?.elements()
        #expect(logits?.count == 30)
        #expect("\(session.programs[0])".hasPrefix("program LeNet5"))
        #expect(outputs == (try model.session(threads: 1).run(["image": images])))
        #expect(outputs["logits"]?.elements(as: Double.self) == nil)
    }

    @Test("the catalogue's first page: a network of the zoo with weights drawn at random")
    func catalogue() throws {
        var model = try Model.load("zoo:lenet5")
        try model.initializeParameters(seed: 1)
        let session = try model.session()
        if let image = Tensor([Float](repeating: 0.5, count: 28 * 28), shape: [1, 1, 28, 28]) {
            let logits: [Float]? = try session.run(["image": image])["logits"]?.elements()
            #expect(logits?.count == 10 && logits?.allSatisfy(\.isFinite) == true)
        }
    }
}
