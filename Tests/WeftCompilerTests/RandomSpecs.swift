import WeftTestSupport

/// Specs made by chance: pictures through layers, and sequences through cells.
struct RandomSpecs {
    private var numbers: Numbers

    init(seed: Int) { numbers = Numbers(state: UInt64(seed) &* 0x9E37) }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[numbers.int(0...(choices.count - 1))] }
    mutating func int(_ range: ClosedRange<Int>) -> Int { numbers.int(range) }

    private static let functions = [
        "relu", "sigmoid", "tanh", "silu", "gelu", "hard_swish", "leaky_relu(0.2)", "elu", "softplus",
        "clamp(min=0, max=6)",
    ]

    /// A model of pictures: convolutions of all kinds, pools, normalisations, joins and residuals.
    mutating func picture() -> String {
        var lines = ["model Picture(x: f32[N, 4, H, W]) -> (y, z) {", "    a0 = x |> c0: conv(8, 3, pad=1)"]
        var channels = 8
        var size = 0
        let count = int(3...7)
        for index in 1...count {
            let last = "a\(index - 1)"
            switch int(0...9) {
            case 0:
                channels = pick([5, 8, 16, 24])
                lines.append(
                    "    a\(index) = \(last) |> c\(index): conv(\(channels), \(pick([1, 3, 5])), pad=\"same\") |> n\(index): batch_norm |> \(pick(Self.functions))"
                )
            case 1:
                lines.append(
                    "    a\(index) = \(last) |> c\(index): conv(\(channels), 3, pad=1, groups=\(channels), bias=false) |> n\(index): batch_norm |> relu"
                )
            case 2:
                lines.append(
                    "    a\(index) = \(last) + (\(last) |> c\(index): conv(\(channels), 3, pad=1) |> \(pick(Self.functions)))"
                )
            case 3:
                lines.append(
                    "    a\(index) = concat([\(last), \(last) |> c\(index): conv(8, 1), \(last) |> max_pool(3, stride=1, pad=1)], axis=1)"
                )
                channels = 2 * channels + 8
            case 4 where size < 2:
                size += 1
                lines.append(
                    "    a\(index) = \(last) |> \(pick(["max_pool(2)", "avg_pool(3, stride=2, pad=1)", "max_pool(3, stride=2, ceil=true)"]))"
                )
            case 5:
                lines.append(
                    "    a\(index) = \(last) * (\(last) |> global_avg_pool |> s\(index): conv(4, 1) |> relu |> e\(index): conv(\(channels), 1) |> sigmoid)"
                )
            case 6:
                lines.append("    a\(index) = \(last) |> g\(index): group_norm(1) |> \(pick(Self.functions))")
            case 7:
                let out = pick([4, 12])
                lines.append(
                    "    a\(index) = \(last) |> c\(index): conv_transpose(\(out), \(pick([2, 3, 4])), stride=\(pick([1, 2])), pad=1) |> relu"
                )
                channels = out
            case 8:
                channels = 16
                lines.append(
                    "    a\(index) = \(last) |> c\(index): conv(16, 3, stride=\(pick([1, 2])), pad=2, dilation=2) |> prelu\(index): prelu(shared=false)"
                )
            default:
                lines.append("    a\(index) = \(last) |> \(pick(Self.functions))")
            }
        }
        lines.append("    z = a\(count)")
        lines.append("    y = a\(count) |> global_avg_pool |> flatten |> head: dense(7)")
        return (lines + ["}"]).joined(separator: "\n")
    }

    /// A model of sequences: a cell whose gates, states and products are chosen by chance, in one direction or both.
    mutating func sequence() -> String {
        let units = pick([3, 8, 17, 32])
        let hasLengths = int(0...1) == 1
        var cell = ["cell Cell(x: f32[N, D]) -> (y: f32[N, \(units)]) {", "    state h: f32[N, \(units)] = 0"]
        cell.append("    state c: f32[N, \(units)] = \(pick(["0", "0.5"]))")
        switch int(0...4) {
        case 0:
            cell.append("    (i, f, g) = split(a: dense(x, \(3 * units)) + b: dense(h, \(3 * units), bias=false), 3)")
        case 1:
            cell.append("    (i, f, g) = split(a: dense(concat(x, h), \(3 * units)), 3)")
        case 2:
            cell += [
                "    i = a: dense(x, \(units)) + b: dense(h, \(units))",
                "    f = d: dense(concat(x, h), \(units))", "    g = e: dense(h, \(units)) * x2",
            ]
            cell.insert("    x2 = t: dense(x, \(units))", at: 3)
        case 3:
            cell.append("    (i, f) = split(a: dense(x, \(2 * units)) + b: dense(h, \(2 * units)), 2)")
            cell.append("    g = e: dense(concat(x, sigmoid(i) * h), \(units))")
        default:
            cell.append(
                "    (i, f, g) = split((x |> a: dense(\(3 * units)) |> m: layer_norm) + (h |> b: dense(\(3 * units))), 3)"
            )
        }
        cell.append("    next c = sigmoid(f) * c + \(pick(["sigmoid(i)", "(1 - sigmoid(f))"])) * tanh(g)")
        let out = pick(["tanh(next c)", "sigmoid(i) * tanh(next c)", "relu(next c) + 0.1 * h"])
        cell.append("    next h = \(out)")
        cell.append("    y = \(pick(["next h", "next h * 2", "next h + next c"]))")
        cell.append("}")
        let lengths = hasLengths ? ", lengths=lengths" : ""
        let way =
            int(0...2) == 0
            ? "|> r: bidirectional(Cell, Cell\(lengths))"
            : "|> r: scan(Cell, reverse=\(pick(["true", "false"]))\(lengths))"
        let inputs = hasLengths ? "x: f32[N, T, 5], lengths: i32[N] in 0...T" : "x: f32[N, T, 5]"
        return (cell + ["model Sequence(\(inputs)) -> (y) {", "    y = x \(way) |> out: dense(4)", "}"])
            .joined(separator: "\n")
    }
}
