import Foundation
import Testing

/// The words for a ticket's state stand in several places, and mean the same in each.
@Suite struct StateWordsTests {
    /// The cases of an enumeration with raw texts, as its source spells them.
    private static func words(of name: String, in path: String) -> [String] {
        guard let file = SourceTree.swift.first(where: { $0.path == path }),
            let start = file.lines.firstIndex(where: { $0.contains("enum \(name):") })
        else { return [] }
        let cases = file.lines[(start + 1)...].prefix { $0 != "}" && !$0.contains("package var ") }
        return cases.flatMap { line -> [String] in
            let text = line.trimmingCharacters(in: .whitespaces)
            guard text.hasPrefix("case ") else { return [] }
            return text.dropFirst(5).split(separator: ",").map { part in
                let sides = part.split(separator: "=").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                return sides.count > 1
                    ? sides[1].trimmingCharacters(in: ["\""]) : sides[0]
            }
        }
    }

    @Test func `the table of states has every state, and no other`() throws {
        let states = Self.words(of: "TicketState", in: "Sources/QueueCore/Hall/Ticket.swift")
        let path = "Sources/Kiosk/Kiosk.docc/Articles/States.md"
        let articles = SourceTree.files(in: ["Sources/Kiosk/Kiosk.docc"], endings: ["md"])
        let article = try #require(articles.first { $0.path == path })
        let table = article.lines.compactMap { line in
            line.firstMatch(of: #/^\| `([a-z-]+)` \|/#).map { String($0.1) }
        }
        #expect(states.count == 8)
        #expect(table == states)
        // What moves it on leads to states that exist.
        for line in article.lines where line.hasPrefix("| `") {
            for target in line.matches(of: #/→ `([a-z-]+)`/#) {
                #expect(states.contains(String(target.1)), "\(line)")
            }
        }
    }

    @Test func `the store takes its words from the enumerations`() throws {
        let path = "Sources/KioskStore/Schema.swift"
        let schema = try #require(SourceTree.swift.first { $0.path == path })
        for line in schema.lines where line.contains("CHECK (") && !line.contains("kind IN") {
            #expect(line.contains(".allCases"), "\(line)")
        }
    }
}
