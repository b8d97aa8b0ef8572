import Testing
import WeftDiagnostics
import WeftFiles
import WeftFormats
import WeftTensors
import WeftTestSupport

/// An npy file from the text of its header and its data.
func npy(_ header: String, _ data: [UInt8] = [], version: UInt8 = 1) -> FileContents {
    let length = little(header.utf8.count, version == 1 ? 2 : 4)
    return FileContents(name: "test", bytes: [0x93] + "NUMPY".bytes + [version, 0] + length + header.bytes + data)
}

@Suite struct NumPyTests {
    @Test(arguments: [UInt8(1), 2, 3])
    func theVersionsAreRead(version: UInt8) throws {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n"
        let tensor = try Npy.read(npy(header, try numbers([2, 3]).bytes, version: version))
        #expect(tensor == (try numbers([2, 3])))
    }

    @Test func theOrderOfEntriesAndQuotesIsFree() throws {
        let header = #"{"shape":(2L,),'fortran_order':True,"descr":"<i8"}"#
        #expect(try Npy.read(npy(header, little(5, 8) + little(-6, 8))) == Tensor([Int64(5), -6], shape: [2]))
        let scalar = "{'descr': '|b1', 'fortran_order': False, 'shape': ()}"
        #expect(try Npy.read(npy(scalar, [1])) == Tensor(.bool, shape: [], bytes: [1]))
    }

    @Test func bigEndianIsTurned() throws {
        let header = "{'descr': '>i4', 'fortran_order': False, 'shape': (2,), }"
        #expect(try Npy.read(npy(header, [0, 0, 1, 2, 255, 255, 255, 254])) == Tensor([Int32(258), -2], shape: [2]))
        let half = "{'descr': '>f2', 'fortran_order': False, 'shape': (1,), }"
        #expect(try Npy.read(npy(half, [0x3C, 0])) == Tensor(.f16, shape: [1], bytes: [0, 0x3C]))
    }

    @Test func theFirstIndexMayRunFastest() throws {
        let header = "{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3, 2), }"
        // The element at [i, j, k] is 100 i + 10 j + k.
        var data: [UInt8] = []
        var expected: [Int32] = []
        for k in 0..<2 { for j in 0..<3 { for i in 0..<2 { data += little(100 * i + 10 * j + k, 4).reversed() } } }
        for i in 0..<2 { for j in 0..<3 { for k in 0..<2 { expected.append(Int32(100 * i + 10 * j + k)) } } }
        #expect(try Npy.read(npy(header, data)) == Tensor(expected, shape: [2, 3, 2]))
        let empty = "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 0, 3), }"
        #expect(try Npy.read(npy(empty)).shape == [2, 0, 3])
    }

    @Test(arguments: [
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': [2], }", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "npy-header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "npy-header"),
        ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "npy-header"),
        ("{'descr': '<f4', 'shape': (2,)}", "npy-header"),
        ("{'descr': '<f4\\n', 'fortran_order': False, 'shape': (2,)}", "npy-header"),
        ("{'descr': '<f4, 'fortran_order': False, 'shape': (2,)}", "npy-header"),
        ("__import__('os')", "npy-header"), ("", "npy-header"),
        ("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "npy-type"),
        ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "npy-type"),
        ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "npy-type"),
        ("{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }", "npy-type"),
        ("{'descr': '<V2', 'fortran_order': False, 'shape': (4,), }", "npy-type"),
        ("{'descr': '', 'fortran_order': False, 'shape': (4,), }", "npy-type"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "npy-size"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "npy-size"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (8796093022208,), }", "npy-size"),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "npy-size"),
    ])
    func aLieInTheHeaderIsRefused(header: String, expected: String) {
        let found = diagnostic { () throws(Diagnostic) in
            try Npy.read(npy(header, [UInt8](repeating: 0, count: 8)))
        }
        #expect(found.code == expected)
        #expect(found.place?.hasPrefix("test") == true)
    }

    @Test func aBadBeginningIsRefused() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }"
        #expect(code { () throws(Diagnostic) in try Npy.read(npy(header, version: 4)) } == "npy-header")
        let long = FileContents(name: "test", bytes: [0x93] + "NUMPY".bytes + [2, 0, 0, 0, 0, 1])
        #expect(code { () throws(Diagnostic) in try Npy.read(long) } == "npy-header")
        for count in 0..<11 {
            let cut = FileContents(
                name: "test", bytes: Array(([0x93] + "NUMPY".bytes + [1, 0, 9, 0, 1]).prefix(count)))
            #expect(throws: Diagnostic.self) { try Npy.read(cut) }
        }
    }

    @Test func whatIsWrittenIsReadAndIsAsNumPyWritesIt() throws {
        let folder = TemporaryFolder()
        for tensor in [
            try numbers([2, 3]), try numbers([0, 4]), try #require(Tensor([Int64(7)], shape: [])),
            try #require(Tensor(.bool, shape: [2], bytes: [0, 1])),
            try #require(Tensor(.f16, shape: [1], bytes: [0, 0x3C])),
        ] {
            try Npy.write(tensor, to: folder / "a.npy")
            let file = try FileContents.open(folder / "a.npy")
            #expect(try Npy.read(file) == tensor)
            #expect((file.count - tensor.byteCount) % 64 == 0)
        }
        try Npy.write(try numbers([3]), to: folder / "a.npy")
        let file = try FileContents.open(folder / "a.npy")
        let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"
        let expected = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
        #expect(try file.bytes(10..<128) == expected.bytes)
    }

    @Test func bfloat16IsRefusedByName() throws {
        let folder = TemporaryFolder()
        let tensor = try #require(Tensor(.bf16, shape: [1], bytes: [0, 0]))
        let found = diagnostic { () throws(Diagnostic) in try Npy.write(tensor, to: folder / "a.npy") }
        #expect(found.code == "npy-type")
        #expect(found.message.contains("bf16"))
        #expect(Folders.kind(of: folder / "a.npy") == nil)
    }

    @Test(.enabled(if: SharedData.isThere, "shared/data is not beside the repository"))
    func theObjectArrayOfOthersIsRefused() throws {
        let file = try SharedData.open("npy/mtcnn_det1.npy")
        #expect(try FileFormat.detect(file) == .npy)
        #expect(code { () throws(Diagnostic) in try Npy.read(file) } == "npy-type")
    }
}

@Suite struct NpzTests {
    @Test func whatIsWrittenIsReadInPlace() throws {
        let folder = TemporaryFolder()
        let entries = [
            WeightsFile.Entry("conv/weight", try numbers([2, 3])), WeightsFile.Entry("b", try numbers([5])),
            WeightsFile.Entry("ü", try #require(Tensor([Int32(7)], shape: []))),
        ]
        try Npz.write(entries, to: folder / "a.npz")
        let file = try FileContents.open(folder / "a.npz")
        #expect(try FileFormat.detect(file) == .npz)
        let read = try Npz.read(file)
        #expect(read.tensors.map(\.name) == entries.map(\.name))
        for entry in entries { #expect(read[entry.name] == entry.tensor) }
        #expect(read.tensors.allSatisfy { $0.tensor.isView })
    }

    @Test func whatIsNoArrayIsRefused() throws {
        let folder = TemporaryFolder()
        func archive(_ files: [(String, [UInt8])]) throws -> FileContents {
            var writer = try ZipWriter(folder / "a.npz")
            for (name, bytes) in files { try writer.add(name, bytes.span) }
            try writer.commit()
            return try FileContents.open(folder / "a.npz")
        }
        let array = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", [1])
        let bytes = try array.bytes(0..<array.count)
        let plain = try Npz.read(try archive([("a", bytes)]))
        #expect(plain["a"]?.bytes == [1])
        let text = try archive([("a.npy", bytes), ("b.txt", "hello".bytes)])
        #expect(code { () throws(Diagnostic) in try Npz.read(text) } == "npz-entry")
        let twice = try archive([("a.npy", bytes), ("a", bytes)])
        #expect(code { () throws(Diagnostic) in try Npz.read(twice) } == "npz-name")
        let short = try archive([("a.npy", Array(bytes.dropLast()))])
        #expect(code { () throws(Diagnostic) in try Npz.read(short) } == "npy-size")
    }

    @Test func aNameThatIsNoPathIsNotWritten() throws {
        let folder = TemporaryFolder()
        for name in ["", "../a", "/a", "a//b", "a\\b", "a\n"] {
            let entry = WeightsFile.Entry(name, try numbers([1]))
            #expect(code { () throws(Diagnostic) in try Npz.write([entry], to: folder / "a.npz") } == "npz-name")
        }
    }

    @Test(
        .enabled(if: SharedData.isThere, "shared/data is not beside the repository"),
        arguments: ["char_lstm_shakespeare", "forecaster_sunspots", "lenet5_mnist", "row_gru_mnist"])
    func filesOfOthersAreRead(name: String) throws {
        let file = try SharedData.open("trained/\(name).ref.npz")
        #expect(try FileFormat.detect(file) == .npz)
        let weights = try Npz.read(file)
        #expect(!weights.tensors.isEmpty)
        let folder = TemporaryFolder()
        try Npz.write(weights.tensors, to: folder / "a.npz")
        #expect(try Npz.read(try FileContents.open(folder / "a.npz")).byName == weights.byName)
    }
}
