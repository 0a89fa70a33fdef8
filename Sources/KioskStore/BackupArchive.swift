import Crypto
import Foundation
import Kiosk

/// The form of a backup: a POSIX tar archive, so that any machine can look into it without motcua.
enum BackupArchive {
    static let block = 512
    /// Bytes moved at once.
    static let chunk = 1 << 20
    /// Sizes from here on do not fit eleven octal digits.
    private static let octalLimit: Int64 = 1 << 33

    /// Sizes, modes and times are octal text; a size beyond 8 GiB is binary with the top bit set.
    private static let sizeField = 124..<136
    private static let checksumField = 148..<156
    private static let typePlace = 156
    private static let magicField = 257..<265
    private static let magic = Array("ustar\u{0}00".utf8)

    /// A member's name and length.
    struct Header: Hashable {
        static let nameMax = 99

        let name: String
        let size: Int64

        /// Bytes after the content up to the next block.
        var padding: Int { Int((Int64(block) - size % Int64(block)) % Int64(block)) }
        /// What the member takes in the archive.
        var length: Int64 { Int64(block) + size + Int64(padding) }
    }

    static func bytes(of header: Header) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        put(String(header.name.prefix(Header.nameMax)), at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        if header.size < octalLimit {
            put(octal(header.size, digits: 11), at: sizeField.lowerBound)
        } else {
            bytes[sizeField.lowerBound] = 0x80
            for (index, place) in (4..<12).enumerated() {
                bytes[sizeField.lowerBound + place] =
                    UInt8(truncatingIfNeeded: header.size >> Int64(56 - 8 * index))
            }
        }
        put(octal(0, digits: 11), at: 136)
        bytes[typePlace] = UInt8(ascii: "0")
        bytes.replaceSubrange(magicField, with: magic)
        put(octal(Int64(checksum(bytes)), digits: 6) + "\u{0} ", at: checksumField.lowerBound)
        return bytes
    }

    /// Reads a header; nil for anything that this program did not write.
    static func header(_ bytes: [UInt8]) -> Header? {
        guard bytes.count == block, Array(bytes[magicField]) == magic,
            bytes[typePlace] == UInt8(ascii: "0"),
            number(bytes[checksumField]) == Int64(checksum(bytes)),
            let end = bytes[..<100].firstIndex(of: 0), end > 0,
            let name = String(validating: bytes[..<end], as: UTF8.self),
            let size = size(bytes[sizeField])
        else { return nil }
        return Header(name: name, size: size)
    }

    private static func size(_ field: ArraySlice<UInt8>) -> Int64? {
        guard field.first == 0x80 else { return number(field) }
        guard field.dropFirst().prefix(3).allSatisfy({ $0 == 0 }) else { return nil }
        let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(exactly: value)
    }

    /// Octal digits up to the first other character.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        guard !digits.isEmpty, digits.count <= 11 else { return nil }
        return digits.reduce(0) { $0 << 3 | Int64($1 - UInt8(ascii: "0")) }
    }

    private static func octal(_ value: Int64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The sum of a header's bytes with its own field as spaces.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        bytes.enumerated().reduce(0) { sum, byte in
            sum + (checksumField.contains(byte.offset) ? 0x20 : Int(byte.element))
        }
    }
}

/// Writes an archive into a new file.
struct ArchiveWriter {
    private let file: RawFile

    init(_ path: String) throws(StoreError) {
        file = try RawFile(new: path)
    }

    func add(_ name: String, _ bytes: [UInt8]) throws(StoreError) {
        let header = BackupArchive.Header(name: name, size: Int64(bytes.count))
        try file.write(BackupArchive.bytes(of: header) + bytes)
        try file.write([UInt8](repeating: 0, count: header.padding))
    }

    /// Adds a file; it must not change meanwhile.
    func add(_ name: String, fileAt path: String) throws(StoreError) {
        let source = try RawFile(reading: path)
        let header = BackupArchive.Header(name: name, size: try source.size())
        try file.write(BackupArchive.bytes(of: header))
        while true {
            let part = try source.read(BackupArchive.chunk)
            if part.isEmpty { break }
            try file.write(part)
        }
        try file.write([UInt8](repeating: 0, count: header.padding))
    }

    /// Ends the archive and waits until the disk has it.
    func finish() throws(StoreError) {
        try file.write([UInt8](repeating: 0, count: 2 * BackupArchive.block))
        try file.sync()
    }
}

/// Reads an archive from its start, believing nothing.
struct ArchiveReader {
    private let file: RawFile
    let size: Int64

    init(_ path: String) throws(StoreError) {
        file = try RawFile(reading: path)
        size = try file.size()
    }

    /// The next member's header; nil when there is no such thing.
    func header() throws(StoreError) -> BackupArchive.Header? {
        BackupArchive.header(try file.read(BackupArchive.block))
    }

    /// Reads a member's content, into a file or only to look at it.
    ///
    /// - Parameters:
    ///   - header: the header read before.
    ///   - output: takes the content.
    /// - Returns: the content's SHA-256; nil when the archive ends before it.
    /// - Throws: `StoreError` when a disk fails or is full.
    func content(
        of header: BackupArchive.Header, to output: RawFile? = nil
    ) throws(StoreError) -> Data? {
        var hash = SHA256()
        var left = header.size
        while left > 0 {
            let part = try file.read(Int(min(left, Int64(BackupArchive.chunk))))
            guard !part.isEmpty else { return nil }
            hash.update(data: part)
            try output?.write(part)
            left -= Int64(part.count)
        }
        guard try file.read(header.padding).count == header.padding else { return nil }
        return Data(hash.finalize())
    }

    /// The content of a short member; nil when it is longer or cut off.
    func bytes(of header: BackupArchive.Header, max: Int) throws(StoreError) -> [UInt8]? {
        guard header.size <= max else { return nil }
        let bytes = try file.read(Int(header.size))
        let padding = try file.read(header.padding)
        return bytes.count == header.size && padding.count == header.padding ? bytes : nil
    }

    /// Whether the archive ends here as a whole one does.
    func isAtEnd() throws(StoreError) -> Bool {
        let rest = try file.read(2 * BackupArchive.block + 1)
        return rest.count == 2 * BackupArchive.block && rest.allSatisfy { $0 == 0 }
    }
}
