package import WeftDiagnostics
import WeftGraph

/// What a program does at one point: a call into a family of kernels, a loop around such calls, or a call of an
/// operator's own evaluation where no kernel computes it.
package enum Call<Size: Sendable & Hashable>: Sendable {
    case product(ProductCall<Size>)
    case pack(PackCall<Size>)
    case convolution(ConvolutionCall<Size>)
    case elementwise(ElementwiseCall<Size>)
    case pool(PoolCall<Size>)
    case copy(CopyCall<Size>)
    case reference(ReferenceCall<Size>)

    /// What the call is called in texts.
    package var name: String {
        switch self {
        case .product: "product"
        case .pack: "pack"
        case .convolution(let call): "convolution.\(call.algorithm.rawValue)"
        case .elementwise: "elementwise"
        case .pool: "pool"
        case .copy: "copy"
        case .reference(let call): "reference.\(call.operation.name)"
        }
    }

    /// The views that are read.
    package var reads: [View<Size>] {
        switch self {
        case .product(let call): [call.a, call.weight] + call.epilogue.reads
        case .pack(let call): [call.source]
        case .convolution(let call): [call.x, call.weight] + call.epilogue.reads
        case .elementwise(let call): call.reads
        case .pool(let call): [call.x]
        case .copy(let call): [call.source]
        case .reference(let call): call.operands.compactMap { $0 }
        }
    }

    /// The views that are written.
    package var writes: [View<Size>] {
        switch self {
        case .product(let call): call.epilogue.writes(call.out)
        case .pack(let call): [call.target]
        case .convolution(let call): call.epilogue.writes(call.out)
        case .elementwise(let call): call.writes
        case .pool(let call): [call.out]
        case .copy(let call): [call.target]
        case .reference(let call): call.results
        }
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> Call<Other> {
        switch self {
        case .product(let call): .product(try call.map(transform))
        case .pack(let call): .pack(try call.map(transform))
        case .convolution(let call): .convolution(try call.map(transform))
        case .elementwise(let call): .elementwise(try call.map(transform))
        case .pool(let call): .pool(try call.map(transform))
        case .copy(let call): .copy(try call.map(transform))
        case .reference(let call): .reference(try call.map(transform))
        }
    }
}

/// A call, and what it stands for.
package struct Step<Size: Sendable & Hashable>: Sendable {
    package let call: Call<Size>
    /// The operators that it computes, with the labels they stand in.
    package let nodes: [String]
    /// Multiply-accumulates.
    package let work: Size

    package init(call: Call<Size>, nodes: [String], work: Size) {
        self.call = call
        self.nodes = nodes
        self.work = work
    }

    package func map<Other>(_ transform: (Size) throws(Diagnostic) -> Other) throws(Diagnostic) -> Step<Other> {
        Step<Other>(call: try call.map(transform), nodes: nodes, work: try transform(work))
    }
}

extension Array {
    /// The elements transformed by a function that may fail.
    func mapped<Other>(_ transform: (Element) throws(Diagnostic) -> Other) throws(Diagnostic) -> [Other] {
        var result: [Other] = []
        result.reserveCapacity(count)
        for element in self { result.append(try transform(element)) }
        return result
    }
}

extension Optional {
    /// What is there transformed by a function that may fail.
    func mapped<Other>(_ transform: (Wrapped) throws(Diagnostic) -> Other) throws(Diagnostic) -> Other? {
        guard let value = self else { return nil }
        return try transform(value)
    }
}
