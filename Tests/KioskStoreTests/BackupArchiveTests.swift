import Testing

@testable import KioskStore

/// The headers of a backup's members.
@Suite struct BackupArchiveTests {
    @Test(arguments: [0, 1, 511, 512, 513, 1 << 20, (1 << 33) - 1, 1 << 33, 1 << 45] as [Int64])
    func `a header reads back`(size: Int64) {
        let header = BackupArchive.Header(name: "hall.sqlite", size: size)
        let bytes = BackupArchive.bytes(of: header)
        #expect(bytes.count == BackupArchive.block)
        #expect(BackupArchive.header(bytes) == header)
        #expect(header.length % Int64(BackupArchive.block) == 0)
        #expect(header.length >= size + Int64(BackupArchive.block))
    }

    @Test func `a header with any other byte is none`() {
        let bytes = BackupArchive.bytes(of: .init(name: "hall.sqlite", size: 4_096))
        // The last two of the checksum's field end its digits, whatever they are.
        for place in bytes.indices where !(154...155).contains(place) {
            var other = bytes
            other[place] ^= 0x41
            #expect(BackupArchive.header(other) == nil, "\(place)")
        }
        #expect(BackupArchive.header([]) == nil)
        #expect(BackupArchive.header([UInt8](repeating: 0, count: 512)) == nil)
        #expect(BackupArchive.header([UInt8](repeating: 0xFF, count: 512)) == nil)
    }
}
