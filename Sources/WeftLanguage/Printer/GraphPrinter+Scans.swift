import WeftGraph
import WeftOperators
import WeftTensors

/// What the call of a driver is made of.
private struct PrintedDriver {
    /// The arguments in the cell's own parentheses.
    var cell: [String] = []
    /// The states that begin with a number, by their places: it is written in the cell.
    var numbers: [Int: String] = [:]
    /// What flows in, if anything does.
    var first: PrintedExpression?
    /// The arguments behind the cell.
    var others: [String] = []
}

extension GraphPrinter {
    /// Prints a scan as a driver of a cell of its own.
    mutating func scan(_ index: Int, _ operands: ScanForm.Operands, _ scope: inout PrintedScope) {
        let node = scope.graph.nodes[index]
        guard let scan = node.operation as? Op.Scan, let number = plan.scopes[scope.number].cells[index] else { return }
        let prefix = plan.prefix(of: number)
        let cell = PrintedDeclaration(kind: .cell)
        var inner = PrintedScope(scan.body, number: number, prefix: prefix, declaration: cell)
        let place = reservePlace()
        var driver = takeSequences(scan, operands, &scope)
        cellHead(scan, operands, &driver, &inner, &scope)
        statements(&inner)
        let name = declare(inner.declaration, like: cellName(scan, prefix), otherwise: "Cell", at: place)

        var layer = PrintedLayer(label: label(number, prefix, scope), name: scan.scanned == 0 ? "unroll" : "scan")
        layer.isWeighty = layer.label != nil
        layer.isDriver = true
        layer.arguments.append(driver.cell.isEmpty ? name : "\(name)(\(driver.cell.joined(separator: ", ")))")
        layer.arguments += driver.others
        var expression = driver.first ?? PrintedExpression(calling: layer)
        if driver.first != nil { expression.flow(into: layer) }
        let results = scan.body.outputs.dropFirst(scan.carried).dropLast(scan.hasStop ? 1 : 0).map(\.name)
        let states = scan.body.inputs.prefix(scan.carried).map(\.name)
        finish(node, expression, hints: results + states + (scan.hasStop ? ["lengths"] : []), &scope)
    }

    /// A name for a cell: what it was called, or the label of its parameters.
    private func cellName(_ scan: Op.Scan, _ prefix: [String]) -> String {
        let name = PrintedNames.isPlain(scan.body.name) ? scan.body.name : prefix.last ?? ""
        let words = PrintedNames.plain(name).split(separator: "_")
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    func label(_ number: Int, _ prefix: [String], _ scope: PrintedScope) -> String? {
        guard plan.scopes[number].hasParameters else { return nil }
        return PrintedLabel.text(Array(prefix.dropFirst(scope.prefix.count)))
    }

    /// Takes the sequences, and the numbers that states begin with, of what waits; all else must have a name.
    private mutating func takeSequences(
        _ scan: Op.Scan, _ operands: ScanForm.Operands, _ scope: inout PrintedScope
    ) -> PrintedDriver {
        var driver = PrintedDriver(numbers: initialNumbers(operands, scope))
        let named =
            operands.states.enumerated().filter { driver.numbers[$0.offset] == nil }.map(\.element)
            + operands.sequences.dropFirst() + operands.fixed + [operands.lengths].compactMap { $0 }
        if named.contains(where: { scope.place(of: $0) != nil }) {
            scope.settle()
            driver.numbers = [:]
        } else if let first = operands.sequences.first,
            scope.place(of: first) != scope.pending.count - driver.numbers.count - 1
        {
            scope.settle(keeping: driver.numbers.count)
        }
        for item in scope.takeLast(driver.numbers.count) { scope.reads[item.value.index] -= 1 }
        if let first = operands.sequences.first {
            driver.first = take([PrintedOperand(value: first, place: .first)], &scope)[0]
        }
        driver.others = operands.sequences.dropFirst().map { name(of: $0, &scope) }
        if scan.scanned > 0, scan.axis != 1 { driver.others.append("axis=\(scan.axis)") }
        if scan.reverse { driver.others.append("reverse=true") }
        if let lengths = operands.lengths { driver.others.append("lengths=\(name(of: lengths, &scope))") }
        if let steps = scan.steps { driver.others.append("steps=\(scope.sizes.text(steps))") }
        return driver
    }

    /// The states that begin with a number that nothing else reads, if these wait last and in order.
    private func initialNumbers(_ operands: ScanForm.Operands, _ scope: PrintedScope) -> [Int: String] {
        var numbers: [Int: String] = [:]
        var place = scope.pending.count
        for index in operands.states.indices.reversed() {
            guard let waiting = scope.place(of: operands.states[index]), let filling = scope.pending[waiting].filling
            else { continue }
            place -= 1
            guard waiting == place else { return [:] }
            numbers[index] = filling
        }
        return numbers
    }

    /// The name of a value that is read under its name.
    mutating func name(of value: ValueID, _ scope: inout PrintedScope) -> String {
        let text = text(of: value, &scope)
        scope.noteRead(of: value)
        return text
    }

    /// The head of a cell, its states, and what is given in its parentheses where it is driven.
    private mutating func cellHead(
        _ scan: Op.Scan, _ operands: ScanForm.Operands, _ driver: inout PrintedDriver, _ inner: inout PrintedScope,
        _ scope: inout PrintedScope
    ) {
        let body = scan.body
        let steps = body.inputs[scan.carried..<(scan.carried + scan.scanned)].map(\.value)
        let invariants = body.inputs.dropFirst(scan.carried + scan.scanned).map(\.value)
        for value in invariants { inner.isFixed[value.index] = true }
        // A parameter that only this cell reads is declared in it.
        let given = zip(invariants, operands.fixed).filter { !isDeclaredBelow($0.0, inner.number) }
        let sizes = sizesToGive(scan, steps + given.map(\.0), &inner)

        for (value, input) in zip(steps, body.inputs.dropFirst(scan.carried)) {
            addTensor(value, like: input.name, &inner)
        }
        for (value, outer) in given {
            let text = name(of: outer, &scope)
            let own = addTensor(value, like: PrintedNames.isPlain(text) ? text : body[value].name ?? "", &inner)
            driver.cell.append("\(own)=\(text)")
        }
        for symbol in sizes {
            let own = inner.sizes.names[symbol] ?? ""
            inner.declaration.parameters.append("\(own): int")
            driver.cell.append("\(own)=\(scope.sizes.text(Dimension(symbol)))")
        }
        declareStates(scan, operands, &driver, &inner, &scope)
        addRoles(scan, &inner)
    }

    /// Whether a parameter is declared in a scope or in what it holds.
    func isDeclaredBelow(_ value: ValueID, _ number: Int) -> Bool {
        guard let parameter = plan.scopes[number].parameters[value.index], var home = plan.homes[parameter] else {
            return false
        }
        while home != number {
            guard let parent = plan.scopes[home].parent else { return false }
            home = parent
        }
        return true
    }

    /// The sizes that the cell's text speaks of and that no type of what it is given binds, named.
    private func sizesToGive(_ scan: Op.Scan, _ tensors: [ValueID], _ inner: inout PrintedScope) -> [Symbol] {
        var bare: Set<Symbol> = []
        for value in tensors {
            for dimension in inner.graph.type(value).shape {
                if let symbol = dimension.onlySymbol { bare.insert(symbol) }
            }
        }
        var needed = innerSymbols(of: scan.body)
        for input in scan.body.inputs.prefix(scan.carried) {
            for dimension in scan.body.type(input.value).shape { needed.formUnion(dimension.symbols) }
        }
        let sizes = needed.subtracting(bare).sorted()
        for symbol in sizes { inner.sizes.name(symbol, inner.names.unique(symbol.name, otherwise: "n")) }
        return sizes
    }

    /// Adds a tensor to the head of a cell; sizes that stand alone in its type are named by it.
    @discardableResult
    private func addTensor(_ value: ValueID, like name: String, _ inner: inout PrintedScope) -> String {
        let type = inner.graph.type(value)
        let own = inner.names.unique(name, otherwise: "x")
        inner.texts[value.index] = own
        let sizes = type.shape.map { dimension -> String in
            if let symbol = dimension.onlySymbol, inner.sizes.names[symbol] == nil {
                inner.sizes.name(symbol, inner.names.unique(symbol.name, otherwise: "n"))
            }
            // A size is written once all that it speaks of has been named.
            return inner.sizes.knows(dimension) ? inner.sizes.text(dimension) : "_"
        }
        inner.declaration.parameters.append("\(own): \(type.elementType.rawValue)[\(sizes.joined(separator: ", "))]")
        return own
    }

    private mutating func declareStates(
        _ scan: Op.Scan, _ operands: ScanForm.Operands, _ driver: inout PrintedDriver, _ inner: inout PrintedScope,
        _ scope: inout PrintedScope
    ) {
        for (index, input) in scan.body.inputs.prefix(scan.carried).enumerated() {
            let name = inner.names.unique(input.name, otherwise: "h")
            inner.texts[input.value.index] = name
            var statement = "state \(name): \(inner.sizes.text(inner.graph.type(input.value)))"
            if let number = driver.numbers[index] {
                statement += " = \(number)"
            } else {
                driver.cell.append("\(name)=\(self.name(of: operands.states[index], &scope))")
            }
            inner.addState(statement)
            let next = scan.body.outputs[index].value
            inner.roles[next.index, default: []].append(.next(name))
        }
    }

    private func addRoles(_ scan: Op.Scan, _ inner: inout PrintedScope) {
        let results = scan.body.outputs.dropFirst(scan.carried).dropLast(scan.hasStop ? 1 : 0)
        for output in results {
            let name = inner.names.unique(output.name, otherwise: "y")
            inner.roles[output.value.index, default: []].append(.result(name))
            inner.declaration.results.append("\(name): \(inner.sizes.text(inner.graph.type(output.value)))")
        }
        if scan.hasStop, let stop = scan.body.outputs.last { inner.roles[stop.value.index, default: []].append(.stop) }
    }
}
