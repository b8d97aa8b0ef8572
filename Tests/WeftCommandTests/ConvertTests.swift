import Testing
import WeftDiagnostics
import WeftFiles

@Suite("weft convert and weft inspect")
struct ConvertTests {
    static let net = """
        /// A net with a buffer.
        model Net(x: f32[N, 3, H, W]) -> (y: f32[N, 4]) {
            about license = "MIT"
            y = x |> conv1: conv(4, 3) |> bn1: batch_norm |> relu |> global_avg_pool |> flatten
        }

        """

    private func scratch() throws -> Scratch {
        let folder = try Scratch()
        try folder.write("net.weft", Self.net)
        return folder
    }

    private func hashes(_ file: String, in folder: Scratch) throws -> [String: String] {
        let result = try Command("inspect", file, "--tensors", "--json", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let tensors = try result.json["tensors"]?.elements ?? []
        let pairs = tensors.map { tensor in
            (tensor["name"]?.text ?? "", "\(tensor["type"]?.text ?? "") \(tensor["sha256"]?.text ?? "")")
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("weights go through every format and stay the same, counts of batches too")
    func roundTrip() throws {
        let folder = try scratch()
        let first = try Command("convert", "net.weft", "net.weftpb", "--seed", "7", in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("seed 7"))
        let original = try hashes("net.weftpb", in: folder)
        #expect(original.count == 7 && original["bn1.num_batches_tracked"]?.hasPrefix("i64[] ") == true)
        let lost = try Command("convert", "net.weftpb", "net.safetensors", in: folder)
        #expect(lost.status == 0 && lost.errors.contains("warning[network-left-out]"), "\(lost.errors)")
        #expect(try hashes("net.safetensors", in: folder) == original)
        #expect(try Command("convert", "net.safetensors", "net.npz", in: folder).status == 0)
        #expect(try hashes("net.npz", in: folder) == original)
        let joined = try Command("convert", "net.npz", "again.weftpb", "--spec", "net.weft", "--json", in: folder)
        #expect(joined.status == 0, "\(joined.errors)")
        #expect(try joined.json["tensors"] == .integer(7) && joined.json["to"] == .string("weftpb"))
        #expect(try folder.bytes("again.weftpb") == folder.bytes("net.weftpb"))
        let checked = try Command("check", "again.weftpb", "-D", "N=1", "-D", "H=3", "-D", "W=3", "--json", in: folder)
        #expect(checked.status == 0)
        // 4 channels from 3 by 3 × 3 taps, at one place.
        #expect(try checked.json["macs"] == .string("108"))
    }

    @Test("a version of ONNX that is not written is a wrong command line")
    func opsets() throws {
        let folder = try scratch()
        for (opset, status) in [("12", 64), ("13", 0), ("24", 0), ("25", 64), ("x", 64)] as [(String, Int32)] {
            let result = try Command("convert", "net.weft", "net.onnx", "--opset", opset, "--quiet", in: folder)
            #expect(result.status == status, "\(opset): \(result.errors)")
        }
    }

    @Test(
        "what was written runs as what was read does",
        arguments: ["net.onnx", "net.weftpb", "net.safetensors", "net.npz", "again.weft"])
    func verified(_ target: String) throws {
        let folder = try scratch()
        let result = try Command("convert", "net.weft", target, "--verify", "--json", in: folder)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try result.json["verification"]?["status"] == .string("passed"), "\(result.output)")
        #expect(folder.exists(target))
        let beside = try Command("convert", "net.weft", "big.onnx", "--external-data", "--verify", in: folder)
        #expect(beside.status == 0 && beside.output.contains("passed"), "\(beside.output)\(beside.errors)")
        #expect(try Command("verify", "big.onnx", "net.weft", in: folder).status == 0)
    }

    @Test("a text has its weights beside it, and with them it gives the same numbers")
    func weightsBeside() throws {
        let folder = try scratch()
        #expect(try Command("convert", "net.weft", "net.onnx", "--seed", "7", "--quiet", in: folder).status == 0)
        let first = try Command("convert", "net.onnx", "text.weft", "--verify", in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("text.weft: weft\ntext.safetensors: safetensors, 6 tensors\n"), "\(first.output)")
        #expect(!first.errors.contains("weights-left-out"))
        try folder.write(
            "make.weft",
            """
            model Make(image: f32[1, 3, H, W]) -> (x: f32[1, 3, H, W]) {
                prepare image = picture(scale=1 / 255)
                x = image * 1
            }

            """)
        let pixels = (0..<36).map { String($0 * 7) }.joined(separator: " ")
        try folder.write("a.ppm", "P3 4 3 255 \(pixels)\n")
        #expect(try Command("run", "make.weft", "--input", "a.ppm", "--output-dir", ".", in: folder).status == 0)
        let wanted = try Command("run", "net.onnx", "--input", "x=x.npy", in: folder)
        let given = try Command(
            "run", "text.weft", "--weights", "text.safetensors", "--input", "x=x.npy", in: folder)
        #expect(wanted.status == 0 && given.status == 0, "\(wanted.errors)\(given.errors)")
        #expect(wanted.output == given.output)

        // What is there is not replaced unasked, and then nothing is written.
        let text = try folder.bytes("text.weft")
        let weights = try folder.bytes("text.safetensors")
        try folder.write("text.weft", "// mine")
        let second = try Command("convert", "net.onnx", "text.weft", in: folder)
        #expect(second.status == 73 && second.errors.contains("error[output-exists]"), "\(second.errors)")
        #expect(try folder.bytes("text.weft") == Array("// mine".utf8))
        let named = try Command(
            "convert", "net.onnx", "text.weft", "--weights-to", "text.safetensors", "--json", in: folder)
        #expect(named.status == 0, "\(named.errors)")
        #expect(try named.json["weights"] == .string("text.safetensors") && named.json["tensors"] == .integer(6))
        #expect(try folder.bytes("text.weft") == text && folder.bytes("text.safetensors") == weights)
        #expect(try Command("convert", "net.onnx", "text.weft", "--weights-to", "w.npz", in: folder).status == 0)
        #expect(try hashes("w.npz", in: folder) == hashes("text.safetensors", in: folder))
    }

    @Test("weights beside a text go nowhere they must not")
    func weightsNowhere() throws {
        let folder = try scratch()
        #expect(try Command("convert", "net.weft", "net.onnx", "--quiet", in: folder).status == 0)
        let alone = try Command("convert", "net.onnx", "alone.weft", "--text-only", in: folder)
        #expect(alone.status == 0 && alone.errors.contains("warning[weights-left-out]"), "\(alone.errors)")
        #expect(!folder.exists("alone.safetensors"))
        // A network that has no weights yet has none to write.
        #expect(try Command("convert", "net.weft", "spec.weft", in: folder).status == 0)
        #expect(!folder.exists("spec.safetensors"))
        for (path, status) in [("w.onnx", 64), ("net.onnx", 64), ("no/such/w.npz", 73)] {
            let result = try Command("convert", "net.onnx", "lost.weft", "--weights-to", path, in: folder)
            #expect(result.status == Int32(status), "\(path): \(result.errors)")
            #expect(!folder.exists("lost.weft"))
        }
        try folder.write("net.npz", "mine")
        let input = try Command(
            "convert", "net.onnx", "lost.weft", "--weights", "net.npz", "--weights-to", "net.npz", in: folder)
        #expect(input.status != 0 && !folder.exists("lost.weft"))
        let spec = try Command("convert", "net.weft", "lost.weft", "--weights-to", "w.npz", in: folder)
        #expect(spec.status == 64 && !folder.exists("lost.weft"), "\(spec.errors)")
    }

    @Test("files come from standard input as well")
    func standardInput() throws {
        let folder = try scratch()
        #expect(try Command("convert", "net.weft", "net.weftpb", "--quiet", in: folder).status == 0)
        let model = folder.path("net.weftpb")
        let inspected = try Command("inspect", "-", "--json", inputFile: model).json
        #expect(inspected["format"] == .string("weftpb") && inspected["tensors"]?.elements.count == 7)
        #expect(try Command("check", "-", inputFile: model).status == 0)
        let converted = try Command("convert", "-", "net.npz", "--quiet", in: folder, inputFile: model)
        #expect(converted.status == 0, "\(converted.errors)")
        let joined = try Command(
            "convert", "-", "joined.weftpb", "--spec", "net.weft", in: folder, inputFile: folder.path("net.npz"))
        #expect(joined.status == 0, "\(joined.errors)")
        #expect(try folder.bytes("joined.weftpb") == folder.bytes("net.weftpb"))
    }

    @Test("what cannot be converted is refused, and nothing is written")
    func refused() throws {
        let folder = try scratch()
        #expect(try Command("convert", "net.weft", "net.safetensors", "--quiet", in: folder).status == 0)
        let before = try folder.bytes("net.safetensors")
        let same = try Command("convert", "net.safetensors", "net.safetensors", in: folder)
        #expect(same.status == 73 && same.errors.contains("error[output-is-input]"))
        #expect(try folder.bytes("net.safetensors") == before)
        #expect(try Command("convert", "net.safetensors", "weights.weftpb", in: folder).status == 0)
        let graphless = try Command("run", "weights.weftpb", in: folder)
        #expect(graphless.status == 65 && graphless.errors.contains("SPEC --weights weights.weftpb"))
        #expect(try Command("convert", "net.safetensors", "net.unknown", in: folder).status == 64)
        #expect(try Command("convert", "net.safetensors", "x.npz", "--from", "npz", in: folder).status == 65)
        #expect(try Command("convert", "net.safetensors", "no/such/x.npz", in: folder).status == 73)
        #expect(try Command("convert", "net.safetensors", "as.bin", "--to", "npz", in: folder).status == 0)
    }

    @Test("weights that do not fit are one table, exit code 1, for every command")
    func misfit() throws {
        let folder = try scratch()
        let other = Self.net.replacing("conv(4, 3)", with: "conv(4, 5)").replacing("bn1:", with: "norm:")
        try folder.write("other.weft", other)
        #expect(try Command("convert", "other.weft", "other.safetensors", "--quiet", in: folder).status == 0)
        let commands = [
            ["run", "net.weft", "--weights", "other.safetensors"],
            ["inspect", "net.weft", "--weights", "other.safetensors"],
            ["check", "net.weft", "--against", "other.safetensors"],
            ["convert", "other.safetensors", "joined.weftpb", "--spec", "net.weft"],
        ]
        for command in commands {
            let result = try Command(command, in: folder)
            #expect(result.status == 1, "\(command)")
            #expect(
                result.errors.contains("1 of a wrong shape or type")
                    && result.errors.contains("5 missing, 5 unexpected"))
            for row in [
                "wrong shape  conv1.weight             f32[4, 3, 3, 3]  f32[4, 3, 5, 5]",
                "renamed?     bn1.running_mean         f32[4]           norm.running_mean: f32[4]",
                "renamed?     bn1.num_batches_tracked  i64[]            norm.num_batches_tracked: i64[]",
            ] { #expect(result.errors.contains(row), "\(result.errors)") }
            let weights = try Command(command + ["--json"], in: folder).json["weights"]
            #expect(weights?["fits"] == .bool(false) && weights?["missing"]?.elements.count == 5)
            #expect(weights?["nearMisses"]?.elements.count == 5)
            #expect(weights?["different"]?.elements.first?["found"] == .string("f32[4, 3, 5, 5]"))
        }
        #expect(!folder.exists("joined.weftpb"))
        #expect(try Command("check", "other.weft", "--against", "other.safetensors", in: folder).status == 0)
    }

    @Test("inspect shows layers and totals, folded where asked, with the contract's keys")
    func inspect() throws {
        let folder = try scratch()
        let text = try Command("inspect", "net.weft", in: folder)
        #expect(text.status == 0 && text.output.contains("1 MAC = one multiply and one add"))
        #expect(text.output.contains("conv1"))
        let document = try Command("inspect", "net.weft", "--json", "-D", "H=8", "-D", "W=8", "-D", "N=1", in: folder)
            .json
        for key in ["format", "producer", "inputs", "outputs", "layers", "parameters", "macs", "metadata", "tensors"] {
            #expect(document[key] != nil, "\(key)")
        }
        #expect(document["parameters"]?["trainable"] == .integer(4 * 3 * 9 + 4 + 8))
        #expect(document["parameters"]?["fixed"] == .integer(9))
        let conv = document["layers"]?.elements.first
        #expect(conv?["path"] == .string("conv1") && conv?["macs"] == .string("\(4 * 3 * 9 * 36)"))
        #expect(conv?["outputs"] == .array([.string("f32[1, 4, 6, 6]")]))
        #expect(document["metadata"]?["license"] == .string("\"MIT\""))
    }

    @Test("a file cut anywhere is refused with its name, and never a crash")
    func truncated() throws {
        let folder = try scratch()
        #expect(try Command("convert", "net.weft", "net.weftpb", "--quiet", in: folder).status == 0)
        for format in ["safetensors", "npz"] {
            #expect(try Command("convert", "net.weftpb", "net.\(format)", "--quiet", in: folder).status == 0)
        }
        for name in ["net.weftpb", "net.safetensors", "net.npz"] {
            let bytes = try folder.bytes(name)
            for end in [1, 9, 40, bytes.count / 2, bytes.count - 1] {
                try folder.write("cut", Array(bytes[..<end]))
                let result = try Command("inspect", "cut", in: folder)
                #expect(result.status == 65, "\(name) cut at \(end): \(result.output)\(result.errors)")
                #expect(result.errors.contains("cut"))
            }
        }
    }
}
