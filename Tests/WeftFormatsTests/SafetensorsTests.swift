import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTensors
import WeftTestSupport

/// A safetensors file from the text of its header and its data.
func safetensors(_ header: String, _ data: [UInt8] = []) -> FileContents {
    FileContents(name: "test", bytes: little(header.utf8.count, 8) + header.bytes + data)
}

/// A number in so many bytes, little-endian.
func little(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// A tensor of floats from 0 on.
func numbers(_ shape: [Int]) throws -> Tensor {
    try #require(Tensor((0..<shape.reduce(1, *)).map { Float($0) }, shape: shape))
}

@Suite struct SafetensorsTests {
    private let four = #"{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#

    @Test func tensorsAreViewsOfTheFile() throws {
        let data = try numbers([2, 2]).bytes
        let padded = four + String(repeating: " ", count: 8 - four.utf8.count % 8)
        let file = try SafetensorsReader.read(safetensors(padded, data))
        #expect(file.tensors.map(\.name) == ["a"])
        #expect(file["a"] == (try numbers([2, 2])))
        #expect(file["a"]?.isView == true)
        #expect(file["b"] == nil)
    }

    @Test func bytesThatAreNotAlignedAreCopied() throws {
        let odd = four + String(repeating: " ", count: 8 - (four.utf8.count + 7) % 8)
        let file = try SafetensorsReader.read(safetensors(odd, numbers([2, 2]).bytes))
        #expect(file["a"]?.isView == false)
        #expect(file["a"] == (try numbers([2, 2])))
    }

    @Test func metadataAndEmptyTensorsAreRead() throws {
        let header =
            #"{"__metadata__":{"b":"2","a":"1"},"#
            + #""e":{"dtype":"I64","shape":[0,9223372036854775807],"data_offsets":[0,0]},"#
            + #""s":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"f":{"dtype":"F16","shape":[0],"data_offsets":[1,1]}}"#
        let file = try SafetensorsReader.read(safetensors(header, [7]))
        #expect(file.metadata.map(\.key) == ["a", "b"])
        #expect(file.tensors.map(\.name) == ["e", "s", "f"])
        #expect(file["s"]?.bytes == [7])
        #expect(file["e"]?.count == 0)
    }

    @Test(arguments: [
        ("", "unexpected-end"),
        ("1234567", "unexpected-end"),
        ("\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "safetensors-header"),
        ("\u{1}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "safetensors-header"),
        ("zzzzzzzz{}", "safetensors-header"),
    ])
    func aBadBeginningIsRefused(text: String, expected: String) {
        #expect(
            code { () throws(Diagnostic) in
                try SafetensorsReader.read(FileContents(name: "test", bytes: text.bytes))
            } == expected)
    }

    @Test(arguments: [100_000_001, Int.max, -1, -4096])
    func aHeaderTooLongIsRefused(length: Int) {
        let file = FileContents(name: "test", bytes: little(length, 8) + "{}".bytes)
        #expect(code { () throws(Diagnostic) in try SafetensorsReader.read(file) } == "safetensors-header")
    }

    @Test(arguments: [
        (" {}", "safetensors-header"), ("{}\n", "safetensors-header"), ("{}\t ", "safetensors-header"),
        ("[1]", "safetensors-header"), ("{", "safetensors-header"), ("{]}", "json-syntax"),
        (#"{"a":1}"#, "safetensors-tensor"),
        (#"{"__metadata__":[]}"#, "safetensors-header"),
        (#"{"__metadata__":{"a":1}}"#, "safetensors-header"),
        (#"{"__metadata__":{},"__metadata__":{}}"#, "json-duplicate-key"),
        (#"{"a":{"dtype":"F32","shape":[4]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":4,"data_offsets":[0,16]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"strides":[1]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":[4.0],"data_offsets":[0,16]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#, "safetensors-tensor"),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,16]}}"#, "json-number"),
        (#"{"a":{"dtype":"C64","shape":[2],"data_offsets":[0,16]}}"#, "safetensors-type"),
        (#"{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,16]}}"#, "safetensors-type"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}"#, "safetensors-size"),
        (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#, "safetensors-size"),
        (#"{"a":{"dtype":"F4","shape":[31],"data_offsets":[0,16]}}"#, "safetensors-size"),
        (#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#, "safetensors-offsets"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "safetensors-offsets"),
        (#"{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}"#, "safetensors-offsets"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}}"#, "safetensors-offsets"),
        (
            #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"#
                + #""data_offsets":[8,16]}}"#, "safetensors-offsets"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"#
                + #""data_offsets":[8,16]}}"#, "safetensors-offsets"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"#
                + #""data_offsets":[0,16]}}"#, "safetensors-offsets"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[0],"#
                + #""data_offsets":[16,16]}}"#, "json-duplicate-key"
        ),
    ])
    func aLieInTheHeaderIsRefused(header: String, expected: String) {
        let found = diagnostic { () throws(Diagnostic) in
            try SafetensorsReader.read(safetensors(header, [UInt8](repeating: 0, count: 16)))
        }
        #expect(found.code == expected)
        #expect(found.place?.hasPrefix("test") == true)
    }

    @Test func everyCutAndEveryFlipIsSurvived() throws {
        let whole = try safetensors(four, numbers([2, 2]).bytes)
        let bytes = try whole.bytes(0..<whole.count)
        for count in 0..<bytes.count {
            let file = FileContents(name: "test", bytes: Array(bytes[..<count]))
            #expect(throws: Diagnostic.self) { try SafetensorsReader.read(file) }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let file = try? SafetensorsReader.read(FileContents(name: "test", bytes: flipped)) else {
                    continue
                }
                #expect(file.tensors.allSatisfy { $0.tensor.byteCount == 16 })
            }
        }
    }

    @Test func theWriterSortsAndPads() throws {
        let folder = TemporaryFolder()
        let entries = [
            WeightsFile.Entry("b", try numbers([2])), WeightsFile.Entry("a", try numbers([1])),
            WeightsFile.Entry("n", try #require(Tensor([Int64(5)], shape: []))),
            WeightsFile.Entry("m", try #require(Tensor(.bool, shape: [3], bytes: [1, 0, 1]))),
            WeightsFile.Entry("h\n\"", try #require(Tensor(.bf16, shape: [1], bytes: [1, 2]))),
        ]
        try SafetensorsWriter.write(entries, metadata: [("k", "v")], to: folder / "a")
        try SafetensorsWriter.write(entries.reversed(), metadata: [("k", "v")], to: folder / "b")
        let (first, second) = (try FileContents.open(folder / "a"), try FileContents.open(folder / "b"))
        #expect(try first.equals(0..<first.count, second, 0..<second.count))
        #expect(try first.loadUnaligned(at: 0, as: UInt64.self) % 8 == 0)
        let read = try SafetensorsReader.read(first)
        #expect(read.tensors.map(\.name) == ["n", "a", "b", "h\n\"", "m"])
        for entry in entries { #expect(read[entry.name] == entry.tensor) }
        #expect(read.metadata.map(\.value) == ["v"])
        // Writing what was read gives the same bytes.
        try SafetensorsWriter.write(read.tensors, metadata: read.metadata, to: folder / "c", notReplacing: [first])
        let third = try FileContents.open(folder / "c")
        #expect(try first.equals(0..<first.count, third, 0..<third.count))
    }

    @Test func whatTheFormatLacksIsRefused() throws {
        let folder = TemporaryFolder()
        let four = WeightsFile.Entry("a", try #require(Tensor(.u4, shape: [2], bytes: [1])))
        #expect(
            code { () throws(Diagnostic) in try SafetensorsWriter.write([four], to: folder / "a") }
                == "safetensors-type")
        let reserved = WeightsFile.Entry("__metadata__", try numbers([1]))
        #expect(
            code { () throws(Diagnostic) in try SafetensorsWriter.write([reserved], to: folder / "a") }
                == "safetensors-name")
        let same = WeightsFile.Entry("x", try numbers([1]))
        #expect(
            code { () throws(Diagnostic) in try SafetensorsWriter.write([same, same], to: folder / "a") }
                == "safetensors-name")
        #expect(Folders.kind(of: folder / "a") == nil)
    }

    @Test(
        .enabled(if: SharedData.isThere, "shared/data is not beside the repository"),
        arguments: [
            "safetensors/jfk-codes", "safetensors/multi_layer", "safetensors/silero_vad_16k",
            "trained/char_lstm_shakespeare", "trained/forecaster_sunspots", "trained/lenet5_mnist",
            "trained/row_gru_mnist",
        ])
    func filesOfOthersAreReadAndWrittenAgain(name: String) throws {
        let file = try SharedData.open("\(name).safetensors")
        #expect(try FileFormat.detect(file) == .safetensors)
        let weights = try SafetensorsReader.read(file)
        #expect(!weights.tensors.isEmpty)
        let folder = TemporaryFolder()
        try SafetensorsWriter.write(weights.tensors, metadata: weights.metadata, to: folder / "a")
        let again = try SafetensorsReader.read(try FileContents.open(folder / "a"))
        #expect(again.byName == weights.byName)
        #expect(again.metadata.map(\.value) == weights.metadata.map(\.value))
    }
}
