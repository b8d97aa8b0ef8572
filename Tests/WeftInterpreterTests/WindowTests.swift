import Testing
import WeftGraph
import WeftOperators
import WeftTensors
import WeftTestSupport

/// Windows written out the slow way: one coordinate at a time, padding by comparison.
struct Coordinates {
    let shape: [Int]

    var all: [[Int]] {
        shape.reduce([[]]) { found, size in found.flatMap { place in (0..<size).map { place + [$0] } } }
    }

    func index(_ place: [Int]) -> Int? {
        var index = 0
        for (position, size) in zip(place, shape) {
            guard (0..<size).contains(position) else { return nil }
            index = index * size + position
        }
        return index
    }
}

/// Random attributes of windows over random sizes.
struct WindowCase: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let axes: Int
    var testDescription: String { "\(axes) axes, seed \(seed)" }

    static let all = (1...3).flatMap { axes in (0..<12).map { WindowCase(seed: UInt64($0), axes: axes) } }
}

@Suite("Windows against loops over coordinates")
struct WindowTests {
    @Test("conv", arguments: WindowCase.all)
    func conv(_ window: WindowCase) throws {
        var numbers = Numbers(state: window.seed)
        let axes = window.axes
        let groups = numbers.int(1...2)
        let (perGroup, outPerGroup) = (numbers.int(1...2), numbers.int(1...3))
        let input = numbers.ints(axes, 4...7)
        let kernel = numbers.ints(axes, 1...3)
        let (stride, dilation) = (numbers.ints(axes, 1...3), numbers.ints(axes, 1...2))
        let pads = numbers.ints(2 * axes, 1...2)
        let x = numbers.f32([2, perGroup * groups] + input)
        let weight = numbers.f32([outPerGroup * groups, perGroup] + kernel)
        let bias = numbers.f32([outPerGroup * groups])
        let operation = Op.Conv(stride: stride, pad: .explicit(pads), dilation: dilation, groups: groups)
        let result = try operation.run([x, weight, bias])[0]
        let output = (0..<axes).map { (axis: Int) -> Int in
            let room = input[axis] + pads[axis] + pads[axes + axis] - dilation[axis] * (kernel[axis] - 1) - 1
            return room / stride[axis] + 1
        }
        let (source, weights) = (Coordinates(shape: x.shape), Coordinates(shape: weight.shape))
        let places = Coordinates(shape: [2, outPerGroup * groups] + output).all
        let expected = places.map { place in
            var sum = bias.reals[place[1]]
            for tap in Coordinates(shape: [perGroup] + kernel).all {
                let position = (0..<axes).map { (axis: Int) -> Int in
                    place[2 + axis] * stride[axis] - pads[axis] + tap[1 + axis] * dilation[axis]
                }
                let channel = place[1] / outPerGroup * perGroup + tap[0]
                guard let at = source.index([place[0], channel] + position),
                    let of = weights.index([place[1]] + tap)
                else { continue }
                sum += x.reals[at] * weight.reals[of]
            }
            return sum
        }
        #expect(distance(result, .f32(expected, [2, outPerGroup * groups] + output)) == 0)
    }

    @Test("conv_transpose", arguments: WindowCase.all)
    func convTranspose(_ window: WindowCase) throws {
        var numbers = Numbers(state: window.seed)
        let axes = window.axes
        let groups = numbers.int(1...2)
        let (perGroup, outPerGroup) = (numbers.int(1...2), numbers.int(1...3))
        let input = numbers.ints(axes, 2...4)
        let kernel = numbers.ints(axes, 1...3)
        let (stride, dilation) = (numbers.ints(axes, 1...3), numbers.ints(axes, 1...2))
        let more = (0..<axes).map { numbers.int(0...(max(stride[$0], dilation[$0]) - 1)) }
        let x = numbers.f32([2, perGroup * groups] + input)
        let weight = numbers.f32([perGroup * groups, outPerGroup] + kernel)
        let bias = numbers.f32([outPerGroup * groups])
        let operation = Op.ConvTranspose(stride: stride, dilation: dilation, groups: groups, outputPad: more)
        let result = try operation.run([x, weight, bias])[0]
        let output = (0..<axes).map { (axis: Int) -> Int in
            let reach = dilation[axis] * (kernel[axis] - 1) + 1
            return (input[axis] - 1) * stride[axis] + reach + more[axis]
        }
        let target = Coordinates(shape: [2, outPerGroup * groups] + output)
        var expected = target.all.map { bias.reals[$0[1]] }
        for (at, place) in Coordinates(shape: x.shape).all.enumerated() {
            let group = place[1] / perGroup
            for tap in Coordinates(shape: [outPerGroup] + kernel).all {
                let position = (0..<axes).map { (axis: Int) -> Int in
                    place[2 + axis] * stride[axis] + tap[1 + axis] * dilation[axis]
                }
                guard let to = target.index([place[0], group * outPerGroup + tap[0]] + position),
                    let of = Coordinates(shape: weight.shape).index([place[1]] + tap)
                else { continue }
                expected[to] += x.reals[at] * weight.reals[of]
            }
        }
        #expect(distance(result, .f32(expected, target.shape)) == 0)
    }

    @Test("conv_transpose undoes the shape of conv, and is its adjoint", arguments: WindowCase.all)
    func adjoint(_ window: WindowCase) throws {
        var numbers = Numbers(state: window.seed &+ 100)
        let axes = window.axes
        let kernel = numbers.ints(axes, 1...3)
        let stride = numbers.ints(axes, 1...2)
        let pads = (0..<axes).map { numbers.int(0...(kernel[$0] - 1)) } + kernel.map { numbers.int(0...($0 - 1)) }
        let x = numbers.f32([1, 2] + numbers.ints(axes, 4...6))
        let weight = numbers.f32([3, 2] + kernel)
        let y = try Op.Conv(stride: stride, pad: .explicit(pads)).run([x, weight, nil])[0]
        let probe = numbers.f32(y.shape)
        let back = Op.ConvTranspose(stride: stride, pad: .explicit(pads))
        let plain = try back.run([probe, weight, nil])[0]
        // Strides lose positions at the end; output_pad brings them back.
        let lost = zip(x.shape, plain.shape).dropFirst(2).map { $0 - $1 }
        let full = try Op.ConvTranspose(stride: stride, pad: .explicit(pads), outputPad: lost).run(
            [probe, weight, nil])[0]
        #expect(full.shape == x.shape)
        let left = zip(y.reals, probe.reals).reduce(0) { $0 + $1.0 * $1.1 }
        let right = zip(x.reals, full.reals).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(left == right)
    }

    @Test("pools", arguments: WindowCase.all)
    func pools(_ window: WindowCase) throws {
        var numbers = Numbers(state: window.seed)
        let axes = window.axes
        let kernel = numbers.ints(axes, 2...3)
        let stride = numbers.ints(axes, 1...3)
        let pads = numbers.ints(2 * axes, 0...1)
        let x = numbers.f32([1, 2] + numbers.ints(axes, 3...6))
        let ceil = numbers.int(0...1) == 1
        let largest = try Op.MaxPool(kernel: kernel, stride: stride, pad: .explicit(pads), ceil: ceil).run([x])[0]
        let counted = try Op.AvgPool(kernel: kernel, stride: stride, pad: .explicit(pads), ceil: ceil).run([x])[0]
        let own = try Op.AvgPool(
            kernel: kernel, stride: stride, pad: .explicit(pads), ceil: ceil, countPad: false
        ).run([x])[0]
        let source = Coordinates(shape: x.shape)
        let padded = (0..<axes).map { x.shape[2 + $0] + pads[axes + $0] }
        for (at, place) in Coordinates(shape: largest.shape).all.enumerated() {
            var found: [Double] = []
            var places = 0
            for tap in Coordinates(shape: kernel).all {
                let position = (0..<axes).map { (axis: Int) -> Int in
                    place[2 + axis] * stride[axis] - pads[axis] + tap[axis]
                }
                if zip(position, padded).allSatisfy({ $0 < $1 }) { places += 1 }
                if let index = source.index(place[..<2] + position) { found.append(x.reals[index]) }
            }
            #expect(largest.reals[at] == found.max())
            let sum = found.reduce(0, +)
            #expect((counted.reals[at] - sum / Double(places)).magnitude < 1e-6)
            #expect((own.reals[at] - sum / Double(found.count)).magnitude < 1e-6)
        }
    }

    @Test("same and causal padding are explicit padding by another name", arguments: 1...8)
    func named(_ length: Int) throws {
        var numbers = Numbers(state: UInt64(length))
        let x = numbers.f32([1, 1, length])
        for (kernel, stride, dilation) in [(2, 1, 1), (3, 2, 1), (4, 3, 1), (3, 1, 2), (1, 2, 1), (2, 2, 3)] {
            let weight = numbers.f32([1, 1, kernel])
            let extent = dilation * (kernel - 1) + 1
            let count = (length + stride - 1) / stride
            let total = max(0, (count - 1) * stride + extent - length)
            for (padding, pads) in [
                (Padding.same, [total / 2, total - total / 2]), (.sameLower, [total - total / 2, total / 2]),
                (.causal, [extent - 1, 0]),
            ] {
                let named = try Op.Conv(stride: [stride], pad: padding, dilation: [dilation]).run([x, weight, nil])[0]
                let explicit = try Op.Conv(
                    stride: [stride], pad: .explicit(pads), dilation: [dilation]
                ).run([x, weight, nil])[0]
                #expect(named.shape == [1, 1, count])
                #expect(named == explicit, "\(padding), kernel \(kernel), stride \(stride), dilation \(dilation)")
            }
        }
    }
}
