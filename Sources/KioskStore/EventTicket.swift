/// Finds the ticket in an event's text without decoding all of it.
///
/// An event is an object with its kind as the one member; the ticket stands in that as `ticket`, or
/// as the `id` of `issue`. Total: a text that is no event has no ticket.
enum EventTicket {
    /// Levels below which nothing is looked at.
    private static let depthMax = 3

    static func name(in body: String) -> String? {
        var body = body
        return body.withUTF8 { scan($0) }
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var depth = 0
        var keys = [Range<Int>](repeating: 0..<0, count: depthMax + 1)
        var index = 0
        func isKey(_ level: Int, _ text: StaticString) -> Bool {
            bytes[keys[level]].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth <= depthMax { keys[depth] = 0..<0 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                guard depth >= 0 else { return nil }
            case UInt8(ascii: "\""):
                let start = index + 1
                index = end(of: start, in: bytes)
                guard index < bytes.count else { return nil }
                guard (2...depthMax).contains(depth) else { break }
                if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ":") {
                    keys[depth] = start..<index
                } else if depth == 2 && isKey(2, "ticket")
                    || depth == 3 && isKey(2, "issue") && isKey(3, "id")
                {
                    return String(decoding: bytes[start..<index], as: UTF8.self)
                }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The place of the quotation mark that ends a string.
    private static func end(of start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index
    }
}
