import DossierCore
import Foundation
import QueueCore
import Testing

struct `A whole list of procedures` {
    @Test(arguments: `Every due date`.months)
    func `has a due date or a stated reason on every day of two years`(
        _ month: [ServiceDay]
    ) {
        let list = Samples.read(Samples.list)
        #expect(list.refusals.isEmpty)
        var sweep = Sweep(list.procedures)
        sweep.run(month, Calendars.due)
        #expect(sweep.faults == [])
        let asked = month.count * Sweep.minutes.count
        // Of the sample's 39 pairs of procedure and channel, 19 have a limit that can be counted.
        #expect(sweep.due == asked * 19)
        #expect(sweep.reasoned == asked * 20)
    }
}

/// The national portal's own list, where somebody has it.
///
/// It is a crawl of a public site and not ours to hand on, so that it is not among these files; a
/// small list of our own with one of each thing in it takes its place otherwise. Set
/// `MOTCUA_PROCEDURES` to the path of a list in TSV to run this with it.
@Suite(.enabled(if: realListPath != nil, "MOTCUA_PROCEDURES names no list"))
struct RealListTests {
    static func read() throws -> ProcedureImport {
        Samples.read(Array(try Data(contentsOf: URL(fileURLWithPath: try #require(realListPath)))))
    }

    @Test func `is read whole`() throws {
        let list = try Self.read()
        #expect(list.refusals == [])
        #expect(list.procedures.count > 1_000)
        #expect(list.procedures.contains { $0.name.unicodeScalars.count > 1_000 })
        #expect(list.recomposedCount > 0)
        for procedure in list.procedures {
            #expect(procedure.name == procedure.name.precomposedStringWithCanonicalMapping)
            #expect(!procedure.name.hasPrefix("\"\""))
        }
        // Written out and read again it is the same.
        let again = Samples.read(ProcedureTable.text(of: list.procedures))
        #expect(again.procedures == list.procedures)
        for line in list.lines(file: "list") { print(line) }
    }

    @Test func `has a due date or a stated reason on every day of two years`() async throws {
        let list = try Self.read()
        let clock = ContinuousClock()
        let start = clock.now
        let sweeps = await withTaskGroup(of: Sweep.self) { group in
            for month in `Every due date`.months {
                group.addTask {
                    var sweep = Sweep(list.procedures)
                    sweep.run(month, Calendars.due)
                    return sweep
                }
            }
            return await group.reduce(into: [Sweep]()) { $0.append($1) }
        }
        #expect(sweeps.flatMap(\.faults) == [])
        let due = sweeps.reduce(0) { $0 + $1.due }
        let reasoned = sweeps.reduce(0) { $0 + $1.reasoned }
        #expect(
            due + reasoned
                == list.procedures.count * FilingChannel.allCases.count * Sweep.minutes.count * 730)
        #expect(due > 0)
        print("\(due) due dates and \(reasoned) reasons in \(start.duration(to: clock.now))")
    }
}

private var realListPath: String? { ProcessInfo.processInfo.environment["MOTCUA_PROCEDURES"] }
