import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// Slips as those who ask over HTTP meet them: printed once, marked when printed again, known as
/// failed where no paper came.
@Suite(.timeLimit(.minutes(5)))
struct PaperTests {
    /// A site whose slips come out of one printer.
    private struct Scene {
        let site: Site
        let store = MemoryStore()
        let printer: FakePrinter
        private let desk: SlipDesk

        init(
            hasScreen: Bool = true,
            _ script: @escaping @Sendable (Slip, Int) -> PrintOutcome = { _, _ in .confirmed }
        ) async throws {
            var configuration = Configuration.withPeople
            configuration.kiosks[0].hasScreen = hasScreen
            let printer = FakePrinter("printer-1", script: script)
            let desk = SlipDesk(
                kiosks: configuration.kiosks, printers: [printer.id: printer],
                writer: SlipWriter(configuration), logger: ControllerRig.silent)
            (self.printer, self.desk) = (printer, desk)
            site = try await Site(store: store, configuration) { desk.accept($0) }
        }

        /// Runs the desk while `body` asks; what was printed is written down afterwards.
        func run(_ body: () async throws -> Void) async rethrows {
            let running = Task { await desk.run(controller: site.parts.controller) }
            try await body()
            running.cancel()
            await running.value
        }

        func post(
            _ path: String, as asker: Site.Asker, _ body: String = "{}"
        ) async throws -> JSONInput {
            let reply = try await site.send(.post, "/api/v1\(path)", as: asker, body: body)
            #expect((200..<300).contains(reply.status), "\(path): \(reply)")
            return try JSONInput(reply.body)
        }

        func get(_ path: String, as asker: Site.Asker) async throws -> JSONInput {
            let reply = try await site.send(.get, "/api/v1\(path)", as: asker)
            #expect(reply.status == 200, "\(path): \(reply)")
            return try JSONInput(reply.body)
        }
    }

    @Test func `a slip that a clerk has printed again is marked, and the journal has who asked`()
        async throws
    {
        let scene = try await Scene()
        try await scene.run {
            let ticket = try await scene.post("/tickets", as: .device, "{\"line\":\"ho-tich\"}")
            #expect(ticket["slip"].text == "pending")
            await scene.printer.slips.until { $0.count == 1 }
            let again = try await scene.post("/tickets/T1/reprint", as: .clerk)
            #expect(again["number"].text == ticket["number"].text)
            await scene.printer.slips.until { $0.count == 2 }
        }
        let slips = scene.printer.slips.value
        #expect(slips.map(\.number) == ["1001", "1001"])
        #expect(slips.map(\.mark) == [nil, "BẢN IN LẠI"])
        let events = scene.store.journal.map(\.event)
        #expect(events.contains(.slipOrdered(ticket: "T1", print: 2)))
        #expect(events.contains(.slipSettled(ticket: "T1", print: 1, state: .confirmed)))
        #expect(events.contains(.slipSettled(ticket: "T1", print: 2, state: .confirmed)))
    }

    @Test func `the same press sent twice is one slip`() async throws {
        let scene = try await Scene()
        try await scene.run {
            for _ in 0..<2 {
                let reply = try await scene.site.send(
                    .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}",
                    headers: ["Idempotency-Key": "press-1"])
                #expect(reply.status == 201)
            }
            _ = try await scene.post("/tickets", as: .device, "{\"line\":\"chung-thuc\"}")
            await scene.printer.slips.until { $0.count == 2 }
        }
        #expect(scene.printer.slips.value.map(\.number) == ["1001", "2001"])
    }

    @Test(arguments: [
        (PrintOutcome.confirmed, "confirmed"), (.probable, "probable"),
        (.failed(PrintFailure(stage: .before, condition: .paperOut)), "failed"),
        (.unknown(reason: "cable"), "unknown"),
    ])
    func `the kiosk's screen learns what became of its slip`(
        _ outcome: PrintOutcome, _ word: String
    ) async throws {
        let scene = try await Scene { _, _ in outcome }
        try await scene.run {
            _ = try await scene.post("/tickets", as: .device, "{\"line\":\"ho-tich\"}")
            #expect(try await scene.get("/tickets/T1/slip", as: .device)["slip"].text == "pending")
            await scene.printer.slips.until { !$0.isEmpty }
        }
        let fate = try await scene.get("/tickets/T1/slip", as: .device)
        #expect(fate["number"].text == "1001")
        #expect(fate["state"].text == "waiting")
        #expect(fate["slip"].text == word)
    }

    @Test func `a number of buttons alone without paper is cancelled, and one of a desk is not`()
        async throws
    {
        let scene = try await Scene(hasScreen: false) { _, _ in
            .failed(PrintFailure(stage: .before, condition: .paperOut))
        }
        try await scene.run {
            _ = try await scene.post("/tickets", as: .device, "{\"line\":\"ho-tich\"}")
            _ = try await scene.post("/tickets", as: .clerk, "{\"line\":\"ho-tich\"}")
            await scene.printer.slips.until { $0.count == 2 }
        }
        let first = try await scene.get("/tickets?number=1001", as: .clerk)
        let second = try await scene.get("/tickets?number=1002", as: .clerk)
        guard case .array(let gone) = first["tickets"], case .array(let stays) = second["tickets"]
        else {
            Issue.record("no lists")
            return
        }
        #expect(gone.map { $0["state"].text } == ["cancelled"])
        #expect(gone.map { $0["slip"].text } == ["failed"])
        #expect(stays.map { $0["state"].text } == ["waiting"])
    }
}
