import ArgumentParser
import WeftRuntime

/// The name of an instruction set.
struct InstructionSetName: ExpressibleByArgument {
    let set: InstructionSet

    init?(argument: String) {
        guard let set = InstructionSet(argument) else { return nil }
        self.set = set
    }

    static var allValueStrings: [String] { InstructionSet.all.map(\.description) }
}

/// Names of instruction sets, parted by commas.
struct InstructionSetList: ExpressibleByArgument {
    let sets: [InstructionSet]

    init?(argument: String) {
        var sets: [InstructionSet] = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let set = InstructionSet(String(name)) else { return nil }
            if !sets.contains(set) { sets.append(set) }
        }
        self.sets = sets
    }
}
