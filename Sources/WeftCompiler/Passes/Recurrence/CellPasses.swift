import WeftGraph
import WeftOperators

extension Graph {
    /// Changes the bodies of scans, those within them first. Bodies are nested as deep as a graph may be, which bounds the
    /// recursion.
    private mutating func changeCells(_ change: (_ body: inout Graph, _ scan: Op.Scan, _ outer: [Condition]) -> Void) {
        for index in nodes.indices {
            guard var scan = nodes[index].operation as? Op.Scan else { continue }
            scan.body.changeCells(change)
            change(&scan.body, scan, conditions)
            scan.body.mergeEqualNodes()
            nodes[index].operation = scan
        }
    }

    /// Parts the products of cells into what depends on the states and what does not.
    mutating func partCellProducts() {
        changeCells { body, scan, outer in
            let rule = PartedProducts(dependence: StateDependence(body, states: scan.carried))
            body.rewriteNodes(by: [rule], sweeps: 1, fixedInputs: scan.fixedBodyInputs, outer: outer)
        }
    }

    /// Makes one product of those of cells that multiply the same, and parts it before anything is added to it.
    mutating func joinCellProducts() {
        changeCells { body, scan, outer in
            body.join(body.cellProducts(scan))
            body.rewriteNodes(by: [PartedSums()], sweeps: 8, fixedInputs: scan.fixedBodyInputs, outer: outer)
        }
    }
}
