import CWeftKernels
import CWeftKernelsTestSupport
import Testing
import WeftTestSupport

@Suite("Convolutions")
struct ConvolutionTests {
    /// A convolution over two axes, described as one line of a table.
    private struct Case {
        var batch: Int64 = 1
        var size: (Int64, Int64)
        var kernel: (Int64, Int64) = (3, 3)
        var stride: (Int64, Int64) = (1, 1)
        var dilation: (Int64, Int64) = (1, 1)
        var before: (Int64, Int64) = (1, 1)
        var after: (Int64, Int64) = (1, 1)
        var groups: Int64 = 1
        var channels: (Int64, Int64)
        var gaps: (Int64, Int64) = (0, 0)

        func run(_ kernel: weft_test_kernel, _ set: weft_isa, _ epilogue: weft_test_epilogue = epilogues[0]) {
            let shape = weft_convolution_shape(
                batch: batch, in_extent: (1, size.0, size.1), out_extent: (0, 0, 0),
                kernel: (1, self.kernel.0, self.kernel.1), stride: (1, stride.0, stride.1),
                dilation: (1, dilation.0, dilation.1), before: (0, before.0, before.1), groups: groups,
                in_channels: channels.0, out_channels: channels.1)
            let test = weft_test_convolution(
                isa: set, kernel: kernel, shape: shape, after: (0, after.0, after.1), in_gap: gaps.0, out_gap: gaps.1,
                epilogue: epilogue)
            expectGood(weft_test_run_convolution(test), "\(test)")
        }
    }

    private static let direct: [Case] = [
        Case(size: (9, 11), channels: (16, 24)),
        Case(batch: 3, size: (5, 4), channels: (9, 17)),
        Case(size: (8, 8), kernel: (1, 1), before: (0, 0), after: (0, 0), channels: (33, 65), gaps: (3, 5)),
        Case(size: (15, 14), stride: (2, 3), channels: (12, 20)),
        Case(size: (12, 13), dilation: (2, 3), before: (2, 0), after: (0, 3), channels: (8, 16)),
        Case(size: (7, 30), kernel: (1, 7), before: (0, 5), after: (0, 1), channels: (20, 8)),
        Case(size: (4, 4), kernel: (6, 6), before: (4, 5), after: (5, 4), channels: (10, 6)),
        // Panels that pass in stretches of taps, some of which the pixels at the edges do not have.
        Case(size: (9, 8), stride: (2, 1), channels: (480, 20), gaps: (2, 1)),
        Case(size: (6, 5), kernel: (5, 7), before: (4, 3), after: (2, 3), channels: (130, 9)),
        // The kernel's window lies wholly in the padding for the outermost pixels.
        Case(size: (2, 2), before: (4, 4), after: (4, 4), channels: (8, 8)),
    ]

    @Test("direct, many shapes", arguments: availableSets)
    func directShapes(_ set: weft_isa) {
        for each in Self.direct { each.run(WEFT_TEST_DIRECT, set) }
    }

    @Test("few input channels", arguments: availableSets)
    func fewChannels(_ set: weft_isa) {
        for channels in Int64(1)...8 {
            Case(
                batch: 2, size: (13, 17), kernel: (7, 7), stride: (2, 2), before: (3, 3), after: (3, 2),
                channels: (channels, 18)
            )
            .run(WEFT_TEST_DIRECT, set)
            Case(size: (6, 250), kernel: (2, 5), before: (0, 4), after: (1, 0), channels: (channels, 5), gaps: (2, 1))
                .run(WEFT_TEST_DIRECT, set)
        }
    }

    @Test("few output channels", arguments: availableSets)
    func fewOutputs(_ set: weft_isa) {
        for channels in Int64(1)...9 {
            Case(size: (9, 5 + 13 * channels), kernel: (5, 5), before: (2, 2), after: (2, 2), channels: (1, channels))
                .run(WEFT_TEST_DIRECT, set)
            Case(
                batch: 2, size: (13, 70), kernel: (3, 4), stride: (2, 3), before: (0, 3), after: (3, 1),
                channels: (5, channels), gaps: (2, 1)
            ).run(WEFT_TEST_DIRECT, set)
            Case(size: (8, 300), stride: (1, 2), dilation: (3, 1), channels: (11, channels), gaps: (0, 3))
                .run(WEFT_TEST_DIRECT, set)
        }
        // The kernel is wider than the image, and its window lies wholly in the padding.
        Case(size: (2, 2), kernel: (5, 5), before: (6, 6), after: (6, 6), channels: (2, 2)).run(WEFT_TEST_DIRECT, set)
    }

    @Test("groups of any number of channels", arguments: availableSets)
    func grouped(_ set: weft_isa) {
        for (inner, outer) in [(1, 1), (1, 2), (2, 1), (4, 4), (3, 5), (8, 8), (16, 16), (7, 33)] as [(Int64, Int64)] {
            for groups in [2, 5, 32] as [Int64] {
                Case(
                    batch: 2, size: (6, 9), stride: (1, 2), groups: groups, channels: (inner * groups, outer * groups),
                    gaps: (1, 2)
                ).run(WEFT_TEST_DIRECT, set)
            }
        }
    }

    @Test("groups that fill vectors, with every kernel width and stride", arguments: availableSets)
    func evenGroups(_ set: weft_isa) {
        for (group, groups) in [(2, 9), (4, 5), (8, 3), (16, 7), (8, 9)] as [(Int64, Int64)] {
            for (kernel, stride, dilation) in [(1, 1, 1), (3, 1, 1), (3, 2, 1), (3, 1, 2), (4, 3, 1), (5, 2, 1)]
                as [(Int64, Int64, Int64)]
            {
                Case(
                    batch: 2, size: (7, 21), kernel: (3, kernel), stride: (stride, stride), dilation: (1, dilation),
                    before: (1, kernel / 2), after: (2, kernel / 2), groups: groups,
                    channels: (group * groups, group * groups), gaps: (stride, kernel)
                ).run(WEFT_TEST_DIRECT, set)
            }
        }
    }

    @Test("depthwise with every kernel width, stride and number of channels", arguments: availableSets)
    func depthwise(_ set: weft_isa) {
        for kernel in Int64(1)...8 {
            for stride in Int64(1)...3 {
                let channels = 3 + 5 * kernel + stride
                Case(
                    batch: 2, size: (9, 19), kernel: (3, kernel), stride: (stride, stride), before: (1, kernel / 2),
                    after: (2, kernel / 2), groups: channels, channels: (channels, channels), gaps: (stride, kernel)
                ).run(WEFT_TEST_DEPTHWISE, set)
            }
        }
        Case(
            size: (14, 15), dilation: (2, 4), before: (2, 4), after: (2, 4), groups: 40, channels: (40, 40)
        ).run(WEFT_TEST_DEPTHWISE, set)
        Case(size: (5, 200), groups: 300, channels: (300, 300)).run(WEFT_TEST_DEPTHWISE, set)
    }

    @Test("depthwise in bands of rows from a ring gives the bits of the whole", arguments: availableSets)
    func ring(_ set: weft_isa) {
        for (kernel, stride, dilation) in [(3, 1, 1), (3, 2, 1), (5, 1, 1), (5, 2, 1), (3, 1, 2), (2, 3, 1), (1, 1, 1)]
            as [(Int64, Int64, Int64)]
        {
            for rows in [1, 2, 3, 7] as [Int64] {
                let shape = weft_convolution_shape(
                    batch: 1, in_extent: (1, 13, 10), out_extent: (0, 0, 0), kernel: (1, kernel, kernel),
                    stride: (1, stride, stride), dilation: (1, dilation, dilation), before: (0, kernel / 2, 1),
                    groups: 21, in_channels: 21, out_channels: 21)
                let test = weft_test_convolution(
                    isa: set, kernel: WEFT_TEST_DEPTHWISE, shape: shape, after: (0, kernel / 2, 1), in_gap: 3,
                    out_gap: 1, epilogue: epilogues[1])
                #expect(weft_test_run_ring(test, rows), "\(rows) rows of \(test)")
            }
        }
    }

    /// Winograd's filtering with a kernel that there are transforms for.
    private struct Filtering: CustomTestStringConvertible {
        var kernel: weft_test_kernel
        var size: (Int64, Int64)
        var testDescription: String { "\(kernel) of \(size.0) by \(size.1)" }

        static let all = [
            Filtering(kernel: WEFT_TEST_WINOGRAD4, size: (3, 3)), Filtering(kernel: WEFT_TEST_WINOGRAD6, size: (3, 3)),
            Filtering(kernel: WEFT_TEST_WINOGRAD6, size: (1, 3)), Filtering(kernel: WEFT_TEST_WINOGRAD6, size: (3, 1)),
            Filtering(kernel: WEFT_TEST_WINOGRAD8, size: (5, 5)),
            Filtering(kernel: WEFT_TEST_WINOGRAD10, size: (1, 7)),
            Filtering(kernel: WEFT_TEST_WINOGRAD10, size: (7, 1)),
        ]
    }

    @Test("Winograd with any size, padding and number of channels", arguments: availableSets, Filtering.all)
    private func winograd(_ set: weft_isa, _ filtering: Filtering) {
        let (kernel, (height, width)) = (filtering.kernel, filtering.size)
        let (before, after) = ((height / 2, width / 2), ((height - 1) / 2, (width - 1) / 2))
        for size in Int64(1)...9 {
            Case(
                batch: 2, size: (size, 10 - size), kernel: filtering.size, before: before, after: after,
                channels: (3 + 2 * size, 11 * size), gaps: (1, 3)
            ).run(kernel, set)
        }
        Case(
            size: (14, 14), kernel: filtering.size, before: (0, width - 1), after: (height, 0), channels: (32, 40)
        ).run(kernel, set)
        Case(
            batch: 5, size: (16, 21), kernel: filtering.size, before: before, after: after, channels: (64, 16)
        ).run(kernel, set)
        // Several blocks of tiles; transformed input that the second cache does not hold.
        Case(
            batch: 2, size: (31, 33), kernel: filtering.size, before: before, after: after, channels: (40, 130)
        ).run(kernel, set)
        Case(size: (9, 37), kernel: filtering.size, before: before, after: after, channels: (530, 18)).run(kernel, set)
    }

    @Test("Winograd refuses kernels that it has no transform for", arguments: availableSets)
    func winogradKernels(_ set: weft_isa) {
        let refused: [(Int32, Int64, Int64)] = [(6, 5, 5), (4, 1, 3), (8, 3, 3), (5, 3, 3), (10, 7, 7)]
        for (points, height, width) in refused {
            let kernel = [1, height, width]
            #expect(unsafe !weft_winograd_has(points, kernel))
            var packing = weft_convolution_packing()
            packing.kernel = (1, height, width)
            (packing.groups, packing.in_channels, packing.out_channels) = (1, 16, 16)
            #expect(unsafe weft_winograd_packed_count(set, points, &packing) == -1)
        }
        #expect(unsafe !weft_winograd_has(6, [3, 3, 3]))
        #expect(unsafe weft_winograd_has(6, [1, 3, 3]))
    }

    @Test("every epilogue of every kernel", arguments: availableSets)
    func everyEpilogue(_ set: weft_isa) {
        for epilogue in epilogues {
            Case(batch: 2, size: (5, 9), channels: (10, 19), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(batch: 2, size: (5, 9), channels: (3, 19), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(size: (5, 9), channels: (470, 19), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(batch: 2, size: (5, 9), channels: (3, 2), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(size: (5, 9), groups: 6, channels: (12, 18), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(size: (5, 9), groups: 6, channels: (60, 114), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(size: (5, 9), groups: 11, channels: (44, 44), gaps: (1, 2)).run(WEFT_TEST_DIRECT, set, epilogue)
            Case(size: (5, 9), groups: 21, channels: (21, 21), gaps: (1, 2)).run(WEFT_TEST_DEPTHWISE, set, epilogue)
            Case(size: (7, 9), channels: (10, 19), gaps: (1, 2)).run(WEFT_TEST_WINOGRAD4, set, epilogue)
            Case(size: (7, 9), channels: (10, 19), gaps: (1, 2)).run(WEFT_TEST_WINOGRAD6, set, epilogue)
            Case(
                size: (7, 9), kernel: (5, 5), before: (2, 2), after: (2, 2), channels: (10, 19), gaps: (1, 2)
            ).run(WEFT_TEST_WINOGRAD8, set, epilogue)
            Case(
                size: (7, 9), kernel: (1, 7), before: (0, 3), after: (0, 3), channels: (10, 19), gaps: (1, 2)
            ).run(WEFT_TEST_WINOGRAD10, set, epilogue)
        }
    }

    @Test("three axes, made-up shapes", arguments: availableSets)
    func madeUp(_ set: weft_isa) {
        var numbers = Numbers(state: 12)
        func below(_ limit: Int64) -> Int64 { Int64.random(in: 0..<limit, using: &numbers) }
        func three(_ limit: Int64) -> (Int64, Int64, Int64) { (below(limit), below(limit), below(limit)) }
        for turn in 0..<40 {
            let kernel = three(4), stride = three(3), before = three(3), after = three(3), extent = three(6)
            let groups = 1 + below(3)
            let depthwise = turn % 2 == 0
            let channels = depthwise ? 1 + below(40) : groups * (1 + below(20))
            let shape = weft_convolution_shape(
                batch: 1 + below(2), in_extent: (4 + extent.0, 4 + extent.1, 4 + extent.2), out_extent: (0, 0, 0),
                kernel: (1 + kernel.0, 1 + kernel.1, 1 + kernel.2), stride: (1 + stride.0, 1 + stride.1, 1 + stride.2),
                dilation: (1, 1, 1), before: before, groups: depthwise ? channels : groups, in_channels: channels,
                out_channels: depthwise ? channels : groups * (1 + below(30)))
            let test = weft_test_convolution(
                isa: set, kernel: depthwise ? WEFT_TEST_DEPTHWISE : WEFT_TEST_DIRECT, shape: shape, after: after,
                in_gap: below(3), out_gap: below(3), epilogue: epilogues[turn % epilogues.count])
            expectGood(weft_test_run_convolution(test), "\(test)")
        }
    }
}
