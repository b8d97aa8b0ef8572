import WeftGraph
import WeftOperators

extension Graph {
    /// Rewrites the bodies of scans by rules that are made for each of them.
    mutating func rewriteCells(sweeps: Int, _ rules: (_ scan: Op.Scan) -> [any RewriteRule]) {
        for index in nodes.indices {
            guard var scan = nodes[index].operation as? Op.Scan else { continue }
            let own = rules(scan)
            scan.body.rewrite(by: own, sweeps: sweeps, fixedInputs: scan.fixedBodyInputs, outer: conditions)
            scan.body.mergeEqualNodes()
            nodes[index].operation = scan
        }
    }

    /// Parts the products of cells into what depends on the states and what does not.
    mutating func partCellProducts() {
        rewriteCells(sweeps: 1) { scan in
            [PartedProducts(dependence: StateDependence(scan.body, states: scan.carried))]
        }
    }

    /// Makes one product of those of cells that multiply the same, and parts it before anything is added to it.
    mutating func joinCellProducts() {
        rewriteCells(sweeps: 1) { scan in
            [JoinedProducts(scan.body, states: scan.carried, fixed: scan.fixedBodyInputs)]
        }
        rewriteCells(sweeps: 8) { _ in [PartedSums()] }
    }
}
