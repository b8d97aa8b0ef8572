package import WeftGraph

extension Model {
    /// The first sentence of the model's documentation, on one line.
    package var firstSentence: String {
        let words = metadata.documentation.split(whereSeparator: \.isWhitespace)
        var sentence: [Substring] = []
        for (index, word) in words.enumerated() {
            sentence.append(word)
            // A full stop ends a sentence when a capital letter follows; `et al. 1998` does not.
            let next = index + 1 < words.count ? words[index + 1].first : nil
            if word.last == ".", word != "al.", next?.isUppercase ?? true { break }
        }
        return sentence.joined(separator: " ")
    }
}
