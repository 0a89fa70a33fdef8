import CDispatch  // Beside GRDB the compiler finds `stat` there.
import Foundation
import Glibc
import Kiosk
import QueueCore

/// A file from a portal: what arrivals it holds, and what else.
struct IntakeFile {
    /// Bytes of a file.
    static let lengthMax = 1 << 20
    /// Bytes of one arrival.
    static let arrivalMax = 16 * 1_024
    /// Arrivals of one file.
    static let arrivalsMax = 1_000
    /// Only what did not change for so long is read: who writes slowly is waited for.
    static let settleTime = Duration.seconds(5)

    /// What looking at it found.
    enum Content {
        /// It is still being written.
        case unsettled
        /// It cannot be read at all.
        case refused(String)
        /// A text for each arrival, with its line.
        case arrivals([(line: Int, text: Data)])
    }

    /// Looks at a file without following a link and without waiting for a pipe.
    static func content(of path: String, at now: Instant) -> Content {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            return .refused(errno == ELOOP ? "it is a link" : String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .refused("it is no ordinary file")
        }
        let changed = Instant(
            millisecondsSinceEpoch: Int64(status.st_mtim.tv_sec) * 1_000
                + Int64(status.st_mtim.tv_nsec) / 1_000_000)
        // A file from the future is as settled as it will ever be.
        if (.zero..<settleTime).contains(now.since(changed)) { return .unsettled }
        guard status.st_size <= lengthMax else {
            return .refused("it has more than \(lengthMax) bytes")
        }
        guard let bytes = read(descriptor), bytes.count <= lengthMax else {
            return .refused("it cannot be read, or has more than \(lengthMax) bytes")
        }
        return arrivals(in: bytes, isList: path.hasSuffix(".jsonl"))
    }

    private static func read(_ descriptor: Int32) -> Data? {
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
        while bytes.count <= lengthMax {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }

    private static func arrivals(in bytes: Data, isList: Bool) -> Content {
        guard isList else { return .arrivals([(1, bytes)]) }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
            .filter { line in !line.element.allSatisfy { $0 == 0x0D || $0 == 0x20 } }
        guard lines.count <= arrivalsMax else {
            return .refused("it has more than \(arrivalsMax) lines")
        }
        return .arrivals(
            lines.map { line in (line: line.offset + 1, text: Data(line.element)) })
    }

    // MARK: One arrival

    /// Reads an arrival strictly: its members, each of its type, and no others.
    static func arrival(in text: Data) throws(IntakeRefusal) -> DossierArrival {
        guard text.count <= arrivalMax else { throw IntakeRefusal(.unreadable) }
        do {
            return try JSONDecoder().decode(Sent.self, from: text).arrival
        } catch {
            throw IntakeRefusal(.unreadable)
        }
    }

    private struct Sent: Decodable {
        let arrival: DossierArrival

        private struct Name: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { return nil }
        }

        private static let names: Set = [
            "reference", "code", "procedure", "via", "filedAt", "paperCount",
        ]

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            func wrong(_ name: String) -> DecodingError {
                DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: name))
            }
            for name in members.allKeys where !Self.names.contains(name.stringValue) {
                throw wrong(name.stringValue)
            }
            func text(_ name: String) throws -> String {
                try members.decode(String.self, forKey: Name(stringValue: name))
            }
            guard let filedAt = Instant(rfc3339: try text("filedAt")) else {
                throw wrong("filedAt")
            }
            guard let channel = DossierArrival.Channel(rawValue: try text("via")) else {
                throw wrong("via")
            }
            arrival = DossierArrival(
                reference: try text("reference"),
                code: try members.decodeIfPresent(String.self, forKey: Name(stringValue: "code")),
                procedure: ProcedureCode(try text("procedure")), channel: channel,
                filedAt: filedAt,
                papers: try members.decodeIfPresent(
                    Int.self, forKey: Name(stringValue: "paperCount"))
                    ?? 0)
        }
    }
}
