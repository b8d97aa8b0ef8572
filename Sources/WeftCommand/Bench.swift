import ArgumentParser
import Weft
import WeftCompiler
import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftRuntime
import WeftTensors

/// `weft bench`: time and memory of a model's runs.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long a model takes.",
        discussion:
            """
            Inputs are made up where no files are given; free sizes are given by -D. Times are of whole runs, after one that \
            is not counted.
            """)

    @OptionGroup
    var model: ModelArguments

    @Option(name: .customLong("input"), help: ArgumentHelp("A file for an input, as for run.", valueName: "name=file"))
    var inputs: [String] = []

    @Option(help: "The most threads; the CPUs that the process may use where nothing is said.")
    var threads: Int?

    @Option(help: "How many runs are measured.")
    var runs = 20

    @Option(help: "Which algorithms are allowed.")
    var accuracy = AccuracyOption.default

    @Flag(help: "Say how long each call takes.")
    var profile = false

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs: at least one") }
        guard threads.map({ $0 >= 1 }) ?? true else { throw ValidationError("--threads: at least one") }
    }

    func run() throws {
        try Reporter(command: "bench", options: output).run { () throws(DiagnosticList) in try report() }
    }

    private func report() throws(DiagnosticList) -> Report {
        let clock = ContinuousClock()
        let start = clock.now
        var loaded = try model.load()
        if let fit = loaded.fit, !fit.isUsable { return Report(misfit: fit, warnings: loaded.warnings) }
        let given =
            try inputs.isEmpty
            ? nil
            : InputFiles(inputs, mapping: !model.options.readsFiles).tensors(for: loaded.model, seed: seed.seed)
        try single { () throws(Diagnostic) in try loaded.initializeMissing(seed: seed.seed) }
        let opened = clock.now
        let result = try single { () throws(Diagnostic) in
            var options = LoweringOptions()
            options.accuracy = accuracy.value
            let session = try Session(loaded.model, options: options, threads: threads)
            let compiled = clock.now
            let inputs =
                if let given { given } else { try loaded.model.sampleInputs(model.options.loading.dimensions) }
            let prepared = clock.now
            _ = try session.run(inputs)
            let first = clock.now
            var times: [Double] = []
            for _ in 0..<runs {
                let before = clock.now
                _ = try session.run(inputs)
                times.append(before.duration(to: clock.now).milliseconds)
            }
            return BenchResult(
                model: loaded.model.graph.name, threads: session.threadCount, times: times.sorted(),
                open: start.duration(to: opened).milliseconds, compile: opened.duration(to: compiled).milliseconds,
                first: prepared.duration(to: first).milliseconds,
                calls: profile ? try session.profile(inputs, runs: runs) : [])
        }
        return Report(text: result.text, members: result.members, diagnostics: loaded.warnings)
    }
}

/// What was measured.
struct BenchResult {
    let model: String
    let threads: Int
    /// Of each run in milliseconds, sorted.
    let times: [Double]
    let open: Double
    let compile: Double
    let first: Double
    let calls: [Session.CallTime]

    private var median: Double { times[times.count / 2] }
    private var late: Double { times[min(times.count * 9 / 10, times.count - 1)] }

    var text: String {
        var lines = [
            "\(model): median \(median.shown) ms, least \(times[0].shown) ms, 90 % below \(late.shown) ms "
                + "(\(times.count) runs, \(threads) \(threads == 1 ? "thread" : "threads"))",
            "open \(open.shown) ms, compile \(compile.shown) ms, first run with packing \(first.shown) ms, "
                + "peak memory \(Environment.peakResidentBytes >> 20) MiB",
        ]
        let all = calls.reduce(0) { $0 + $1.milliseconds }
        for call in calls.sorted(by: { $0.milliseconds > $1.milliseconds }) {
            let share = all > 0 ? Int((call.milliseconds / all * 100).rounded()) : 0
            let rate = call.milliseconds > 0 ? Double(call.work) * 2 / call.milliseconds / 1e6 : 0
            lines.append(
                "\(call.milliseconds.shown) ms  \(share) %  \(call.work == 0 ? "" : "\(rate.shown) GF/s  ")\(call.name)  "
                    + call.nodes)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var members: [JSONValue.Member] {
        [
            .init("model", .string(model)), .init("threads", .integer(threads)), .init("precision", .string("f32")),
            .init("runs", .integer(times.count)), .init("median_ms", .number(median)),
            .init("min_ms", .number(times[0])),
            .init("p90_ms", .number(late)), .init("open_ms", .number(open)), .init("compile_ms", .number(compile)),
            .init("first_ms", .number(first)), .init("peak_rss_bytes", .integer(Environment.peakResidentBytes)),
            .init(
                "kernels",
                .array(
                    calls.map { call in
                        .object([
                            .init("name", .string(call.name)), .init("ms", .number(call.milliseconds)),
                            .init("macs", .integer(call.work)),
                        ])
                    })),
        ]
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}

extension Double {
    /// With three places.
    fileprivate var shown: String {
        let thousandths = Int((self * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
