import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftGraph
import WeftTensors
import WeftTestSupport

/// The zoo with weights that PyTorch trained, against references computed in float64 by others.
@Suite("Trained models", .enabled(if: SharedData.isThere, "the trained weights lie beside the repository"))
struct TrainedModelTests {
    private func load(_ reference: String, weights: String) throws -> Model {
        var options = LoadingOptions()
        options.weights = SharedData.path("trained/\(weights).safetensors")
        return try Model.load("zoo:\(reference)", options: options)
    }

    private func reference(_ name: String) throws -> [String: PlainTensor] {
        let file = try Npz.read(SharedData.open("trained/\(name).ref.npz"))
        return Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, PlainTensor($0.tensor)) })
    }

    /// The largest difference as a share of the largest magnitude of the reference.
    private func difference(_ tensor: Tensor?, _ reference: PlainTensor?) throws -> Double {
        let found = PlainTensor(try #require(tensor))
        let wanted = try #require(reference)
        #expect(found.shape == wanted.shape)
        let largest = wanted.reals.map(\.magnitude).max() ?? 0
        return (zip(found.reals, wanted.reals).map { ($0 - $1).magnitude }.max() ?? 0) / largest
    }

    private func tensor(_ values: PlainTensor?, _ type: ElementType) throws -> Tensor {
        let values = try #require(values)
        return type.isFloat
            ? PlainTensor(rounding: values.reals, type, shape: values.shape).tensor
            : PlainTensor(wrapping: values.integers, type, shape: values.shape).tensor
    }

    @Test("the forecaster's outputs")
    func forecaster() throws {
        let reference = try reference("forecaster_sunspots")
        let model = try load("forecaster", weights: "forecaster_sunspots")
        let outputs = try model.run(["series": tensor(reference["input"], .f32)])
        #expect(try difference(outputs["forecast"], reference["output_f64"]) < 1e-5)
    }

    @Test("the character LSTM's logits")
    func characters() throws {
        let reference = try reference("char_lstm_shakespeare")
        let model = try load("char_lstm", weights: "char_lstm_shakespeare")
        let outputs = try model.run(["tokens": tensor(reference["tokens"], .i32)])
        #expect(try difference(outputs["logits"], reference["logits_f64"]) < 1e-5)
    }

    @Test("the row GRU's logits and all its 10,000 labels", .enabled(if: Digits.areThere, "the MNIST digits and xz"))
    func rows() throws {
        let reference = try reference("row_gru_mnist")
        let model = try load("row_gru", weights: "row_gru_mnist")
        let (logits, labels) = try classify(model, shape: [28, 28])
        #expect(try difference(logits, reference["first64_logits_f64"]) < 1e-5)
        #expect(labels == reference["labels"]?.integers)
    }

    @Test("LeNet-5's logits and all its 10,000 labels", .enabled(if: Digits.areThere, "the MNIST digits and xz"))
    func digits() throws {
        let reference = try reference("lenet5_mnist")
        let model = try load("lenet5", weights: "lenet5_mnist")
        let (logits, labels) = try classify(model, shape: [1, 28, 28])
        #expect(try difference(logits, reference["first64_logits_f64"]) < 1e-5)
        #expect(labels == reference["labels"]?.integers)
    }

    /// The logits of the first 64 test images and the labels of all.
    private func classify(_ model: Model, shape: [Int]) throws -> (Tensor, [Int64]) {
        let images = try Digits.testImages()
        var labels: [Int64] = []
        var first: Tensor?
        for start in stride(from: 0, to: 10_000, by: 500) {
            let pixels = images[(start * 784)..<((start + 500) * 784)].map { Float($0) / 255 }
            let batch = try #require(Tensor(pixels, shape: [500] + shape))
            let logits = PlainTensor(try #require(try model.run(["image": batch])["logits"]))
            if first == nil {
                first = PlainTensor(rounding: Array(logits.reals[..<640]), .f32, shape: [64, 10]).tensor
            }
            for row in 0..<500 {
                let scores = logits.reals[(row * 10)..<(row * 10 + 10)]
                labels.append(Int64((scores.indices.max { scores[$0] < scores[$1] } ?? row * 10) - row * 10))
            }
        }
        return (try #require(first), labels)
    }

    @Test("sampled text is keyed by the seed, and made of the corpus's words")
    func sampling() throws {
        var model = try load("char_lstm#Generate", weights: "char_lstm_shakespeare")
        let alphabet = try #require(model.metadata.labels.first { $0.output == "text" }?.names)
        let prompt = try #require(
            Tensor("ROMEO:\n".map { Int32(alphabet.firstIndex(of: String($0)) ?? 0) }, shape: [1, 7]))
        func sample(_ key: Int64) throws -> String {
            let outputs = try model.run(["prompt": prompt, "key": try #require(Tensor([key], shape: []))])
            return PlainTensor(try #require(outputs["text"])).integers.map { alphabet[Int($0)] }.joined()
        }
        let text = try sample(1)
        #expect(text.count == 400)
        #expect(try sample(1) == text)
        #expect(try sample(2) != text)
        // Of the words of the sample the project was given, and common ones of the corpus, many must recur.
        let common: Set<String> = [
            "the", "and", "to", "of", "i", "my", "a", "you", "in", "that", "is", "not", "with", "it", "me", "be",
            "thou", "his", "he", "this", "for", "have", "him", "as", "what", "so", "but", "will", "your", "are",
        ]
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
        #expect(words.count > 40)
        #expect(Double(words.count { common.contains($0) }) > 0.15 * Double(words.count))
        model.weights = [:]
    }
}
