import CWeftKernels
import WeftCompiler

extension Packing {
    /// Rows of a weight that are laid out together, as a weight of their own.
    struct Block {
        let rows: Range<Int>
        let packing: Packing
        /// Where the block begins in the packed weight, in elements.
        let offset: Int
    }

    /// About how many numbers a block of several panels has: they fit into a second-level cache.
    private static let blockSize = 1 << 17

    /// The blocks of a weight for an instruction set: whole panels, as many as make a good piece of work.
    func blocks(_ isa: weft_isa) -> [Block] {
        let panel = Int(weft_isa_panel(isa))
        switch self {
        case .product(let groups, let columns, let depth):
            return Self.panels(columns, panel, size: depth, together: groups == 1).flatMap { part in
                (0..<groups).map { group in
                    let rows = group * columns + part.lowerBound..<group * columns + part.upperBound
                    return Block(
                        rows: rows, packing: .product(groups: 1, columns: part.count, depth: depth),
                        offset: (part.lowerBound * groups + group * panel) * depth)
                }
            }
        case .convolution(let algorithm, let groups, let inputs, let outputs, let kernel)
        where groups == 1 && algorithm != .depthwise:
            let depth = count(isa) / max((outputs + panel - 1) / panel * panel, 1)
            return Self.panels(outputs, panel, size: depth, together: true).map { rows in
                let packing = Packing.convolution(
                    algorithm, groups: groups, inputs: inputs, outputs: rows.count, kernel: kernel)
                return Block(rows: rows, packing: packing, offset: rows.lowerBound * depth)
            }
        case .productOfRows(let depth, _): return [Block(rows: 0..<depth, packing: self, offset: 0)]
        case .convolution(_, _, _, let outputs, _): return [Block(rows: 0..<outputs, packing: self, offset: 0)]
        }
    }

    /// Columns by panels, several of them in a piece where that is asked for and they are small.
    private static func panels(_ columns: Int, _ panel: Int, size: Int, together: Bool) -> [Range<Int>] {
        let step = together ? max(blockSize / max(panel * size, 1), 1) * panel : panel
        return stride(from: 0, to: columns, by: step).map { $0..<min($0 + step, columns) }
    }
}
