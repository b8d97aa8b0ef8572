import CWeftKernels

/// A set of vector instructions that kernels are made for.
package struct InstructionSet: Sendable, Hashable, CustomStringConvertible {
    let native: weft_isa

    /// The best one that this machine has.
    package static var best: InstructionSet { InstructionSet(native: weft_isa_best()) }

    /// All of them, those of other machines too.
    package static var all: [InstructionSet] {
        (0..<UInt32(WEFT_ISA_COUNT)).map { InstructionSet(native: weft_isa(rawValue: $0)) }
    }

    /// Those that this machine can run, from the least to the best.
    package static var available: [InstructionSet] { all.filter(\.isAvailable) }

    init(native: weft_isa) { self.native = native }

    /// The set of a name, such as `avx2`.
    package init?(_ name: String) {
        guard let set = Self.all.first(where: { $0.description == name }) else { return nil }
        self = set
    }

    package var isAvailable: Bool { weft_isa_is_available(native) }

    package var description: String { unsafe String(cString: weft_isa_name(native)) }

    package static func == (left: InstructionSet, right: InstructionSet) -> Bool { left.native == right.native }

    package func hash(into hasher: inout Hasher) { hasher.combine(native.rawValue) }
}
