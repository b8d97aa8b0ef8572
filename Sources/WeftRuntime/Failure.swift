import CWeftKernels
import WeftCompiler
import WeftDiagnostics
import WeftTensors

extension weft_status {
    /// What a kernel found wrong with the data, at a place of the model.
    func diagnostic(_ place: String) -> Diagnostic {
        let range = high < low ? "there are none to choose from" : "it must be from \(low) to \(high)"
        switch weft_failure(rawValue: UInt32(code)) {
        case WEFT_FAILURE_LENGTH:
            return Diagnostic(
                "length-out-of-range", "the length of row \(position) is \(value), but \(range)", place: place)
        case WEFT_FAILURE_DIVISOR:
            return Diagnostic(
                "division-by-zero", "an integer cannot be divided by 0, as at position \(position)", place: place)
        case WEFT_FAILURE_EXPONENT:
            return Diagnostic(
                "negative-power", "an integer has no power \(value), as at position \(position)", place: place)
        case WEFT_FAILURE_REGION:
            return Diagnostic(
                "roi-out-of-range",
                "region \(position) has numbers that are no place in a plane, or cells that cover more than \(high) elements",
                place: place, help: "say how many places a cell has: samples=2")
        case WEFT_FAILURE_COUNT:
            return Diagnostic("count-out-of-range", "the number of steps is \(value), but \(range)", place: place)
        default:
            return Diagnostic(
                "index-out-of-range", "the index at position \(position) is \(value), but \(range)", place: place)
        }
    }
}

extension Step<Int> {
    /// The nodes of a step and, of a loop, of those within it, in the order in which kernels number them.
    var nodesDepthFirst: [[String]] {
        let body: [Step] =
            switch call {
            case .loop(let loop): loop.body
            case .bands(let bands): bands.turns.body
            default: []
            }
        return [nodes] + body.flatMap { step in step.nodesDepthFirst.map { $0.isEmpty ? nodes : $0 } }
    }
}
