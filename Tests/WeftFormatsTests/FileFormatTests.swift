import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTestSupport

@Suite struct FileFormatTests {
    private func file(_ bytes: [UInt8]) -> FileContents { FileContents(name: "test", bytes: bytes) }

    @Test func formatsAreFoundByContent() throws {
        #expect(try FileFormat.detect(file([9] + "WEFT\r\n\u{1A}\n".bytes)) == .model)
        #expect(try FileFormat.detect(safetensors("{}")) == .safetensors)
        #expect(try FileFormat.detect(npy("{}")) == .npy)
        #expect(try FileFormat.detect(file("model m(x: f32[N]) {\n\treturn x\r\n}\n".bytes)) == .spec)
        #expect(try FileFormat.detect(file("ü".bytes)) == .spec)
        // A character that the end of what is looked at cuts.
        #expect(try FileFormat.detect(file(String(repeating: "x", count: 4095).bytes + "ü".bytes)) == .spec)
    }

    @Test(arguments: [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS"),
        ("\n <!DOCTYPE html><html>", "HTML"), ("<HTML>", "HTML"), ("<?xml version='1.0'?>", "XML"),
        ("\u{1F}\u{8B}", "a"), ("BZh9", "bzip2"), ("\u{0}\u{0}\u{0}\u{0}TFL3", "TensorFlow Lite"),
        ("GGUF\u{3}", "GGUF"), ("P6\n4 4\n255\n", "PPM"), ("RIFF\u{1}\u{0}\u{0}\u{0}WAVE", "WAV"),
        ("{\"a\": 1}", "JSON"), ("[net]\nbatch=1", "Darknet"), ("7767517\n3 3\n", "ncnn"), ("#!/bin/sh", "script"),
    ])
    func foreignThingsAreNamed(text: String, name: String) {
        let found = diagnostic { () throws(Diagnostic) in
            try FileFormat.detect(file(text == "\u{1F}\u{8B}" ? [0x1F, 0x8B] : text.bytes))
        }
        #expect(found.code == "foreign-file")
        #expect(found.message.hasPrefix("this is "))
        #expect(found.message.contains(name))
    }

    @Test(
        arguments: [
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
            ([0x80, 0x02, 0x7D, 0x71], "pickle"), ([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "PyTorch"),
            ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "HDF5"), ([0x89, 0x50, 0x4E, 0x47], "PNG"),
            ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"),
            ([8, 4, 0x12, 2, 8, 1], "Core ML"), ([0x0A, 1, 8, 0x0A, 1, 8], "TensorFlow graph"),
        ] as [([UInt8], String)])
    func foreignBytesAreNamed(bytes: [UInt8], name: String) {
        let found = diagnostic { () throws(Diagnostic) in try FileFormat.detect(file(bytes)) }
        #expect(found.code == "foreign-file")
        #expect(found.message.contains(name))
    }

    @Test func archivesAreKnownByTheirFiles() throws {
        let folder = TemporaryFolder()
        for (name, expected) in [
            ("archive/data.pkl", "PyTorch"), ("model.weights.h5", "Keras"), ("a/saved_model.pb", "TensorFlow"),
            ("[Content_Types].xml", "office"), ("notes.txt", "zip archive"),
        ] {
            var writer = try ZipWriter(folder / "a.zip")
            try writer.add(name, [UInt8(1)].span)
            try writer.commit()
            let archive = try FileContents.open(folder / "a.zip")
            let found = diagnostic { () throws(Diagnostic) in try FileFormat.detect(archive) }
            #expect(found.code == "foreign-file")
            #expect(found.message.contains(expected))
        }
    }

    @Test func aSpecHasNoWeights() {
        #expect(code { () throws(Diagnostic) in try Weights.read(file("model m".bytes)) } == "no-weights")
    }

    @Test func anythingElseIsUnknown() {
        #expect(code { () throws(Diagnostic) in try FileFormat.detect(file([])) } == "empty-file")
        #expect(code { () throws(Diagnostic) in try FileFormat.detect(file([0, 1, 2, 3])) } == "unknown-format")
        #expect(
            code { () throws(Diagnostic) in try FileFormat.detect(file([0x61, 0x62, 0xFF, 0x63])) }
                == "unknown-format")
    }

    @Test(
        .enabled(if: SharedData.isThere, "shared/data is not beside the repository"),
        arguments: [("malformed/nanopb-samples.tar.xz", "xz")])
    func filesOfOthersAreNamed(name: String, expected: String) throws {
        let opened = try SharedData.open(name)
        let found = diagnostic { () throws(Diagnostic) in try FileFormat.detect(opened) }
        #expect(found.code == "foreign-file")
        #expect(found.message.contains(expected))
    }

    @Test(
        "ONNX files are told by their fields, of whatever version, also when they are cut",
        .enabled(if: SharedData.isThere, "shared/data is not beside the repository"),
        arguments: ["malformed/legacy_ir1_super_resolution.onnx", "onnx-models/mnist/model.onnx"])
    func onnxFiles(name: String) throws {
        let opened = try SharedData.open(name)
        #expect(try FileFormat.detect(opened) == .onnx)
        let cut = FileContents(name: "cut", bytes: try opened.bytes(0..<opened.count / 2))
        #expect(try FileFormat.detect(cut) == .onnx)
    }
}
