import WeftDiagnostics
import WeftGraph
import WeftOperators

/// A batch that a file fixes, read as a free one.
///
/// Exporters that trace a network with one batch write its size into the inputs, and into the sizes that nodes reshape to.
/// What is rows of the batch in the file is rows of the free batch then: each row is reshaped for itself. Whatever else
/// the file fixes by the batch stays, as a condition that the batch is just that.
struct ONNXBatch {
    /// The size in the file.
    let fixed: Dimension
    /// The size that stands for it.
    let free: Symbol

    /// - Parameter inputs: the declared types of the inputs, in order.
    /// - Throws: `onnx-batch` where no input has axes.
    init(_ inputs: [ONNXValueType]) throws(Diagnostic) {
        let shapes = inputs.compactMap(\.shapeOfElements)
        guard let first = shapes.first(where: { !$0.isEmpty })?.first else {
            throw Diagnostic("onnx-batch", "no input has axes, of which the first could be the batch")
        }
        if let symbol = first.bareSymbol {
            // Where the inputs' is free already, nodes were traced with one row.
            (fixed, free) = (1, symbol)
        } else {
            let taken = Set(shapes.joined().flatMap(\.symbols))
            let names = ["N", "batch"] + (2...(taken.count + 2)).map { "batch_\($0)" }
            (fixed, free) = (first, names.map { Symbol($0) }.first { !taken.contains($0) } ?? Symbol("N"))
        }
    }

    /// The free size.
    var size: Dimension { Dimension(free) }

    /// The shape of an input with the free batch.
    func freed(_ shape: [Dimension]) -> [Dimension] {
        shape.first == fixed ? [size] + shape.dropFirst() : shape
    }
}

extension ONNXValueType {
    /// The shape without the axis of the bytes of strings.
    fileprivate var shapeOfElements: [Dimension]? { isText ? shape?.dropLast() : shape }
}

extension ONNXFile {
    /// The batch that is to be free; nil where it stays as the file has it.
    func batch() throws(Diagnostic) -> ONNXBatch? {
        freesBatch ? try ONNXBatch(try declaredInputs().map(\.type)) : nil
    }
}

extension ONNXGraphImporter {
    /// The sizes that a value of a shape is reshaped to, with the batch that the file fixes in them read as the free one
    /// where that keeps the rows of the value apart. Where it does not, a −1 stands for what it does in the file, so
    /// that rows are not mixed unseen.
    mutating func freeingBatch(_ sizes: [Dimension], of shape: [Dimension], _ node: ONNXNode) -> [Dimension] {
        guard let batch = file.batch, let leading = sizes.first, leading.value != nil, leading != -1 else {
            return sizes
        }
        let rest = sizes.dropFirst()
        let isLeft = rest.contains(-1)
        if leading == batch.fixed, shape.first == batch.size, isLeft || shape.dropFirst().product == rest.product {
            let freed = [batch.size] + rest
            file.ledger.note(
                node.label, "its target \(Dimension.text(sizes)) is read as \(Dimension.text(freed)), row by row")
            return freed
        }
        let count = shape.product
        guard isLeft, count.symbols.contains(batch.free) else { return sizes }
        let others = sizes.filter { $0 != -1 }.product
        let left = count.substituting([batch.free: batch.fixed]).floorDivided(by: others)
        return sizes.map { $0 == -1 ? left : $0 }
    }

    /// The size that a node gives for the first axis of a result that has the rows of a value: the free batch where the
    /// file has the fixed one.
    func freeingBatch(_ size: Dimension, of shape: [Dimension]) -> Dimension {
        guard let batch = file.batch, size == batch.fixed, shape.first == batch.size else { return size }
        return batch.size
    }

    /// Whether an axis has the size 1 in the file.
    func isOne(_ size: Dimension) -> Bool {
        size == 1 || file.batch.map { $0.fixed == 1 && size == $0.size } == true
    }
}

extension Sequence<Dimension> {
    fileprivate var product: Dimension { reduce(1, *) }
}

extension Dimension {
    fileprivate static func text(_ sizes: some Sequence<Dimension>) -> String {
        "[\(sizes.map(\.description).joined(separator: ", "))]"
    }
}
