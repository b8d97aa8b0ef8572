import WeftGraph
import WeftOperators

/// Pools over whole planes are reductions, and those whose windows come out even are plain pools. Of windows that give the
/// same lengths of rows there is one.
struct CanonicalPools: RewriteRule {
    let operators: [any Operator.Type]? = [
        Op.GlobalAvgPool.self, Op.GlobalMaxPool.self, Op.AdaptiveAvgPool.self, Op.InstanceNorm.self, Op.LpPool.self,
        Op.WindowLengths.self,
    ]

    func replacement(for node: Graph.Node, in rewriting: inout Rewriting) -> [ValueID]? {
        guard let x = node.inputs.first ?? nil else { return nil }
        let plane = Array(2..<max(rewriting.fact(x).rank, 2))
        switch node.operation {
        case is Op.GlobalAvgPool: return rewriting.add(Op.Mean(axis: plane, keep: true), [x])
        case is Op.GlobalMaxPool: return rewriting.add(Op.Max(axis: plane, keep: true), [x])
        case let pool as Op.AdaptiveAvgPool:
            if pool.size.allSatisfy({ $0 == 1 }) { return rewriting.add(Op.Mean(axis: plane, keep: true), [x]) }
            let wanted = rewriting.fact(node.outputs[0]).shape
            var kernel: [Int] = []
            for axis in plane {
                guard let size = rewriting.fact(x).shape[axis].value, let parts = wanted[axis].value,
                    size.isMultiple(of: parts)
                else { return nil }
                kernel.append(size / parts)
            }
            return kernel.allSatisfy { $0 == 1 } ? [x] : rewriting.add(Op.AvgPool(kernel: kernel), [x])
        case let norm as Op.InstanceNorm:
            guard let channels = rewriting.fact(x).shape[1].value else { return nil }
            return rewriting.add(Op.GroupNorm(groups: channels, eps: norm.eps), node.inputs)
        case let windows as Op.WindowLengths:
            guard let same = Op.WindowLengths(room: windows.room, stride: windows.stride, begun: windows.begun),
                same.kernel != windows.kernel || same.before != windows.before || same.dilation != windows.dilation
            else { return nil }
            return rewriting.add(same, [x])
        case let pool as Op.LpPool where !pool.ceil: return powers(pool, x, &rewriting)
        default: return nil
        }
    }

    /// The root of sums of powers: means over whole windows, padding included, times as many as a window has.
    private func powers(_ pool: Op.LpPool, _ x: ValueID, _ rewriting: inout Rewriting) -> [ValueID]? {
        let type = rewriting.fact(x).elementType
        let axes = rewriting.fact(x).rank - 2
        let kernel = pool.kernel.count == 1 ? [Int](repeating: pool.kernel[0], count: axes) : pool.kernel
        let mean = Op.AvgPool(
            kernel: kernel, stride: pool.stride, pad: pool.pad, countPad: true, dilation: pool.dilation)
        guard let size = rewriting.addOne(Op.Abs(), x), let power = rewriting.number(pool.p, type),
            let root = rewriting.number(1 / pool.p, type),
            let count = rewriting.number(Double(kernel.reduce(1, *)), type),
            let powers = rewriting.addOne(Op.Power(), size, power), let means = rewriting.addOne(mean, powers),
            let sums = rewriting.addOne(Op.Multiply(), means, count)
        else { return nil }
        return rewriting.add(Op.Power(), [sums, root])
    }
}
