/// What officials write: checked before it becomes part of a dossier for good.
enum Words {
    /// Characters of a reason; longer ones are papers of their own.
    static let charactersMax = 2_000
    /// Papers that can be asked for at once.
    static let papersMax = 100

    /// The text without blanks around it.
    ///
    /// - Throws: `.words` for one that is empty, too long, or has control characters other than a
    ///   new line.
    static func checked(
        _ text: String, _ field: String, mayBeEmpty: Bool = false
    ) throws(DossierRefusal) -> String {
        guard text.utf8.count <= charactersMax * 4 else { throw .words(field: field) }
        let trimmed = trimming(text)
        let isPlain = trimmed.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar.properties.generalCategory != .control
        }
        guard isPlain, trimmed.count <= charactersMax, mayBeEmpty || !trimmed.isEmpty else {
            throw .words(field: field)
        }
        return trimmed
    }

    static func checked(papers: [String]) throws(DossierRefusal) -> [String] {
        guard (1...papersMax).contains(papers.count) else { throw .words(field: "papers") }
        var checked: [String] = []
        for paper in papers { checked.append(try Self.checked(paper, "papers")) }
        return checked
    }

    private static func trimming(_ text: String) -> String {
        let isBlank: (Character) -> Bool = \.isWhitespace
        guard let first = text.firstIndex(where: { !isBlank($0) }),
            let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[first...last])
    }
}
