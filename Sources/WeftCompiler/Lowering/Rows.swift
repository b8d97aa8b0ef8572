import WeftGraph

/// Rows and columns as kernels count them: rows in four levels, then columns.
enum Rows {
    /// Views of one shape, whose last axis are the columns, with the axes before joined as far as one stride runs through
    /// them in all views, and brought to five axes; nil where more than `levels` are left.
    ///
    /// Two levels are batch and row.
    static func joined(_ views: [View<Dimension>], levels: Int) -> [View<Dimension>]? {
        guard let first = views.first else { return [] }
        var groups: [[Int]] = []
        for axis in 0..<(first.rank - 1) where first.shape[axis] != 1 {
            if let last = groups.last?.last, views.allSatisfy({ $0.runs(through: last, and: axis) }) {
                groups[groups.count - 1].append(axis)
            } else {
                groups.append([axis])
            }
        }
        guard groups.count <= levels else { return nil }
        return views.map { $0.joined(groups) }
    }

    /// Views `[N, D, H, W, C]` with the rows of each picture joined into one level, batch and row; nil where they lie in more.
    static func joinedInImages(_ views: [View<Dimension>]) -> [View<Dimension>]? {
        let single = views.map { view in
            var image = view
            image.shape[0] = 1
            return image
        }
        guard let joined = joined(single, levels: 1) else { return nil }
        return zip(joined, views).map { image, whole in
            var view = image
            (view.shape[0], view.strides[0]) = (whole.shape[0], whole.strides[0])
            return view
        }
    }
}

extension View where Size == Dimension {
    fileprivate func runs(through outer: Int, and inner: Int) -> Bool {
        strides[outer] == strides[inner] * shape[inner]
    }

    /// The view with groups of axes as its rows: the first group is the outermost level, the last the innermost.
    fileprivate func joined(_ groups: [[Int]]) -> View {
        var view = self
        view.shape = [1, 1, 1, 1, shape[rank - 1]]
        view.strides = [0, 0, 0, 0, strides[rank - 1]]
        for (index, group) in groups.enumerated() {
            let level = index == groups.count - 1 ? 3 : index == 0 ? 0 : 3 - (groups.count - 1 - index)
            view.shape[level] = group.reduce(1) { $0 * shape[$1] }
            view.strides[level] = strides[group[group.count - 1]]
        }
        return view
    }

    /// `[N, C, spatial…]` as batch, depth, height, width and channel.
    func channelsLast() -> View {
        let spatial = Array(2..<rank)
        var view = permuted([0] + spatial + [1])
        let missing = 3 - spatial.count
        view.shape.insert(contentsOf: [Dimension](repeating: 1, count: missing), at: 1)
        view.strides.insert(contentsOf: [Dimension](repeating: 0, count: missing), at: 1)
        return view
    }
}
