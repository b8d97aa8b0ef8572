import WeftGraph

/// A product taken apart: values, and the number that they are multiplied by.
struct Factors {
    var number = 1.0
    var values: [ValueID] = []
    private var isTooLong = false

    /// The factors of what a node multiplies or divides by a number, and of the products that only it reads; nil for any
    /// other node.
    init?(_ node: Graph.Node, _ rewriting: Rewriting) {
        take(node, rewriting, depth: 0)
        if isTooLong || values.isEmpty { return nil }
    }

    /// As above, for the node that makes a value; the value alone where that is none.
    init(_ value: ValueID, _ rewriting: Rewriting) {
        guard let node = rewriting.producer(of: value), let factors = Factors(node, rewriting) else {
            values = [value]
            return
        }
        self = factors
    }

    private mutating func take(_ node: Graph.Node, _ rewriting: Rewriting, depth: Int) {
        guard depth < 4, node.inputs.count == 2, let a = node.inputs[0], let b = node.inputs[1] else {
            isTooLong = true
            return
        }
        switch node.operation {
        case is Op.Multiply:
            take(a, rewriting, depth: depth)
            take(b, rewriting, depth: depth)
        case is Op.Divide:
            guard let divisor = rewriting.uniform(b) else {
                isTooLong = true
                return
            }
            number /= divisor
            take(a, rewriting, depth: depth)
        default: isTooLong = true
        }
    }

    private mutating func take(_ value: ValueID, _ rewriting: Rewriting, depth: Int) {
        if let number = rewriting.uniform(value) {
            self.number *= number
            return
        }
        if rewriting.isReadOnce(value), let node = rewriting.producer(of: value) {
            var deeper = self
            deeper.take(node, rewriting, depth: depth + 1)
            if !deeper.isTooLong {
                self = deeper
                return
            }
        }
        values.append(value)
    }
}
