import Foundation
import Testing
import WeftDiagnostics

import WeftLanguage

/// Texts that parse: those written here, and the design's when they stand beside the repository.
enum SyntaxExamples {
    /// The texts of the design's examples by file name; empty when they are not there.
    static let fromDesign: [(name: String, text: String)] = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let examples = folder.appendingPathComponent("shared/design/examples")
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: examples.path) else { continue }
            return names.sorted().filter { $0.hasSuffix(".weft") }.compactMap { name in
                let text = try? String(contentsOf: examples.appendingPathComponent(name), encoding: .utf8)
                return text.map { (name, $0) }
            }
        }
        return []
    }()

    static let all: [(name: String, text: String)] = [("network", network), ("odd", odd)] + fromDesign

    /// Every rule of the grammar at least once.
    static let network = #"""
        import "blocks/bottleneck.weft"
        import "parts.weft" as parts

        /// A model with everything.
        ///
        /// Second line.
        model Everything(image: f32[N, 3, H, W], tokens: i32[N, T] in 0..<20_000, lengths: i32[N]? in 1...T,
                         pad: [int] | string = 0, classes: int = 1000, words: [string] = file("words.txt"))
            -> (logits: f32[N, classes], other)
            where H % 2 ** 5 == 0, streams(T)
        {
            prepare image = picture(scale=1 / 255)
            prepare (tokens, lengths) = text(unknown=1)
            labels logits = file("imagenet.txt")
            about license = "MIT"
            shared encode: parts.Encoder(width=32)
            param w "weight_ih{"l{0 + 1}"}{{x}}": float[4 * classes, ...] = uniform(1 / sqrt(2))
            buffer mean: f32[]
            state h: f32[_, H / 2] = none
            x: f32[N, 3, H2, W2] = image |> "down{1}": conv(64, 7, bias=false) |> relu
            (a, (b, _), next h) = encode(x).y |> features[_]: parts.Bottleneck[0](4).z |> [x[-1] + 1]: op."a.b"
            if a == 1 and not b < 2 or a != -3 ** 2 {
                next h = if a then [1, 2,] else [[0.5, 1e-5], []]
            } else if b >= 1 {
                y = "text": relu(x) + gate: dense(concat(x, next h), 4).y
            } else {
                z = (x |> memory: lstm(4)).h.k % 2 - (1 * 3 / 4)
            }
            for (i, j) in reversed(0..<4) {
                logits = [i]: relu(x)
            }
            stop when tokens == 3
            (other, logits) = _: f
            return x, -9_223_372_036_854_775_808
        }

        block Empty() {}
        cell One(x: float[..., D]) { return x }
        """#

    /// Comments and words in odd places.
    static let odd = #"""

        // first

        block state(state: int, block: [[block]] = [[conv(1, a=2)]], next: f32[N,_]? = none) -> (param,
          when: f32[]) { // trailing


            // own line

            param = state
              + 3 // behind an operand
            when = [ // behind a bracket
                1, 2, // row
                // own line in a list
                3
                // before the bracket
            ]
            state next: i8[4] = 0
            state state: i8[4] = 0
            next next = next next |>
                relu // stage
                // between
                |> label // between label and colon
                : relu
            prepare = stop
            stop: f32[2] = shared
            stop when when
            stop when (a)
            labels = about.prepare |> labels: about
            x = y
            (z, w) = f(y, // first
                g(1
                // before it closes
                ))
            if a
        { b = c }
        // between
        else { }
            // last
        } // after



        // end
        """#
}
