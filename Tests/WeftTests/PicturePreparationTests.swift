import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

@Suite("Pictures become inputs as the model declares")
struct PicturePreparationTests {
    private let n = Dimension(Symbol("N"))

    private func model(_ shape: [Dimension], _ arguments: [Metadata.Entry], _ type: ElementType = .f32) -> Model {
        var graph = Graph(name: "Test")
        let value = graph.addValue(Fact(type, shape))
        graph.inputs.append(Graph.Input("image", value))
        var metadata = Metadata()
        metadata.preparations = [.init(inputs: ["image"], function: "picture", arguments: arguments)]
        return Model(graph: graph, metadata: metadata)
    }

    private func prepare(_ model: Model, _ texts: String...) throws(Diagnostic) -> PlainTensor? {
        let files = texts.enumerated().map { FileContents(name: "\($0).pgm", bytes: Array($1.utf8)) }
        guard let preparation = model.preparation(of: "image") else { return nil }
        return try model.prepare(preparation, from: files)["image"].map { PlainTensor($0) }
    }

    @Test("scale, mean and std are for each channel, after the depth of the file is made 255")
    func numbers() throws {
        let scaled = model([n, 1, 1, 2], [.init("scale", .real(1 / 255.0))])
        let grey = try prepare(scaled, "P2 2 1 15\n0 15")
        #expect(grey == PlainTensor(rounding: [0, 1], .f32, shape: [1, 1, 1, 2]))
        let normalised = model(
            [n, 3, 1, 1],
            [
                .init("scale", .real(0.5)), .init("mean", .list([.integer(1), .integer(2), .real(3)])),
                .init("std", .integer(2)),
            ])
        let colour = try prepare(normalised, "P3 1 1 255\n10 20 30")
        #expect(colour == PlainTensor(rounding: [2, 4, 6], .f32, shape: [1, 3, 1, 1]))
    }

    @Test("channels and layout follow from the type")
    func layouts() throws {
        let colour = "P3 2 1 255\n10 20 30 40 50 60"
        let (h, w) = (Dimension(Symbol("H")), Dimension(Symbol("W")))
        let planes = try prepare(model([n, 3, h, w], []), colour)
        #expect(planes == PlainTensor(rounding: [10, 40, 20, 50, 30, 60], .f32, shape: [1, 3, 1, 2]))
        let last = try prepare(model([n, h, w, 3], []), colour)
        #expect(last == PlainTensor(rounding: [10, 20, 30, 40, 50, 60], .f32, shape: [1, 1, 2, 3]))
        let bgr = try prepare(model([n, 3, h, w], [.init("order", .string("bgr"))]), colour)
        #expect(bgr == PlainTensor(rounding: [30, 60, 20, 50, 10, 40], .f32, shape: [1, 3, 1, 2]))
        let luma = try prepare(model([n, h, w], []), colour)
        #expect(luma == PlainTensor(rounding: [18.15, 48.15], .f32, shape: [1, 1, 2]))
        let repeated = try prepare(model([n, 3, 1, 1], []), "P2 1 1 255\n7")
        #expect(repeated == PlainTensor(rounding: [7, 7, 7], .f32, shape: [1, 3, 1, 1]))
        let bytes = try prepare(model([h, w], [], .u8), "P2 1 2 65535\n257 65535")
        #expect(bytes == PlainTensor(wrapping: [1, 255], .u8, shape: [2, 1]))
    }

    @Test("several pictures of one size make a batch; others are refused with both sizes")
    func batches() throws {
        let free = model([n, 1, Dimension(Symbol("H")), Dimension(Symbol("W"))], [])
        let both = try prepare(free, "P2 2 1 255\n1 2", "P2 2 1 255\n3 4")
        #expect(both == PlainTensor(rounding: [1, 2, 3, 4], .f32, shape: [2, 1, 1, 2]))
        let error = #expect(throws: Diagnostic.self) { try prepare(free, "P2 2 1 255\n1 2", "P2 1 1 255\n3") }
        #expect(error?.code == "pictures-differ")
        #expect(error?.message.contains("1×2") == true && error?.message.contains("1×1") == true)
        let two = #expect(throws: Diagnostic.self) { try prepare(model([2, 1, 1, 1], []), "P2 1 1 255\n1") }
        #expect(two?.code == "batch-size")
    }

    @Test("several pictures are the frames of one clip where the type has an axis for them")
    func clips() throws {
        let (t, h, w) = (Dimension(Symbol("T")), Dimension(Symbol("H")), Dimension(Symbol("W")))
        let frames = ("P3 1 1 255\n1 2 3", "P3 1 1 255\n4 5 6")
        let channelsFirst = try prepare(model([n, 3, t, h, w], []), frames.0, frames.1)
        #expect(channelsFirst == PlainTensor(rounding: [1, 4, 2, 5, 3, 6], .f32, shape: [1, 3, 2, 1, 1]))
        let framesFirst = try prepare(model([n, t, 3, h, w], []), frames.0, frames.1)
        #expect(framesFirst == PlainTensor(rounding: [1, 2, 3, 4, 5, 6], .f32, shape: [1, 2, 3, 1, 1]))
        for shape in [[n, 3, 16, h, w], [2, 3, t, h, w]] {
            let error = #expect(throws: Diagnostic.self) { try prepare(model(shape, []), frames.0, frames.1) }
            #expect(error?.code == "batch-size")
        }
    }

    @Test("a fixed size that differs is an error that says both")
    func sizes() throws {
        let error = #expect(throws: Diagnostic.self) { try prepare(model([n, 1, 28, 28], []), "P2 2 1 255\n1 2") }
        #expect(error?.code == "picture-size")
        #expect(error?.message.contains("28×28") == true && error?.message.contains("1×2") == true)
    }

    /// From PIL 12: `Image.fromarray(a, "F").resize(size, Image.BILINEAR)` for `a[i] = i² mod 97` of 5 × 7.
    @Test("resize is PIL's antialiased bilinear")
    func resize() throws {
        let pixels = (0..<35).map { String($0 * $0 % 97) }.joined(separator: " ")
        let (h, w) = (Dimension(Symbol("H")), Dimension(Symbol("W")))
        for (height, width, expected) in Self.resized {
            let sizes = MetadataValue.list([.integer(height), .integer(width)])
            let result = try prepare(model([h, w], [.init("resize", sizes)], .f64), "P2 7 5 255\n\(pixels)")
            #expect(result?.shape == [height, width])
            for (value, reference) in zip(result?.reals ?? [], expected) { #expect(abs(value - reference) < 1e-4) }
        }
    }

    static let resized: [(Int, Int, [Double])] = [
        (2, 3, [35.25, 34.9091, 41.9156, 49.0779, 64.2941, 56.0682]),
        (
            5, 4,
            [
                0.619, 4.8, 15.84, 30.3333, 56.9524, 55.76, 22.72, 59.0, 17.2857, 65.04, 57.76, 37.8571, 71.0, 67.56,
                66.64, 68.5238, 33.3333, 51.68, 57.12, 58.619,
            ]
        ),
        (8, 9, [0.0, 0.6667, 2.3333, 5.1111, 9.0, 14.4444, 21.0, 28.6667, 36.0, 21.4375, 26.1875, 32.6181]),
    ]

    @Test("the shorter side takes the size, and the crop is the middle")
    func crop() throws {
        let (h, w) = (Dimension(Symbol("H")), Dimension(Symbol("W")))
        let pixels = (1...8).map(String.init).joined(separator: " ")
        let cropped = try prepare(
            model([h, w], [.init("crop", .list([.integer(1), .integer(2)]))]), "P2 4 2 9\n\(pixels)")
        #expect(cropped?.shape == [1, 2])
        #expect(cropped?.reals.map { ($0 * 9 / 255).rounded() } == [2, 3])
        let resized = try prepare(model([h, w], [.init("resize", .integer(3))]), "P2 4 2 9\n\(pixels)")
        #expect(resized?.shape == [3, 6])
        let error = #expect(throws: Diagnostic.self) {
            try prepare(model([h, w], [.init("crop", .integer(3))]), "P2 4 2 9\n\(pixels)")
        }
        #expect(error?.code == "picture-too-small")
    }

    @Test("arguments of a wrong kind are refused")
    func arguments() throws {
        let wrong: [Metadata.Entry] = [
            .init("scale", .string("x")), .init("std", .integer(0)), .init("mean", .list([.integer(1), .integer(2)])),
            .init("order", .string("hsv")), .init("resize", .integer(0)), .init("crop", .real(1.5)),
            .init("scal", .integer(1)),
        ]
        for argument in wrong {
            let error = #expect(throws: Diagnostic.self) {
                try prepare(model([n, 1, 1, 1], [argument]), "P2 1 1 9\n1")
            }
            #expect(error?.code == (argument.name == "scal" ? "unknown-argument" : "bad-argument"))
        }
    }
}
