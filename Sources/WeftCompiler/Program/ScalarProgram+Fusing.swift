extension ScalarProgram {
    /// The same with fewer lines, each of which is a pass over a block: a product that goes into a single sum is one operation
    /// with it, rounded once, and so is a sum with the relu that alone reads it.
    package func fusingSums() -> ScalarProgram {
        var uses = Array(repeating: 0, count: lines.count)
        for line in lines {
            if case .apply(_, let inputs, _, _) = line { for input in inputs { uses[input] += 1 } }
        }
        for store in stores { uses[store.value] += 1 }
        var forms = lines
        var absorbed: Set<Int> = []
        for (index, line) in lines.enumerated() {
            guard case .apply(let operation, let inputs, _, _) = line else { continue }
            switch operation {
            case .add:
                guard let product = inputs.first(where: { uses[$0] == 1 && lines[$0].isProduct }),
                    let summand = inputs.first(where: { $0 != product }),
                    case .apply(_, let factors, _, _) = lines[product]
                else { continue }
                forms[index] = .apply(.fma, factors + [summand], 0, 0)
                absorbed.insert(product)
            case .relu:
                guard uses[inputs[0]] == 1, case .apply(let inner, let terms, _, _) = forms[inputs[0]],
                    let both = inner.thenRelu
                else { continue }
                forms[index] = .apply(both, terms, 0, 0)
                absorbed.insert(inputs[0])
            default: continue
            }
        }
        var result = ScalarProgram()
        var moved = Array(repeating: 0, count: lines.count)
        for (index, form) in forms.enumerated() where !absorbed.contains(index) {
            if case .apply(let operation, let inputs, let x, let y) = form {
                moved[index] = result.apply(operation, inputs.map { moved[$0] }, x, y)
            } else {
                moved[index] = result.add(form)
            }
        }
        result.stores = stores.map { Store(value: moved[$0.value], operand: $0.operand) }
        return result
    }
}

extension ScalarProgram.Line {
    fileprivate var isProduct: Bool {
        if case .apply(.multiply, _, _, _) = self { true } else { false }
    }
}

extension ScalarProgram.Operation {
    /// The operation that is this one and relu.
    fileprivate var thenRelu: Self? {
        switch self {
        case .add: .addRelu
        case .fma: .fmaRelu
        default: nil
        }
    }
}
