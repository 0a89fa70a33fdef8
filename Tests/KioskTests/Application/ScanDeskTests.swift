import Kiosk
import KioskTesting
import Logging
import QueueCore
import Synchronization
import Testing

/// A log as one text.
private struct LogCatcher: LogHandler {
    let lines: Watched<[String]>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.change { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `The desk of the scanners` {
    private static let code = "H53.12.3-261120-0007"
    private static let kiosk = ScannerSettings.Position.kiosk("kiosk-1", results: "tra-ket-qua")
    /// Everything on the card that is somebody's.
    private static let secrets = ["072188000017", "012345678", "MINH ÁNH", "Khu phố 3"]
    private static let card = CitizenCard(
        identity: "072188000017", formerIdentity: "012345678", name: "TRẦN THỊ MINH ÁNH",
        bornOn: ServiceDay(daysSinceEpoch: 6_633), sex: "Nữ",
        address: "Khu phố 3, Phường Kiến Tường", issuedOn: ServiceDay(daysSinceEpoch: 19_905))

    private let rig: ControllerRig
    private let core = FakeDossierDesk()
    private let desk: ScanDesk
    private let log = Watched<[String]>([])
    private let marks = ScanMarks()

    init() async throws {
        rig = try ControllerRig()
        var plan = SamplePlan.plan()
        plan.rules.oneNumberPerPerson = true
        await rig.adopt(plan)
        let lines = log
        desk = ScanDesk(
            controller: rig.controller, dossiers: core, identifiers: CountedIdentifiers(),
            clock: rig.clock, logger: Logger(label: "test") { _ in LogCatcher(lines: lines) },
            marks: marks,
            personName: { identity, _ in "hash-\(identity.utf8.reduce(7) { ($0 &* 31) ^ Int($1) })"
            })
    }

    private func scan(
        _ content: Scan.Content, at position: ScannerSettings.Position = Self.kiosk
    ) async -> ScanAnswer? {
        await desk.take(
            Scan(scanner: "scanner-1", content: content, at: rig.clock.now()), at: position)
        return await desk.answer(at: "kiosk-1")
    }

    private func tickets() async -> [Ticket] {
        await rig.controller.read { book, _ in
            book.hall.tickets.values.sorted { $0.order < $1.order }
        }
    }

    @Test(arguments: [
        (DossierStatus.ready, ScanAnswer.Kind.ticket), (.unknown, .unknownDossier),
        (.inWork(due: ServiceDay("2026-11-24")), .notReady),
        (.inWork(due: nil), .notReady),
        (.inWork(due: ServiceDay("2026-11-23")), .ticket),
        (.inWork(due: ServiceDay("2026-11-20")), .ticket),
    ])
    func `gives a number for a result only when it may be there`(
        status: DossierStatus, kind: ScanAnswer.Kind
    ) async throws {
        core.set(Self.code, status)
        let answer = try #require(await scan(.dossier(code: Self.code)))
        #expect(answer.kind == kind)
        let tickets = await tickets()
        #expect(tickets.map(\.boundDossier) == (kind == .ticket ? [Self.code] : []))
        #expect(tickets.allSatisfy { $0.line == "tra-ket-qua" && $0.kiosk == "kiosk-1" })
        #expect(answer.number == tickets.first?.number)
        if case .inWork(let due) = status, kind == .notReady { #expect(answer.due == due) }
    }

    @Test func `gives one number for one dossier`() async throws {
        core.set(Self.code, .ready)
        let first = try #require(await scan(.dossier(code: Self.code)))
        // The hand that holds it there.
        #expect(await scan(.dossier(code: Self.code)) == first)
        rig.clock.advance(by: ScanDesk.repeatTime)
        let second = try #require(await scan(.dossier(code: Self.code)))
        #expect(second.kind == .held && second.number == first.number)
        #expect(await tickets().count == 1)
    }

    @Test func `tells each scan's number, and binds only what came too early`() async throws {
        core.set(Self.code, .inWork(due: ServiceDay("2026-11-24")))
        let first = try #require(await scan(.dossier(code: Self.code)))
        #expect(first.line == "tra-ket-qua" && marks["kiosk-1"] == first.sequence)
        #expect(await desk.earlyDossier(at: "kiosk-1", scan: first.sequence) == Self.code)
        #expect(await desk.earlyDossier(at: "kiosk-1", scan: first.sequence + 1) == nil)
        #expect(await desk.earlyDossier(at: "kiosk-2", scan: first.sequence) == nil)
        // Another scan is another person's: it asks nothing of the first one's dossier.
        rig.clock.advance(by: ScanDesk.echoTime)
        let second = try #require(await scan(.refused("not-utf-8")))
        #expect(second.kind == .unreadable && marks["kiosk-1"] == second.sequence)
        #expect(await desk.earlyDossier(at: "kiosk-1", scan: second.sequence) == nil)
        rig.clock.advance(by: ScanDesk.earlyTime)
        #expect(await desk.earlyDossier(at: "kiosk-1", scan: first.sequence) == nil)
        // Where a scan gives no numbers, nobody is asked whether one is wanted.
        let third = try #require(
            await scan(.dossier(code: Self.code), at: .kiosk("kiosk-1", results: nil)))
        #expect(third.kind == .notReady && third.line == nil)
        #expect(await desk.earlyDossier(at: "kiosk-1", scan: third.sequence) == nil)
    }

    @Test func `noise takes no answer away, and wakes nobody`() async throws {
        core.set(Self.code, .ready)
        let number = try #require(await scan(.dossier(code: Self.code)))
        #expect(number.kind == .ticket)
        // The other code on the same paper.
        #expect(await scan(.refused("unrecognised")) == number)
        rig.clock.advance(by: ScanDesk.echoTime)
        let unreadable = try #require(await scan(.refused("unrecognised")))
        #expect(unreadable.kind == .unreadable)
        let shown = rig.hub.latest?.sequence
        for _ in 0..<100 { #expect(await scan(.refused("damaged")) == unreadable) }
        #expect(rig.hub.latest?.sequence == shown)
        #expect(log.value.count { $0.contains("refused") } == 1)
    }

    @Test func `a dossier with a number has it also before its result is there`() async throws {
        core.set(Self.code, .inWork(due: ServiceDay("2026-11-24")))
        var request = SamplePlan.request("T1")
        request.boundDossier = Self.code
        await rig.submit(.issue(request))
        let held = try #require(await scan(.dossier(code: Self.code)))
        #expect(held.kind == .held && held.ticket == "T1")
    }

    @Test func `whoever scans again after a failure asks again at once`() async throws {
        core.set(Self.code, .ready)
        core.goDown()
        #expect(await scan(.dossier(code: Self.code))?.kind == .unavailable)
        core.goDown(false)
        #expect(await scan(.dossier(code: Self.code))?.kind == .ticket)
    }

    @Test func `says so when the core does not answer or the line takes nobody`() async throws {
        core.goDown()
        #expect(await scan(.dossier(code: Self.code))?.kind == .unavailable)
        core.goDown(false)
        core.set(Self.code, .ready)
        rig.clock.advance(by: ScanDesk.repeatTime)
        let answer = await scan(
            .dossier(code: Self.code), at: .kiosk("kiosk-1", results: "no-line"))
        #expect(answer?.kind == .refused && answer?.reason == "unknown-line")
        rig.clock.advance(by: ScanAnswer.lifetime)
        #expect(await desk.answer(at: "kiosk-1") == nil)
    }

    @Test func `keeps a card for the clerk of the number that is pressed next`() async throws {
        #expect(await scan(.card(Self.card))?.kind == .card)
        let name = try #require(await desk.person(at: "kiosk-1"))
        var request = SamplePlan.request("T1")
        request.person = name
        await rig.submit(.issue(request))
        await desk.pressed(at: "kiosk-1", ticket: "T1")
        #expect(await desk.person(at: "kiosk-1") == nil)
        #expect(await desk.prefill(of: "T1") == Self.card)
        #expect(await desk.prefill(of: "T2") == nil)
        // The same card again: the hall knows the name and refuses a second number of the line.
        _ = await scan(.card(Self.card))
        var second = SamplePlan.request("T2")
        second.person = await desk.person(at: "kiosk-1")
        guard case .refused(let refusal) = await rig.submit(.issue(second)) else {
            Issue.record("a second number for one person")
            return
        }
        #expect(refusal.code == .tooMany)
        // Served and gone.
        let clerk = Actor(.clerk, "clerk6")
        for action in [
            Command.Action.openCounter(6), .callNext(6), .start(6),
            .complete(6, .informationGiven, procedures: []),
        ] { await rig.submit(action, by: clerk) }
        #expect(await desk.prefill(of: "T1") == nil)
    }

    @Test func `keeps a card at a counter for the citizen there, and for nobody`() async throws {
        _ = await scan(.card(Self.card), at: .counter(6))
        #expect(await desk.cardCount == 0)
        await rig.issue("T1")
        let clerk = Actor(.clerk, "clerk6")
        for action in [Command.Action.openCounter(6), .callNext(6)] {
            await rig.submit(action, by: clerk)
        }
        _ = await scan(.card(Self.card), at: .counter(6))
        #expect(await desk.prefill(of: "T1") == Self.card)
        rig.clock.advance(by: PrefillShelf.lifetime)
        #expect(await desk.prefill(of: "T1") == nil)
    }

    @Test func `lets nothing of a card out but the hash of the day`() async throws {
        core.set(Self.code, .ready)
        _ = await scan(.card(Self.card))
        let answer = try #require(await scan(.dossier(code: Self.code)))
        #expect(answer.kind == .ticket)
        _ = await scan(.refused("bad-name"))
        _ = await scan(.card(Self.card), at: .counter(6))
        await rig.controller.refresh()
        var seen = log.value
        #expect(!seen.isEmpty)
        for entry in try rig.store.restore().events { seen.append("\(entry)") }
        seen += await rig.ordered().map { String(describing: $0) }
        seen.append(String(describing: rig.hub.latest))
        seen.append(String(describing: await desk.answer(at: "kiosk-1")))
        seen += await tickets().map { String(describing: $0) }
        var dumped = ""
        dump(Scan(scanner: "s", content: .card(Self.card), at: rig.clock.now()), to: &dumped)
        seen.append(dumped)
        for text in seen {
            for secret in Self.secrets { #expect(!text.contains(secret), "\(text)") }
        }
    }
}
