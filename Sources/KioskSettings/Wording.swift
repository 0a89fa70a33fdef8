import Foundation

/// How what was found is repeated to the reader: quoted, one line, short.
func quoted(_ text: String) -> String {
    let isCut = text.unicodeScalars.count > longestQuote
    return "“\(visible(text.unicodeScalars.prefix(longestQuote)))\(isCut ? "…" : "")”"
}

/// A path likewise, but cut at its front: which file it is stands at its end.
func quoted(path: String) -> String {
    let isCut = path.unicodeScalars.count > longestQuote
    return "“\(isCut ? "…" : "")\(visible(path.unicodeScalars.suffix(longestQuote)))”"
}

/// The most characters that are repeated of what was found.
private let longestQuote = 60

private func visible(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    scalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : String($0) }.joined()
}

/// `names` as `a, b or c`, for a list of what is expected; the first few when there are many.
func anyOf(_ names: some Sequence<String>) -> String {
    let all = Array(names)
    let limit = 12
    guard all.count <= limit else {
        return all.prefix(limit).joined(separator: ", ") + " or \(all.count - limit) more"
    }
    guard let last = all.last, all.count > 1 else { return all.first ?? "nothing" }
    return all.dropLast().joined(separator: ", ") + " or " + last
}

/// What should have been written, by the few letters in which it differs from `written`.
///
/// - Returns: ` (did you mean “…”?)`, or nothing when no candidate is near.
func didYouMean(_ written: String, among candidates: some Sequence<String>) -> String {
    let longest = 40
    guard written.count <= longest else { return "" }
    let allowed = written.count < 4 ? 1 : 2
    let near = candidates.filter { $0.count <= longest }
        .map { (distance: editDistance(written.lowercased(), $0.lowercased()), name: $0) }
        .filter { $0.distance <= allowed }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return near.map { " (did you mean “\($0.name)”?)" } ?? ""
}

/// Letters to insert, remove, replace or swap with their neighbour to make one text of the other.
private func editDistance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
            var best = min(replaced, last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                best = min(best, beforeLast[j - 1] + 1)
            }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

/// Whether `text` has ASCII letters, digits and `others` only.
func isASCIIWord(_ text: String, with others: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || others.unicodeScalars.contains(scalar))
    }
}

/// Text in NFC: two spellings of one word must be equal, and fonts expect composed letters.
func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }
