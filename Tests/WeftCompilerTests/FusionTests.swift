import Testing
import WeftCompiler

/// What becomes one call, and what must not.
@Suite("Fusion")
struct FusionTests {
    private static func normalised(_ layer: String) -> String { "    y = x |> c: \(layer) |> n: batch_norm |> relu" }

    @Test(
        "takes a batch normalisation into the weights before it",
        arguments: [
            ("conv(24, 3, pad=1)", "convolution.winograd6"),
            ("conv(24, 3, stride=2, bias=false)", "convolution.direct"),
            ("conv(24, 3, groups=4)", "convolution.direct"),
            ("conv(16, 3, pad=1, groups=16, bias=false)", "convolution.depthwise"), ("conv(24, 1)", "product"),
            ("conv_transpose(24, 2, stride=2)", "product"),
            ("conv_transpose(24, 3, stride=2, bias=false)", "convolution.direct"),
            ("conv_transpose(24, 4, stride=2, pad=1, groups=4)", "convolution.direct"),
        ])
    func scales(_ layer: String, _ call: String) throws {
        let lowered = try Lowered(picture: 16, "y", Self.normalised(layer))
        #expect(lowered.calls == [call])
        #expect(lowered.program.text.contains("+ bias then relu"), "\(lowered.program.text)")
        #expect(lowered.program.text.contains("sqrt(add(n.running_var"), "\(lowered.program.text)")
        try lowered.compare()
    }

    @Test(
        "leaves weights alone where something else sees what they make, or a function is between",
        arguments: [
            ("y, z", "    z = x |> c: conv(24, 3)\n    y = z |> n: batch_norm |> relu"),
            ("y", "    y = x |> c: conv(24, 3) |> relu |> n: batch_norm"),
            ("y", "    y = (x |> c: conv(24, 3)) * (x |> max(axis=[1, 2, 3], keep=true))"),
            ("y", "    y = x |> c: conv_transpose(24, 2, stride=2) |> relu |> n: batch_norm"),
        ])
    func otherScales(_ results: String, _ body: String) throws {
        let lowered = try Lowered(picture: 16, results, body)
        #expect(!lowered.program.text.contains("multiply(c.weight"), "\(lowered.program.text)")
        try lowered.compare()
    }

    @Test("adds a residual and takes a function while sums are in registers")
    func residual() throws {
        let lowered = try Lowered(
            picture: 16, "y",
            "    a = x |> a: conv(16, 3, pad=1)\n    y = relu((a |> b: conv(16, 3, pad=1, stride=1)) + a)")
        #expect(lowered.calls == ["convolution.winograd6", "convolution.winograd6"])
        #expect(lowered.program.text.contains("+ bias + residual then relu"))
        try lowered.compare()
    }

    @Test("waits for nothing that comes later: a sum that another call reads first stands alone")
    func lateResidual() throws {
        let lowered = try Lowered(
            picture: 16, "y, z",
            "    a = x |> a: conv(16, 3, pad=1)\n    z = a |> b: conv(16, 3, pad=1)\n    y = relu(a + x)")
        #expect(lowered.calls == ["convolution.winograd6", "convolution.winograd6", "elementwise"])
        #expect(Explanation(lowered.program).text.contains("as another call reads what comes before it"))
        try lowered.compare()
    }

    @Test("does not reach over another shape")
    func otherShape() throws {
        let lowered = try Lowered(
            picture: 16, "y", "    y = (x |> global_avg_pool |> c: conv(16, 1)) + x")
        #expect(lowered.calls == ["reduction.mean", "product", "elementwise"])
        try lowered.compare()
    }

    @Test(
        "takes a function through views of a product",
        arguments: [
            "conv(24, 1) |> pixel_shuffle(2) |> tanh", "conv(24, 1) |> transpose([0, 2, 3, 1]) |> gelu",
            "conv_transpose(24, 3, stride=2, pad=1) |> silu",
        ])
    func views(_ layers: String) throws {
        let lowered = try Lowered(picture: 16, "y", "    y = x |> c: \(layers)")
        #expect(!lowered.calls.contains("elementwise"), "\(lowered.program.text)")
        #expect(lowered.program.text.contains("then "), "\(lowered.program.text)")
        try lowered.compare()
    }

    @Test("takes no function through a view that something else reads")
    func sharedView() throws {
        let lowered = try Lowered(
            picture: 16, "y, z", "    z = x |> c: conv(24, 1) |> pixel_shuffle(2)\n    y = tanh(z)")
        #expect(lowered.calls == ["product", "elementwise"])
        try lowered.compare()
    }

    @Test("collects the mean of a picture where a depthwise convolution writes its rows")
    func pooling() throws {
        func lowered(_ groups: Int, _ pool: String) throws -> Lowered {
            try Lowered(
                picture: 16, "y, m",
                "    y = x |> d: conv(16, 3, pad=1, groups=\(groups)) |> silu\n    m = y |> \(pool)")
        }
        let whole = try lowered(16, "global_avg_pool")
        // What the reduction reads is one number for each row, not the picture.
        #expect(whole.program.text.contains("reduction.mean(%5[N, 16, H, 1]"), "\(whole.program.text)")
        try whole.compare()
        for (groups, pool) in [(1, "global_avg_pool"), (16, "mean(axis=[2])"), (16, "global_max_pool")] {
            let other = try lowered(groups, pool)
            #expect(!other.program.text.contains("[N, 16, H, 1]"), "\(other.program.text)")
            try other.compare()
        }
    }

    @Test("multiplies weights by a gate where pixels are many, and the tensor elsewhere")
    func gate() throws {
        func lowered(_ size: Int, _ tail: String) throws -> Lowered {
            try Lowered(
                """
                model Gated(x: f32[N, 16, \(size), \(size)]) -> (y) {
                    g = x |> global_avg_pool |> s: conv(4, 1) |> relu |> e: conv(16, 1) |> sigmoid
                    y = x * g |> \(tail)
                }
                """)
        }
        let large = try lowered(40, "p: conv(24, 1)")
        #expect(large.program.text.contains("elementwise(@"), "\(large.program.text)")
        let small = try lowered(5, "p: conv(24, 1)")
        let wide = try lowered(40, "p: conv(24, 3)")
        for other in [small, wide] {
            #expect(!other.program.text.contains("elementwise(@"), "\(other.program.text)")
        }
        for each in [large, small, wide] { try each.compare() }
    }
}

/// Products of one tensor that become one.
@Suite("Parallel products")
struct ParallelProductTests {
    @Test("of pixels are one, and what reads a part sees it in the whole")
    func joined() throws {
        let lowered = try Lowered(
            picture: 16, "y",
            """
                a = x |> a: conv(8, 1) |> n: batch_norm |> relu |> a2: conv(8, 3, pad=1)
                b = x |> b: conv(24, 1) |> relu |> b2: conv(8, 5, pad=2)
                y = concat([x |> c: conv(8, 1) |> relu, a, b], axis=1)
            """)
        #expect(
            lowered.calls == ["product", "convolution.direct", "convolution.direct", "product"],
            "\(lowered.program.text)")
        #expect(lowered.program.text.contains("panels(concat(multiply(a.weight, "), "\(lowered.program.text)")
        // The product whose result is put together with others writes it there.
        #expect(lowered.program.text.contains("panels(c.weight)"))
        #expect(lowered.copies == 2, "one at each edge\n\(lowered.program.text)")
        try lowered.compare()
    }

    @Test(
        "stay apart where functions, windows or biases differ, or where something is added to one",
        arguments: [
            "(x |> a: conv(8, 1) |> relu |> p: conv(8, 3)) + (x |> b: conv(8, 1) |> tanh |> q: conv(8, 3))",
            "(x |> a: conv(8, 1) |> leaky_relu(0.1) |> p: conv(8, 3)) + (x |> b: conv(8, 1) |> leaky_relu(0.2) |> q: conv(8, 3))",
            "(x |> a: conv(8, 3) |> p: conv(8, 3)) + (x |> b: conv(8, 1) |> q: conv(8, 5))",
            "(x |> a: conv(8, 1) |> p: conv(8, 3)) + (x |> b: conv(8, 1, bias=false) |> q: conv(8, 3))",
            "(x |> a: conv(8, 1) |> p: conv(8, 1)) + (x |> b: conv(8, 1))",
            "(x |> a: conv(8, 1) |> p: conv(8, 3)) + (x |> b: conv(8, 1, stride=2) |> resize(scale=2) |> q: conv(8, 3))",
        ])
    func apart(_ expression: String) throws {
        let lowered = try Lowered(picture: 16, "y", "    y = \(expression)")
        #expect(!lowered.program.text.contains("concat("), "\(lowered.program.text)")
        try lowered.compare(["H": 10, "W": 12])
    }

    @Test("of vectors are one, whatever their widths")
    func vectors() throws {
        let lowered = try Lowered(
            """
            model Attention(x: f32[N, T, 12]) -> (y) {
                k = x |> k: dense(8)
                v = x |> v: dense(20)
                y = matmul(softmax(matmul(x |> q: dense(8), transpose(k, [0, 2, 1])), axis=2), v)
            }
            """)
        #expect(
            lowered.program.text.contains("panels(concat(k.weight, v.weight, q.weight, axis=0))"),
            "\(lowered.program.text)")
        try lowered.compare()
    }

    @Test("of two loops stay apart")
    func loops() throws {
        let lowered = try Lowered(
            "model Both(x: f32[N, T, 12]) -> (y) { (y, _, _) = x |> r: lstm(8, bidirectional=true) }")
        #expect(
            lowered.calls == ["product", "product", "loop", "product", "loop", "product"]
                || lowered.calls == ["product", "loop", "product", "product", "loop", "product"],
            "\(lowered.program.text)")
        try lowered.compare()
    }
}
