/// Keys' cubic convolution kernel (Keys 1981).
enum Keys {
    /// The weight of an element at a distance; the coefficient of PyTorch and ONNX is −0.75, of TensorFlow −0.5.
    static func weight(_ x: Double, _ a: Double = -0.75) -> Double {
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
    }
}
