import Foundation
import GRDB
import Kiosk
import QueueCore

/// A row as it lies in the file, before anything of it is believed.
///
/// Each column is asked for as what it must be. One that holds something else ends in the store's
/// error, which names the place; GRDB's own typed reading would end the program.
struct StoredRow {
    /// The greatest number that a column may hold: a moment of the year 2286 in milliseconds.
    ///
    /// What is greater, either way, is damage, and sums with it could run over.
    static let numberMax: Int64 = 9_999_999_999_999
    /// Characters of a key that an error names.
    private static let keyShownMax = 100

    private let row: Row
    private let table: String
    private let key: String

    /// A row of a table, called by its `key` column in errors.
    init(_ row: Row, of table: String, by key: String) {
        self.row = row
        self.table = table
        self.key = key
    }

    // MARK: What must be there

    func text(_ column: String) throws(StoreError) -> String {
        try needed(try optionalText(column), column)
    }

    func number(_ column: String) throws(StoreError) -> Int {
        try needed(try optionalNumber(column), column)
    }

    func flag(_ column: String) throws(StoreError) -> Bool {
        let number = try number(column)
        guard number == 0 || number == 1 else { throw damage(column, "\(number)") }
        return number == 1
    }

    func bytes(_ column: String) throws(StoreError) -> Data {
        try read(column) { value in
            if case .blob(let bytes) = value { bytes } else { nil }
        }
    }

    func instant(_ column: String) throws(StoreError) -> Instant {
        try needed(try optionalInstant(column), column)
    }

    func length(_ column: String) throws(StoreError) -> Duration {
        try needed(try optionalLength(column), column)
    }

    func day(_ column: String) throws(StoreError) -> ServiceDay {
        let text = try text(column)
        guard let day = ServiceDay(text) else { throw damage(column, "\"\(text)\"") }
        return day
    }

    /// An event's number, by which deliveries are placed too.
    func sequence(_ column: String) throws(StoreError) -> Int64 {
        try read(column) { value in
            guard case .int64(let number) = value, JournalEnd.sequences.contains(number) else {
                return nil
            }
            return number
        }
    }

    /// One of an enum's words.
    func word<Word: RawRepresentable>(_ column: String, _: Word.Type = Word.self)
        throws(StoreError) -> Word where Word.RawValue == String
    {
        let text = try text(column)
        guard let word = Word(rawValue: text) else { throw damage(column, "\"\(text)\"") }
        return word
    }

    /// A value that lies there as JSON.
    func value<Value: Decodable>(
        _ column: String, _ coding: EventCoding, _: Value.Type = Value.self
    ) throws(StoreError) -> Value {
        let text = try text(column)
        do {
            return try coding.value(Value.self, from: text)
        } catch {
            throw damage(column, "no \(Value.self)")
        }
    }

    /// Values that lie there as a JSON list; nearly all are empty, and cost no decoding.
    func list<Element: Decodable>(
        _ column: String, _ coding: EventCoding, _: Element.Type = Element.self
    ) throws(StoreError) -> [Element] {
        try text(column) == "[]" ? [] : try value(column, coding)
    }

    /// What happened, and when; for rows of `events`.
    func event(_ coding: EventCoding) throws(StoreError) -> (event: Event, at: Instant) {
        let text = try text("body")
        do {
            return (try coding.event(from: text), try instant("at_ms"))
        } catch let error as StoreError {
            throw error
        } catch {
            throw damage("body", "no event that this program knows")
        }
    }

    // MARK: What may be missing

    func optionalText(_ column: String) throws(StoreError) -> String? {
        try optional(column) { value in
            if case .string(let text) = value { text } else { nil }
        }
    }

    func optionalNumber(_ column: String) throws(StoreError) -> Int? {
        try optionalInteger(column).map { Int($0) }
    }

    func optionalInstant(_ column: String) throws(StoreError) -> Instant? {
        try optionalInteger(column).map(Instant.init(millisecondsSinceEpoch:))
    }

    func optionalLength(_ column: String) throws(StoreError) -> Duration? {
        try optionalInteger(column).map { Duration.milliseconds($0) }
    }

    func optionalWord<Word: RawRepresentable>(_ column: String, _: Word.Type = Word.self)
        throws(StoreError) -> Word? where Word.RawValue == String
    {
        try optionalText(column) == nil ? nil : try word(column)
    }

    private func optionalInteger(_ column: String) throws(StoreError) -> Int64? {
        try optional(column) { value in
            guard case .int64(let number) = value,
                (-Self.numberMax...Self.numberMax).contains(number)
            else { return nil }
            return number
        }
    }

    // MARK: Damage

    /// A column's value; nil for `NULL`, an error where `convert` gives nothing for another.
    private func optional<Value>(
        _ column: String, _ convert: (DatabaseValue.Storage) -> Value?
    ) throws(StoreError) -> Value? {
        // A column that the table has lost altogether counts as damaged too.
        guard row.hasColumn(column) else { throw damage(column, "missing") }
        let found: DatabaseValue = row[column]
        if found.isNull { return nil }
        guard let value = convert(found.storage) else { throw damage(column, "\(found)") }
        return value
    }

    private func read<Value>(
        _ column: String, _ convert: (DatabaseValue.Storage) -> Value?
    ) throws(StoreError) -> Value {
        try needed(try optional(column, convert), column)
    }

    private func needed<Value>(_ value: Value?, _ column: String) throws(StoreError) -> Value {
        guard let value else { throw damage(column, "NULL") }
        return value
    }

    /// The error for a column that holds something else than it may.
    func damage(_ column: String, _ found: String) -> StoreError {
        let name = row.hasColumn(key) ? "\(row[key] as DatabaseValue)" : "?"
        let text = found.prefix(Self.keyShownMax)
        return StoreError(
            .corrupt,
            cause: "\(table), row \(name.prefix(Self.keyShownMax)): column \(column) is damaged "
                + "(\(AuditSentence.oneLine(String(text))))",
            hint: StoreError.damageHint)
    }
}

extension StoreError {
    /// What to do about a file that is not what was written.
    static let damageHint =
        "Keep the data directory aside and restore the last backup; \"motcua audit verify\" and "
        + "\"motcua rebuild --check\" say how far the damage goes."
}
