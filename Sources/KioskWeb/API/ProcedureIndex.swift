import Foundation
import Kiosk
import QueueCore
import Synchronization

/// Finds procedures by words of their names, as people type them: accents optional, "d" for "đ".
final class ProcedureIndex: Sendable {
    /// Bytes of the longest question that is looked at; the rest of a longer one is not.
    static let questionMax = 200
    /// Words of a question.
    static let wordsMax = 16

    private struct Entry: Sendable {
        let procedure: ProcedureEntry
        /// Its name, plain, its words apart by one space.
        let name: String
        let words: [Substring]
    }

    private let configuration: Configuration
    private let drawn = Mutex<(day: ServiceDay, entries: [Entry])?>(nil)

    init(_ configuration: Configuration) {
        self.configuration = configuration
    }

    /// The procedures that are offered on a day and answer a question, the nearest first.
    ///
    /// Each word of the question begins a word of the name, in any order, or is a part of the code.
    /// An empty question is answered by all, in the centre's order.
    func find(_ question: String, on day: ServiceDay) -> [ProcedureEntry] {
        let entries = entries(on: day)
        let text = Self.plain(
            String(decoding: question.utf8.prefix(Self.questionMax), as: UTF8.self))
        let words = text.split(separator: " ").prefix(Self.wordsMax)
        if words.isEmpty { return entries.map(\.procedure) }
        let phrase = words.joined(separator: " ")
        let found = entries.compactMap { entry -> (rank: Int, length: Int, ProcedureEntry)? in
            let answers = words.allSatisfy { word in
                entry.words.contains { $0.hasPrefix(word) }
                    || entry.procedure.code.rawValue.contains(word)
            }
            guard answers else { return nil }
            let rank = entry.name.hasPrefix(phrase) ? 0 : entry.name.contains(phrase) ? 1 : 2
            return (rank, entry.name.utf8.count, entry.procedure)
        }
        // Of two that fit alike the shorter name says it best; the centre's order settles the rest.
        return found.enumerated().sorted {
            ($0.element.rank, $0.element.length, $0.offset)
                < ($1.element.rank, $1.element.length, $1.offset)
        }.map(\.element.2)
    }

    private func entries(on day: ServiceDay) -> [Entry] {
        drawn.withLock { drawn in
            if let drawn, drawn.day == day { return drawn.entries }
            let entries = configuration.procedures(on: day).map { procedure in
                let name = Self.plain(procedure.name)
                return Entry(procedure: procedure, name: name, words: name.split(separator: " "))
            }
            drawn = (day, entries)
            return entries
        }
    }

    /// Lower case without tone and vowel marks, signs as blanks, blanks single.
    static func plain(_ text: String) -> String {
        var plain = ""
        for scalar in text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            if scalar == "đ" {
                plain.append("d")
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar == "."
            {
                plain.unicodeScalars.append(scalar)
            } else if scalar.properties.generalCategory != .nonspacingMark, !plain.hasSuffix(" ") {
                plain.append(" ")
            }
        }
        return plain.hasSuffix(" ") ? String(plain.dropLast()) : plain
    }
}
