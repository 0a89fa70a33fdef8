import DeviceWire
import Testing

@Suite struct `Ears for a printer` {
    private static func status(_ change: (inout PrinterStatus) -> Void) -> PrinterStatus {
        var status = PrinterStatus()
        change(&status)
        return status
    }

    private static func hear(_ profile: PrinterProfile, _ bytes: [UInt8]) -> [PrinterEvent] {
        var ears = PrinterEars(profile)
        return ears.hear(bytes)
    }

    // MARK: Star

    private static let starStatuses: [(id: String, status: PrinterStatus)] = [
        ("asb.7", PrinterStatus()),
        ("asb.xoff", PrinterStatus()),
        ("asb.9", PrinterStatus()),
        ("asb.15", PrinterStatus()),
        ("asb.network", PrinterStatus()),
        ("asb.cover", status { ($0.isOffline, $0.coverOpen) = (true, true) }),
        ("asb.near", status { $0.paperNearEnd = true }),
        ("asb.end", status { ($0.isOffline, $0.paperNearEnd, $0.paperEnd) = (true, true, true) }),
        ("asb.cutter", status { ($0.isOffline, $0.cutterError) = (true, true) }),
        ("asb.hot", status { ($0.isOffline, $0.passingError) = (true, true) }),
        ("asb.broken", status { ($0.isOffline, $0.unrecoverableError) = (true, true) }),
        ("asb.mechanical", status { ($0.isOffline, $0.recoverableError) = (true, true) }),
        ("asb.jam", status { ($0.isOffline, $0.recoverableError) = (true, true) }),
        ("asb.etb.1", PrinterStatus()),
    ]

    @Test(arguments: starStatuses.map(\.id)) func `understand a Star's status`(id: String) throws {
        let vector = try #require(try PrinterVector.load("star")[id])
        let expected = try #require(Self.starStatuses.first { $0.id == id }).status
        let events = Self.hear(SampleProfiles.star, vector.bytes)
        #expect(events.contains(.automatic(expected)))
        #expect(events.count { if case .automatic = $0 { true } else { false } } == 1)
    }

    @Test(arguments: [("asb.etb.1", 1), ("asb.etb.16", 16), ("asb.etb.31", 31), ("asb.9", 0)])
    func `understand a Star's counter`(id: String, count: Int) throws {
        let vector = try #require(try PrinterVector.load("star")[id])
        let events = Self.hear(SampleProfiles.star, vector.bytes)
        #expect(events.last == .printed(.count(count)))
    }

    @Test func `see the slip in a Star's presenter, where there is one`() throws {
        let vector = try #require(try PrinterVector.load("star")["asb.presenter"])
        let events = Self.hear(SampleProfiles.starPresenter, vector.bytes)
        #expect(events.last == .output(isOccupied: true))
        #expect(!Self.hear(SampleProfiles.star, vector.bytes).contains(.output(isOccupied: true)))
    }

    @Test func `never take an Epson's bytes for a Star's, nor a Star's for an Epson's`() throws {
        let epson = try PrinterVector.load().values.filter { $0.kind == "rx" && $0.id != "s1.ok" }
        for vector in epson where !vector.id.contains("xoff") {
            #expect(Self.hear(SampleProfiles.star, vector.bytes).isEmpty, "\(vector.id)")
        }
    }

    // MARK: Presenter

    private static let presenterStatuses: [(id: String, status: PrinterStatus)] = [
        ("rx.ok", PrinterStatus()),
        ("rx.xoff", PrinterStatus()),
        ("rx.unused", PrinterStatus()),
        ("rx.ticket-out", PrinterStatus()),
        ("rx.near", status { $0.paperNearEnd = true }),
        ("rx.end", status { ($0.paperNearEnd, $0.paperEnd) = (true, true) }),
        ("rx.cover", status { $0.coverOpen = true }),
        ("rx.head", status { $0.coverOpen = true }),
        ("rx.hot", status { $0.passingError = true }),
        ("rx.voltage", status { $0.passingError = true }),
        ("rx.cutter", status { $0.cutterError = true }),
        ("rx.cutter-cover", status { $0.coverOpen = true }),
        ("rx.memory", status { $0.unrecoverableError = true }),
    ]

    @Test(arguments: presenterStatuses.map(\.id))
    func `understand a presenter's status`(id: String) throws {
        let vector = try #require(try PrinterVector.load("custom")[id])
        let expected = try #require(Self.presenterStatuses.first { $0.id == id }).status
        let isOut = id == "rx.ticket-out"
        let events = Self.hear(SampleProfiles.presenter, vector.bytes)
        #expect(events.suffix(2) == [.automatic(expected), .output(isOccupied: isOut)])
    }

    @Test func `understand a presenter's other answers too`() throws {
        let vectors = try PrinterVector.load("custom")
        let asb = try #require(vectors["rx.asb"]).bytes
        #expect(Self.hear(SampleProfiles.presenter, asb) == [.automatic(PrinterStatus())])
        let realTime = try #require(vectors["rx.realtime"]).bytes
        #expect(Self.hear(SampleProfiles.presenter, realTime) == [.realTime(0x12)])
    }

    // MARK: ESC/POS

    @Test(arguments: [
        ("rx.pid.0001", PrinterEvent.printed(.id(ProcessID(1)))),
        ("rx.clear", .cleared),
        ("rx.offline", .offline(causes: [0x40])),
        ("rx.gsI.epson", .identity("EPSON")),
        ("rx.gsI.alt", .identity("TM-T20")),
        ("rx.gsr.end", .inOrder(0x0F)),
        ("asb.ok", .automatic(PrinterStatus())),
        ("rx.asb.xoff", .automatic(PrinterStatus())),
        ("rx.pid.xoff", .printed(.id(ProcessID(1)))),
    ])
    func `understand an Epson's answers`(id: String, event: PrinterEvent) throws {
        let vector = try #require(try PrinterVector.load()[id])
        #expect(Self.hear(SampleProfiles.plain, vector.bytes).last == event)
    }

    @Test func `read back what a simulated printer answers`() {
        for bits in 0..<UInt8(128) {
            var status = Self.status {
                $0.coverOpen = bits & 1 != 0
                $0.paperEnd = bits & 2 != 0
                $0.paperNearEnd = bits & 4 != 0
                $0.cutterError = bits & 8 != 0
                $0.unrecoverableError = bits & 16 != 0
                $0.passingError = bits & 32 != 0
            }
            let isOut = bits & 64 != 0
            let presenter = Self.hear(
                SampleProfiles.presenter, status.presenterAnswer(hasOutput: isOut))
            #expect(presenter == [.automatic(status), .output(isOccupied: isOut)])
            status.isOffline = isOut
            let star = Self.hear(
                SampleProfiles.starPresenter,
                status.starAnswer(counter: Int(bits) % 32, hasOutput: isOut))
            #expect(
                star == [
                    .automatic(status), .printed(.count(Int(bits) % 32)),
                    .output(isOccupied: isOut),
                ])
        }
    }

    @Test func `know each of the golden answers`() throws {
        for (name, profile) in [
            ("escpos", SampleProfiles.plain), ("star", SampleProfiles.star),
            ("custom", SampleProfiles.presenter),
        ] {
            let vectors = try PrinterVector.load(name).values
            for vector in vectors where vector.kind == "rx" && !vector.id.contains("port") {
                #expect(!Self.hear(profile, vector.bytes).isEmpty, "\(name) \(vector.id)")
            }
            for vector in vectors { #expect(!vector.source.isEmpty && !vector.bytes.isEmpty) }
        }
    }
}
