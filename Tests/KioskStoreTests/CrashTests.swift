import CFaultVFS
import Foundation
import Kiosk
import KioskStore
import KioskTesting
import QueueCore
import Testing

/// The process ends in the midst of a commit, and the next one goes on from the file.
@Suite(.timeLimit(.minutes(3)))
struct CrashTests {
    /// Tickets that are acknowledged before the fatal one.
    private static let acknowledged = 3

    @Test(arguments: StoreStep.allCases)
    func `a death at a step of a commit keeps the ticket whole or not at all`(
        step: StoreStep
    ) async throws {
        let directory = try TemporaryDirectory()
        await #expect(processExitsWith: .exitCode(FaultScript.died)) {
            [hall = directory.hall as String, step = step.rawValue as String] in
            let fatal = try #require(StoreStep(rawValue: step))
            let script = FaultScript(at: fatal, .death)
            let store = try SQLiteStore(path: hall, mode: .centre) { try script.point($0) }
            let office = try Office(store)
            for _ in 0..<Self.acknowledged { try office.take() }
            script.arm(nth: 1)
            try office.take()
        }
        let parts = try inspect(directory)
        #expect(parts == (step == .committed ? Ledger.parts : []))
        try goOn(directory)
    }

    /// The first, a middle and the last write of a commit; it may also be torn.
    @Test(arguments: [0, 1, 2], [0, 8, 1_000])
    func `a death at a write keeps the ticket whole or not at all`(
        half: Int, torn: Int
    ) async throws {
        let directory = try TemporaryDirectory()
        await #expect(processExitsWith: .exitCode(FAULTVFS_DIED)) {
            [hall = directory.hall as String, half = half as Int, torn = torn as Int] in
            let disk = try FaultyDisk(under: hall)
            let office = try Office(try SQLiteStore(path: hall, mode: .centre))
            for _ in 1..<Self.acknowledged { try office.take() }
            // A ticket writes the same pages as the one before.
            let before = disk.walWrites
            try office.take()
            let nth = 1 + half * (disk.walWrites - before - 1) / 2
            disk.die(at: FAULTVFS_WRITE, nth: nth, torn: Int32(torn))
            try office.take()
        }
        #expect(try inspect(directory).isEmpty)
        try goOn(directory)
    }

    @Test func `a death at the sync keeps the ticket whole or not at all`() async throws {
        let directory = try TemporaryDirectory()
        await #expect(processExitsWith: .exitCode(FAULTVFS_DIED)) {
            [hall = directory.hall as String] in
            let disk = try FaultyDisk(under: hall)
            let office = try Office(try SQLiteStore(path: hall, mode: .centre))
            for _ in 0..<Self.acknowledged { try office.take() }
            disk.die(at: FAULTVFS_SYNC, nth: 1, torn: 0)
            try office.take()
        }
        let parts = try inspect(directory)
        #expect(parts.isEmpty || parts == Ledger.parts)
        try goOn(directory)
    }

    /// Every command of a visit, broken at every step there is.
    @Test func `a failure at any step of a day leaves what was committed before`() throws {
        let rehearsal = FaultScript()
        try Visit.run(try Office(try TemporaryDirectory().store { try rehearsal.point($0) }))
        #expect(Set(rehearsal.calls) == Set(StoreStep.allCases))

        for nth in 1...rehearsal.calls.count {
            let directory = try TemporaryDirectory()
            let script = FaultScript(nth: nth)
            var last = 0 as Int64
            #expect(throws: (any Error).self) {
                let store = try directory.store { try script.point($0) }
                defer { try? store.close() }
                let office = try Office(store)
                try Visit.run(office) { last = office.lastSequence }
            }
            let store = try directory.store()
            let restored = try store.restore().lastSequence
            // A failure after the commit was durable is the only one that may leave more.
            if rehearsal.calls[nth - 1] == .committed {
                #expect(restored > last, "call \(nth)")
            } else {
                #expect(restored == last, "call \(nth)")
            }
            #expect(try store.compareWithRebuild() == [], "call \(nth)")
            #expect(try Ledger(directory.hall).flaws() == [], "call \(nth)")
            try store.close()
        }
    }

    /// The parts of the unacknowledged ticket, all others being there.
    private func inspect(_ directory: TemporaryDirectory) throws -> Set<String> {
        let ledger = try Ledger(directory.hall)
        for number in 1...Self.acknowledged {
            let ticket = "A-\(padded(number, 6))"
            #expect(try ledger.parts(of: ticket) == Ledger.parts, "\(ticket)")
        }
        #expect(try ledger.flaws() == [])
        return try ledger.parts(of: "A-\(padded(Self.acknowledged + 1, 6))")
    }

    /// The next process: nothing is given twice, and the chain stays whole.
    private func goOn(_ directory: TemporaryDirectory) throws {
        let store = try directory.store()
        #expect(try store.compareWithRebuild() == [])
        let office = try Office(store, name: "B")
        let known = Set(office.book.hall.tickets.values.map(\.number))
        let new = try (0..<3).map { _ in try office.take() }
        let numbers = Set(new.compactMap { office.book.hall.tickets[$0]?.number })
        #expect(numbers.count == new.count)
        #expect(numbers.isDisjoint(with: known))
        #expect(try store.compareWithRebuild() == [])
        #expect(try Ledger(directory.hall).flaws() == [])
    }
}
