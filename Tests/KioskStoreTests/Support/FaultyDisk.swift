import CFaultVFS
import Testing

/// The disk under one database: counts writes and syncs, is slow or fails on demand.
///
/// Watches the files that are opened after it was made.
final class FaultyDisk: Sendable {
    private let slot: Int32

    init(under path: String) throws {
        slot = faultvfs_watch(path)
        try #require(slot >= 0, "no slot is left, or the path is too long")
    }

    deinit { faultvfs_release(slot) }

    var walSyncs: Int { faultvfs_count(slot, FAULTVFS_WAL, FAULTVFS_SYNC) }
    var walWrites: Int { faultvfs_count(slot, FAULTVFS_WAL, FAULTVFS_WRITE) }
    var mainSyncs: Int { faultvfs_count(slot, FAULTVFS_MAIN, FAULTVFS_SYNC) }
    var mainWrites: Int { faultvfs_count(slot, FAULTVFS_MAIN, FAULTVFS_WRITE) }
    /// Bytes of the WAL that survive a power cut.
    var durableWALBytes: Int { Int(faultvfs_wal_durable(slot)) }

    /// Lets the nth call from now and all after it fail with a SQLite result code.
    func fail(_ call: faultvfs_call, nth: Int, with result: Int32, torn: Int32 = 0) {
        faultvfs_arm(slot, call, nth, result, torn)
    }

    /// Lets the process end at the nth call, of whose bytes `torn` are written.
    func die(at call: faultvfs_call, nth: Int, torn: Int32) {
        faultvfs_arm(slot, call, nth, FAULTVFS_DIE, torn)
    }

    /// Lets every sync take at least so long from now on.
    func slow(milliseconds: Int) { faultvfs_slow(slot, milliseconds) }

    func recover() { faultvfs_disarm(slot) }
}
