import WeftGraph

/// A node, or a run of nodes that is to be a block.
enum OutlineItem {
    case node(Int)
    case block(OutlineBlock)

    /// The nodes of it.
    var range: Range<Int> {
        switch self {
        case .node(let index): index..<(index + 1)
        case .block(let block): block.range
        }
    }
}

/// A run of nodes that is one of several of a form.
struct OutlineBlock {
    /// The number of the form; a block that is used in another has the lower number.
    let group: Int
    let items: [OutlineItem]
    let range: Range<Int>
    /// The labels of the scope that it is; none where it was found by its form.
    let path: [String]
    /// What it takes from outside, parameters included, in the order of use.
    let inputs: [ValueID]
    /// What is read of it behind it.
    let outputs: [ValueID]

    /// The block with its nodes taken together otherwise.
    func holding(_ items: [OutlineItem]) -> OutlineBlock {
        OutlineBlock(group: group, items: items, range: range, path: path, inputs: inputs, outputs: outputs)
    }
}

/// The form of a run of nodes, and what it takes and gives.
struct OutlineForm {
    /// The same for runs that are the same up to names and numbers.
    private(set) var key = 0
    private(set) var inputs: [ValueID] = []
    private(set) var outputs: [ValueID] = []
    /// How many inputs are tensors that something before the run makes, or that a parameter shares with others.
    private(set) var tensorCount = 0
    let range: Range<Int>

    private let facts: OutlineFacts
    /// The numbers of values in their order; those of parameters that a block in the run has for itself do not count.
    private var ids: [ValueID: Int] = [:]
    private var nextID = 0
    private var made: [ValueID] = []
    private var hasher = Hasher()
    /// The labels before the names of all of its parameters.
    private let prefix: Int

    init(_ items: [OutlineItem], _ facts: OutlineFacts) {
        self.facts = facts
        range = (items.first?.range.lowerBound ?? 0)..<(items.last?.range.upperBound ?? 0)
        prefix = OutlineForm.prefix(of: range, facts)
        var index = 0
        while index < items.count {
            switch items[index] {
            case .node(let number):
                node(facts.graph.nodes[number], facts.kinds[number])
                index += 1
            case .block(let first):
                let count = OutlineForm.chainLength(items[index...], facts)
                hasher.combine(count > 1)
                hasher.combine(first.group)
                var before: OutlineBlock?
                for item in items[index..<(index + count)] {
                    guard case .block(let block) = item else { continue }
                    call(block, behind: before)
                    before = block
                }
                for output in before?.outputs ?? [] { make(output) }
                index += count
            }
        }
        outputs = made.filter { facts.isRead($0, behind: range) }
        for output in outputs { hasher.combine(ids[output]) }
        key = hasher.finalize()
        tensorCount = inputs.filter { !facts.isOwn($0, of: range) }.count
    }

    /// How many blocks of one form stand in a row, each working on the result of the one before.
    static func chainLength(_ items: ArraySlice<OutlineItem>, _ facts: OutlineFacts) -> Int {
        guard case .block(let first)? = items.first, first.outputs.count == 1 else { return 1 }
        var before = first
        var count = 1
        for item in items.dropFirst() {
            guard case .block(let next) = item, next.group == first.group, next.outputs.count == 1,
                next.inputs.contains(before.outputs[0]), !facts.isRead(before.outputs[0], behind: next.range)
            else { break }
            before = next
            count += 1
        }
        return count
    }

    /// The length of what the names of all parameters of a run begin with, up to a dot.
    private static func prefix(of range: Range<Int>, _ facts: OutlineFacts) -> Int {
        var common: Substring.UTF8View?
        for index in range {
            for case let value? in facts.graph.nodes[index].inputs where facts.isOwn(value, of: range) {
                guard let number = facts.parameter(value) else { continue }
                let name = Substring(facts.graph.parameters[number].name).utf8
                guard let known = common else {
                    common = name
                    continue
                }
                common = known.prefix(zip(known, name).prefix { $0 == $1 }.count)
            }
        }
        guard let common, let dot = common.lastIndex(of: UInt8(ascii: ".")) else { return 0 }
        return common.distance(from: common.startIndex, to: dot) + 1
    }

    private mutating func node(_ node: Graph.Node, _ kind: Int) {
        hasher.combine(kind)
        hasher.combine(node.inputs.count)
        for input in node.inputs {
            if let input { use(input) } else { hasher.combine(-1) }
        }
        for output in node.outputs { make(output) }
    }

    /// A block; behind another of its form in a row only what is new counts, so that rows of any length are alike.
    private mutating func call(_ block: OutlineBlock, behind before: OutlineBlock?) {
        for value in block.inputs {
            if facts.isOwn(value, of: block.range) {
                // A block's own parameters are inputs of what is around, too.
                if ids[value] == nil { inputs.append(value) }
                ids[value] = -2
            } else if before == nil || ids[value] == nil && before?.outputs[0] != value {
                use(value)
            }
        }
    }

    private mutating func make(_ value: ValueID) {
        number(value)
        made.append(value)
    }

    private mutating func number(_ value: ValueID) {
        ids[value] = nextID
        nextID += 1
    }

    private mutating func use(_ value: ValueID) {
        if let known = ids[value] { return hasher.combine(known) }
        number(value)
        inputs.append(value)
        let type = facts.graph.type(value)
        hasher.combine(type.elementType)
        hasher.combine(type.rank)
        guard let number = facts.parameter(value) else { return }
        let parameter = facts.graph.parameters[number]
        let isOwn = facts.isOwn(value, of: range)
        hasher.combine(isOwn)
        hasher.combine(parameter.isTrained)
        if isOwn { OutlineForm.combine(parameter.name.utf8.dropFirst(prefix), into: &hasher) }
    }

    /// A name but for the numbers in it.
    private static func combine(_ name: Substring.UTF8View, into hasher: inout Hasher) {
        var isNumber = false
        for byte in name {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if !isDigit || !isNumber { hasher.combine(isDigit ? UInt8(ascii: "0") : byte) }
            isNumber = isDigit
        }
    }
}
