extension String {
    /// The text made safe to show: control, bidirectional and other invisible characters become `\u{…}`.
    ///
    /// Names and messages may come from a hostile file; nothing from one reaches a terminal in another form.
    public var escapedForDisplay: String {
        guard unicodeScalars.contains(where: \.isHiddenOnTerminals) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.isHiddenOnTerminals:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether a terminal would act on the character, or hide it, instead of showing it.
    fileprivate var isHiddenOnTerminals: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator, .unassigned: true
        default: false
        }
    }
}
