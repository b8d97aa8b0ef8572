import Foundation
import Testing
import Weft
import WeftDiagnostics
import WeftFiles
import WeftTensors
import WeftTestSupport

@Suite("weft verify")
struct VerifyTests {
    private static let twice = "model Twice(x: f32[N, 2]) -> (y) {\n    y = x * 2\n}\n"

    /// Writes an npz file of `f32` arrays.
    private func write(_ arrays: [(String, [Float], [Int])], to path: String) throws {
        let tensors = try arrays.map { name, values, shape in
            (name: name, tensor: try #require(Tensor(values, shape: shape)))
        }
        _ = try FileWriting.write(tensors, metadata: [], as: .npz, to: path)
    }

    @Test("recorded arrays by the names of inputs and outputs: the same, and one that is not")
    func arrays() throws {
        let folder = try Scratch()
        try folder.write("twice.weft", Self.twice)
        try write([("x", [1, 2], [1, 2]), ("y", [2, 4], [1, 2])], to: folder.path("good.npz"))
        try write([("in__x", [1, 2], [1, 2]), ("out__y", [2, 4.5], [1, 2])], to: folder.path("bad.npz"))
        let good = try Command("verify", "twice.weft", "good.npz", in: folder)
        #expect(good.status == 0, "\(good.errors)")
        #expect(good.output.contains("16 · ε · √K · max|b|"))
        #expect(good.output.hasSuffix("\n1 passed, 0 failed, 0 skipped\n"))
        let both = try Command("verify", "twice.weft", "good.npz", "bad.npz", in: folder)
        #expect(both.status == 1)
        #expect(both.output.contains("bad.npz: failed: y: element 1 is 4.0, not 4.5"), "\(both.output)")
        #expect(both.output.hasSuffix("1 passed, 1 failed, 0 skipped\n"))
        let wide = try Command("verify", "twice.weft", "bad.npz", "--atol", "0.5", "--json", in: folder)
        #expect(wide.status == 0)
        let outputs = try wide.json["cases"]?.elements.first?["outputs"]?.elements ?? []
        #expect(outputs.first?["max_abs"] == .number(0.5) && outputs.first?["passes"] == .bool(true))
        #expect(try wide.json["passed"] == .integer(1) && wide.json["failed"] == .integer(0))
    }

    @Test("samples of an output, and an input of which the shape alone was recorded")
    func samples() throws {
        let folder = try Scratch()
        try folder.write("twice.weft", Self.twice)
        // The first and the fourth number of `unit` filling, by the rule in the command line's reference.
        let expected: [Float] = [0, 2, 3].map { place in
            var bits = UInt32(place) &* 2_654_435_761
            bits = (bits ^ (bits >> 15)) &* 2_246_822_519
            return 2 * Float(bits >> 8) / 16_777_216
        }
        try write(
            [
                ("in_shape__x", [2, 2], [2]), ("out_shape__y", [2, 2], [2]), ("out_stride__y", [3], []),
                ("out_sampled__y", [expected[0], expected[2]], [2]),
            ], to: folder.path("twice.npz"))
        let result = try Command("verify", "twice.weft", "--fill", "unit", in: folder)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.hasSuffix("2 passed, 0 failed, 0 skipped\n"), "\(result.output)")
        #expect(try Command("verify", "twice.weft", "--fill", "sym", in: folder).status == 1)
    }

    @Test("records of a suite that are filled in several ways")
    func fillings() throws {
        let folder = try Scratch()
        for (name, filling) in [("plain", InputFilling.sym), ("lamp_1", .unit), ("lamp_2", .unit), ("pixels", .byte)] {
            let x = try #require(filling.tensor(.f32, shape: [2, 2], place: 0))
            try FileManager.default.createDirectory(
                atPath: folder.path("in/\(name)"), withIntermediateDirectories: true)
            try folder.write("in/\(name)/\(name).weft", Self.twice)
            try write(
                [("in_shape__x", [2, 2], [2]), ("out__y", PlainTensor(x).reals.map { Float(2 * $0) }, [2, 2])],
                to: folder.path("in/\(name)/\(name).ref.npz"))
        }
        let all = try Command(
            "verify", "--suite", "in", "--fill", "lamp_*=unit", "--fill", "pixels.weft=byte", in: folder)
        #expect(
            all.status == 0 && all.output.hasSuffix("4 passed, 0 failed, 0 skipped\n"), "\(all.output)\(all.errors)")
        let last = try Command("verify", "--suite", "in", "--fill", "*a*=unit", "--fill", "lamp_2=byte", in: folder)
        #expect(last.output.hasSuffix("1 passed, 3 failed, 0 skipped\n"), "\(last.output)")
        let one = try Command(
            "verify", "in/lamp_1/lamp_1.weft", "--fill", "byte", "--fill", "l*p_*1=unit", in: folder)
        #expect(one.status == 0, "\(one.output)\(one.errors)")
        for wrong in ["nothing", "a=nothing", "=byte"] {
            #expect(try Command("verify", "--suite", "in", "--fill", wrong, in: folder).status == 64)
        }
    }

    @Test("an ONNX file that fixes the batch, read with a free one")
    func freeBatch() throws {
        let folder = try Scratch()
        let fixed = try Command("convert", "zoo:lenet5", "one.onnx", "-D", "N=1", "--seed", "1", in: folder)
        #expect(fixed.status == 0, "\(fixed.errors)")
        #expect(try Command("check", "one.onnx", in: folder).output.contains("LeNet5 is valid\n"))
        let free = try Command("check", "one.onnx", "--free-batch", in: folder)
        #expect(free.output.contains("LeNet5 is valid for N >= 1\n"), "\(free.output)\(free.errors)")
        let same = try Command("verify", "zoo:lenet5", "one.onnx", "--free-batch", "--seed", "1", in: folder)
        #expect(same.status == 0 && same.output.hasSuffix("1 passed, 0 failed, 0 skipped\n"), "\(same.errors)")
        let written = try Command("convert", "one.onnx", "free.onnx", "--free-batch", "--verify", in: folder)
        #expect(written.status == 0 && written.output.contains("the size of its first axis, 1 in the file, is free: N"))
        #expect(try Command("check", "free.onnx", in: folder).output.contains("LeNet5 is valid for N >= 1\n"))
        let three = try Command("check", "one.onnx", "--free-batch", "-D", "N=3", in: folder)
        #expect(three.output.contains("logits: f32[3, 10]"), "\(three.output)\(three.errors)")
        #expect(try Command("check", "zoo:lenet5", "--free-batch").status == 64)
        #expect(try Command("verify", "zoo:lenet5", "--free-batch").status == 64)
    }

    @Test("two models: the same under other names, and the first layer that differs")
    func models() throws {
        let folder = try Scratch()
        let first = """
            model A(x: f32[N, D], steps: i32[N] in 1...D) -> (y: f32[N, D], total: f32[N]) {
                y = x |> double: identity |> half: relu
                total = sum(y, 1, lengths=steps)
            }

            """
        try folder.write("a.weft", first)
        try folder.write("b.weft", first.replacing("model A", with: "model B").replacing("relu", with: "abs"))
        let same = try Command("verify", "a.weft", "a.weft", in: folder)
        #expect(same.status == 0, "\(same.output)\(same.errors)")
        let other = try Command("verify", "a.weft", "b.weft", "--json", in: folder)
        #expect(other.status == 1)
        #expect(try other.json["firstDifference"]?["name"] == .string("half"), "\(other.output)")
        #expect(try Command("verify", "a.weft", "zoo:lenet5", in: folder).errors.contains("error[inputs-differ]"))
        let fresh = try Command("verify", "zoo:mlp", "zoo:mlp", "--seed", "5", in: folder)
        #expect(fresh.status == 0 && fresh.errors.contains("note[parameters-initialised]"), "\(fresh.errors)")
        #expect(fresh.errors.contains("seed 5"))
    }

    @Test("lengths are ragged and indices spread over their range, whether promised or only read so")
    func readRanges() throws {
        let folder = try Scratch()
        let lengths = """
            model A(x: f32[N, T], lengths: i32[N]) -> (y: f32[N]) {
                y = sum(x, 1, lengths=lengths)
            }

            """
        try folder.write("ragged.weft", lengths)
        try folder.write("one.weft", lengths.replacing("lengths=lengths", with: "lengths=minimum(lengths, 1)"))
        for seed in 0..<5 {
            let same = try Command("verify", "ragged.weft", "ragged.weft", "--json", "--seed", "\(seed)", in: folder)
            #expect(same.status == 0)
            let given = try same.json["cases"]?.elements.first?["inputs"]?.elements.last
            #expect(given?["name"] == .string("lengths") && given?["type"] == .string("i32[3]"), "\(same.output)")
            #expect(given?["greatest"] == .number(5) && given?["least"] != .number(5), "\(same.output)")
        }
        #expect(try Command("verify", "ragged.weft", "one.weft", in: folder).status == 1)
        let table = """
            model B(ids: i64[N, T]) -> (y: f32[N, T]) {
                y = gather(constant(tensor(f32, [4], [1, 2, 3, 4])), ids)
            }

            """
        try folder.write("table.weft", table)
        try folder.write("last.weft", table.replacing("3, 4]", with: "3, 5]"))
        #expect(try Command("verify", "table.weft", "last.weft", in: folder).status == 1)
    }

    @Test("an ONNX model against what it was converted to, its sizes given by name")
    func onnx() throws {
        let folder = try Scratch()
        let text = """
            model Net(x: f32[N, T, 3], lengths: i32[N], h: f32[1, N, 4]) -> (y: f32[N, T, 4], last: f32[1, N, 4]) {
                (y, last) = x |> rnn: gru(4, h0=h, lengths=lengths)
            }

            """
        try folder.write("net.weft", text)
        for target in ["net.onnx", "net.weftpb"] {
            #expect(try Command("convert", "net.weft", target, "--quiet", "--verify", in: folder).status == 0)
        }
        let free = try Command("verify", "net.onnx", "net.weftpb", in: folder)
        #expect(free.status == 0, "\(free.output)\(free.errors)")
        #expect(free.output.contains("  given lengths: i32[3], from "), "\(free.output)")
        #expect(free.output.contains("  given h: f32[1, 3, 4], from -0."), "\(free.output)")
        let bound = try Command("verify", "net.onnx", "net.weftpb", "-D", "N=4", "-D", "T=9", "--interpret", in: folder)
        #expect(bound.status == 0, "\(bound.output)\(bound.errors)")
        let unknown = try Command("verify", "net.onnx", "net.weftpb", "-D", "Q=4", in: folder)
        #expect(unknown.status == 65 && unknown.errors.contains("error[unknown-dimension]"), "\(unknown.errors)")
    }

    @Test("a model file is sound, and one with a changed byte of a tensor is not")
    func checksums() throws {
        let folder = try Scratch()
        #expect(try Command("convert", "zoo:lenet5", "net.weftpb", in: folder).status == 0)
        let good = try Command("verify", "net.weftpb", in: folder)
        #expect(
            good.status == 0 && good.output == "net.weftpb: passed: the file is sound\n1 passed, 0 failed, 0 skipped\n")
        var bytes = try folder.bytes("net.weftpb")
        bytes[bytes.count - 1] ^= 1
        try folder.write("net.weftpb", bytes)
        let bad = try Command("verify", "net.weftpb", in: folder)
        #expect(bad.status == 1 && bad.output.contains("model-checksum"), "\(bad.output)")
    }

    @Test("a suite: a table by operator where there are many, and a closing line")
    func suite() throws {
        let folder = try Scratch()
        for index in 0..<21 {
            try folder.write("m\(index).weft", Self.twice)
            let y: [Float] = index == 7 ? [2, 5] : [2, 4]
            if index > 0 {
                try write([("x", [1, 2], [1, 2]), ("y", y, [1, 2])], to: folder.path("m\(index).ref.npz"))
            }
        }
        let result = try Command("verify", "--suite", ".", in: folder)
        #expect(result.status == 1, "\(result.errors)")
        #expect(result.output.hasPrefix("m7.weft: failed: y: element 1 is 4.0, not 5.0\n"), "\(result.output)")
        #expect(result.output.contains("multiply      19       1"), "\(result.output)")
        #expect(result.output.hasSuffix("\n19 passed, 1 failed, 1 skipped\n"), "\(result.output)")
        let json = try Command("verify", "--suite", ".", "--json", in: folder).json
        #expect(json["byOperator"]?["multiply"]?["passed"] == .integer(19))
    }

    @Test("wrong usage")
    func usage() throws {
        #expect(try Command("verify").status == 64)
        #expect(try Command("verify", "a.weft", "--suite", ".").status == 64)
        #expect(try Command("verify", "zoo:lenet5", "nothing.npz").status == 66)
        #expect(try Command("verify", "--suite", "nothing").status == 66)
        #expect(try Command("verify", "nothing.onnx").status == 66)
        #expect(try Command("verify", "zoo:nothing").status == 66)
    }
}
