package import WeftTensors

/// Small tensors written out, as examples have them; without a shape they have rank 1.
extension PlainTensor {
    package static func f32(_ values: [Double], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(rounding: values, .f32, shape: shape ?? [values.count])
    }

    package static func i32(_ values: [Int64], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(wrapping: values, .i32, shape: shape ?? [values.count])
    }

    package static func i64(_ values: [Int64], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(wrapping: values, .i64, shape: shape ?? [values.count])
    }

    package static func u8(_ values: [Int64], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(wrapping: values, .u8, shape: shape ?? [values.count])
    }

    package static func i8(_ values: [Int64], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(wrapping: values, .i8, shape: shape ?? [values.count])
    }

    package static func bools(_ values: [Bool], _ shape: [Int]? = nil) -> PlainTensor {
        PlainTensor(wrapping: values.map { $0 ? 1 : 0 }, .bool, shape: shape ?? [values.count])
    }
}
