import GRDB
import Kiosk
import KioskTesting
import Testing

@testable import KioskStore

/// The promises of the port, kept by the real file.
@Suite(.timeLimit(.minutes(5)))
struct ConformanceTests {
    @Test(arguments: TicketStoreConformance.allCases)
    func `the file keeps the port's promises`(promise: TicketStoreConformance) throws {
        var directories: [TemporaryDirectory] = []
        try promise.check { store in
            let store = try #require(store as? SQLiteStore)
            try store.close()
            return try SQLiteStore(path: store.pool.path, mode: .centre)
        } makeStore: {
            directories.append(try TemporaryDirectory())
            return try directories[directories.count - 1].store()
        }
        #expect(!directories.isEmpty)
    }
}
