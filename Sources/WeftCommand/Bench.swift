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

    @Option(help: "How many runs are measured.")
    var runs = 20

    @OptionGroup
    var machine: MachineOptions

    @Flag(help: "Say how long each call takes.")
    var profile = false

    @OptionGroup
    var seed: SeedOptions

    @OptionGroup(title: "Output options")
    var output: OutputOptions

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs: at least one") }
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
        var notes: [Diagnostic] = []
        let result = try single { () throws(Diagnostic) in
            let session = try machine.session(loaded.model)
            let compiled = clock.now
            let inputs =
                if let given { given } else { try loaded.model.sampleInputs(model.options.loading.dimensions) }
            let prepared = clock.now
            _ = try session.run(inputs)
            let first = clock.now
            notes = session.notes
            var times: [Double] = []
            for _ in 0..<runs {
                let before = clock.now
                _ = try session.run(inputs)
                times.append(before.duration(to: clock.now).milliseconds)
            }
            let (plan, peak) = (session.lastPlan, Environment.peakResidentBytes)
            return BenchResult(
                model: loaded.model.graph.name,
                sizes: (plan?.sizes ?? [:]).map { (name: $0.key.name, size: $0.value) }.sorted { $0.name < $1.name },
                threads: session.threadCount, times: times.sorted(),
                open: start.duration(to: opened).milliseconds, compile: opened.duration(to: compiled).milliseconds,
                bind: (plan?.binding ?? .zero).milliseconds, first: prepared.duration(to: first).milliseconds,
                memory: session.memory, peakBytes: peak, work: plan?.work ?? 0,
                calls: profile ? try session.profile(inputs, runs: runs) : [],
                roof: profile
                    ? try MachineRoof.measured(threads: session.threadCount, isa: machine.isa?.set ?? .best) : nil)
        }
        return Report(text: result.text, members: result.members, diagnostics: loaded.warnings + notes)
    }
}

/// What was measured.
struct BenchResult {
    let model: String
    let sizes: [(name: String, size: Int)]
    let threads: Int
    /// Of each run in milliseconds, sorted.
    let times: [Double]
    let open: Double
    let compile: Double
    /// What binding the sizes took, without the weights.
    let bind: Double
    let first: Double
    /// In bytes.
    let memory: (weights: Int, arena: Int)
    /// The most that the process held up to the end of the runs.
    let peakBytes: Int
    /// Multiply-accumulates.
    let work: Int
    let calls: [Session.CallTime]
    /// What the machine can do, where calls were timed.
    let roof: MachineRoof?

    private var median: Double { times[times.count / 2] }
    private var late: Double { times[min(times.count * 9 / 10, times.count - 1)] }

    var text: String {
        var lines = [
            "\(model): median \(median.shown) ms, least \(times[0].shown) ms, 90 % below \(late.shown) ms "
                + "(\(times.count) runs, \(threads) \(threads == 1 ? "thread" : "threads"))",
            "open \(open.shown) ms, compile \(compile.shown) ms, bind \(bind.shown) ms, first run with packing "
                + "\(first.shown) ms",
            "weights \(memory.weights >> 20) MiB, arena \(memory.arena >> 20) MiB, peak memory "
                + "\(peakBytes >> 20) MiB",
        ]
        let all = calls.reduce(0) { $0 + $1.milliseconds }
        for call in calls.sorted(by: { $0.milliseconds > $1.milliseconds }) {
            let share = all > 0 ? Int((call.milliseconds / all * 100).rounded()) : 0
            let rate = call.milliseconds > 0 ? Double(call.work) * 2 / call.milliseconds / 1e6 : 0
            let near = roof.flatMap { $0.share(call) }.map { "\(Int(($0 * 100).rounded())) % of the roof  " } ?? ""
            lines.append(
                "\(call.milliseconds.shown) ms  \(share) %  \(call.work == 0 ? "" : "\(rate.shown) GF/s  ")\(near)"
                    + "\(call.name)  \(call.nodes)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var members: [JSONValue.Member] {
        [
            .init("model", .string(model)),
            .init("sizes", .object(sizes.map { .init($0.name, .integer($0.size)) })),
            .init("threads", .integer(threads)), .init("precision", .string("f32")),
            .init("runs", .integer(times.count)), .init("median_ms", .number(median)),
            .init("min_ms", .number(times[0])),
            .init("p90_ms", .number(late)), .init("open_ms", .number(open)), .init("compile_ms", .number(compile)),
            .init("bind_ms", .number(bind)), .init("first_ms", .number(first)),
            .init("peak_rss_bytes", .integer(peakBytes)),
            .init("weights_bytes", .integer(memory.weights)), .init("arena_bytes", .integer(memory.arena)),
            .init("macs", .integer(work)),
            .init(
                "kernels",
                .array(
                    calls.map { call in
                        .object(
                            [.init("name", .string(call.name)), .init("macs", .integer(call.work))]
                                + CompileExplanation.members(call, roof))
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
    var shown: String {
        let thousandths = Int((self * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
