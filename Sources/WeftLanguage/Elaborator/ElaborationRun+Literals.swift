import WeftDiagnostics
import WeftFiles
import WeftGraph
import WeftTensors

extension ElaborationRun {
    /// `tensor(f32, [2, 2], [1, 2, 3, 4])`, or with the elements' bytes in base 64; nil when it takes something else.
    func tensor(
        _ type: LanguageValue, _ sizes: LanguageValue, _ elements: LanguageValue, at range: SourceRange
    ) throws(Problem) -> Tensor? {
        guard case .elementType(let type) = type, case .list(let sizes) = sizes else { return nil }
        let shape = sizes.compactMap { size -> Int? in
            if case .size(let dimension) = size.single, let value = dimension.value, value >= 0 { value } else { nil }
        }
        guard shape.count == sizes.count else { return nil }
        let parts: [LanguageValue]
        if case .list(let several) = elements { parts = several } else { parts = [elements] }
        let count = shape.elementCount
        if case .string? = parts.first?.single {
            var text = ""
            for case .string(let part) in parts { text += part }
            if let bytes = Base64.decode(text), let tensor = Tensor(type, shape: shape, bytes: bytes) { return tensor }
        } else if let count, count == parts.count {
            return plain(parts, type, shape)?.tensor
        }
        throw .diagnostic(
            Diagnostic(
                "bad-tensor", "these are not the elements of a tensor \(type.rawValue)\(shape)", at: range,
                help: "it takes \(count.map(String.init) ?? "too many") numbers, or their bytes in base 64"))
    }

    private func plain(_ parts: [LanguageValue], _ type: ElementType, _ shape: [Int]) -> PlainTensor? {
        if type.isFloat {
            let numbers = parts.compactMap { realNumber($0) }
            return numbers.count == parts.count ? PlainTensor(rounding: numbers, type, shape: shape) : nil
        }
        let numbers = parts.compactMap { part -> Int64? in
            switch part.single {
            case .bool(let truth) where type == .bool: return truth ? 1 : 0
            case .size(let dimension) where type != .bool:
                guard let value = dimension.value.map(Int64.init), type.integerRange?.contains(value) ?? true else {
                    return nil
                }
                return value
            default: return nil
            }
        }
        return numbers.count == parts.count ? PlainTensor(wrapping: numbers, type, shape: shape) : nil
    }
}
