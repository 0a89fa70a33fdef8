/// A name of one kind of thing, so that a line's name cannot be passed for a field's.
///
/// Encodes as its text.
package protocol Identifier: RawRepresentable, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible, ExpressibleByStringLiteral
where RawValue == String {
    init(rawValue: String)
}

extension Identifier {
    package init(_ text: String) { self.init(rawValue: text) }
    package init(stringLiteral text: String) { self.init(rawValue: text) }
    package var description: String { rawValue }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A line: citizens waiting for the same group of fields, such as `ho-tich`.
package struct LineID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A procedure field (lĩnh vực), such as `ho-tich` or `dat-dai`.
package struct FieldID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A procedure's code, a string such as `1.001193`; never parsed.
package struct ProcedureCode: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A clerk's account name.
package struct ClerkID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A kiosk: a place where tickets are taken.
package struct KioskID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A ticket: 26 characters of ULID, sortable by issue.
package struct TicketID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A counter's number, as on its board.
package typealias CounterNumber = Int
