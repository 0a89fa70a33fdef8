import Foundation

/// An HTTP answer, parsed from its bytes.
struct Answer: Sendable, CustomStringConvertible {
    let status: Int
    /// Names in small letters; of several with one name the last.
    let headers: [String: String]
    let body: [UInt8]

    /// Bytes that are no HTTP answer.
    struct Unreadable: Error {
        let bytes: [UInt8]
    }

    /// Parses an answer that ended with its connection.
    init(_ bytes: [UInt8]) throws {
        guard let end = Self.headEnd(bytes) else { throw Unreadable(bytes: bytes) }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Unreadable(bytes: bytes)
        }
        self.status = status
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        self.headers = headers
        let rest = Array(bytes[(end + 4)...])
        body = headers["transfer-encoding"] == "chunked" ? Self.unchunk(rest) : rest
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(status) \(text.prefix(300))" }

    func json() throws -> JSON { try JSON(body) }

    /// The stable code of a problem answer.
    var code: String? { try? json()["code"].string }

    /// Where the head's empty line begins.
    static func headEnd(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(3).first { index in
            bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13
                && bytes[index + 3] == 10
        }
    }

    private static func unchunk(_ bytes: [UInt8]) -> [UInt8] {
        var (body, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
        while let end = rest.firstIndex(of: 13) {
            let size = Int(String(decoding: rest[rest.startIndex..<end], as: UTF8.self), radix: 16)
            guard let size, size > 0, end + 2 + size <= rest.endIndex else { break }
            body += rest[(end + 2)..<(end + 2 + size)]
            rest = rest[min(end + 4 + size, rest.endIndex)...]
        }
        return body
    }
}
