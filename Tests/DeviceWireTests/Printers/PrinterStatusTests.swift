import DeviceWire
import Testing

@Suite struct `What a printer says` {
    private static func status(_ change: (inout PrinterStatus) -> Void) -> PrinterStatus {
        var status = PrinterStatus()
        change(&status)
        return status
    }

    private static let answers: [(id: String, status: PrinterStatus)] = [
        ("s1.ok", PrinterStatus()),
        ("s1.ok.drawer", PrinterStatus()),
        ("s1.offline", status { $0.isOffline = true }),
        ("s1.wait-recovery", status { $0.isOffline = true }),
        ("s1.feed-button", status { $0.isOffline = true }),
        ("s2.ok", PrinterStatus()),
        ("s2.cover", status { $0.coverOpen = true }),
        ("s2.feed", PrinterStatus()),
        ("s2.paper-end-stop", status { $0.paperEnd = true }),
        ("s2.error", PrinterStatus()),
        ("s2.cover+paper", status { ($0.coverOpen, $0.paperEnd) = (true, true) }),
        ("s3.ok", PrinterStatus()),
        ("s3.recoverable", status { $0.recoverableError = true }),
        ("s3.cutter", status { $0.cutterError = true }),
        ("s3.unrecoverable", status { $0.unrecoverableError = true }),
        ("s3.auto", status { $0.passingError = true }),
        ("s4.ok", PrinterStatus()),
        ("s4.near", status { $0.paperNearEnd = true }),
        ("s4.end", status { $0.paperEnd = true }),
        ("s4.near+end", status { ($0.paperNearEnd, $0.paperEnd) = (true, true) }),
    ]

    @Test(arguments: answers.map(\.id)) func `a DLE EOT answer is understood`(id: String) throws {
        let vector = try #require(try PrinterVector.load()[id])
        let expected = try #require(Self.answers.first { $0.id == id }).status
        let number = try #require(UInt8(String(id.dropFirst().prefix(1))))
        let question = try #require(EscPos.StatusQuestion(rawValue: number))
        var stream = StatusStream()
        var status = PrinterStatus()
        let event = stream.feed(vector.bytes[0])
        #expect(event == .realTime(vector.bytes[0]))
        let isTaken = status.apply(vector.bytes[0], answering: question)
        #expect(isTaken)
        #expect(status == expected)
    }

    private static let automatic: [(id: String, status: PrinterStatus)] = [
        ("asb.ok", PrinterStatus()),
        ("asb.drawer", PrinterStatus()),
        ("asb.cover", status { ($0.isOffline, $0.coverOpen) = (true, true) }),
        ("asb.near", status { $0.paperNearEnd = true }),
        ("asb.end", status { ($0.isOffline, $0.paperNearEnd, $0.paperEnd) = (true, true, true) }),
        ("asb.cutter", status { ($0.isOffline, $0.cutterError) = (true, true) }),
        ("asb.unrecoverable", status { ($0.isOffline, $0.unrecoverableError) = (true, true) }),
        ("asb.auto", status { ($0.isOffline, $0.passingError) = (true, true) }),
        ("asb.reserved", PrinterStatus()),
    ]

    @Test(arguments: automatic.map(\.id))
    func `an automatic status is understood`(id: String) throws {
        let vector = try #require(try PrinterVector.load()[id])
        let expected = try #require(Self.automatic.first { $0.id == id }).status
        #expect(events(vector.bytes) == [.automatic(expected)])
    }

    @Test(arguments: [
        ("rx.pid.0001", StatusEvent.printed(ProcessID(1))),
        ("rx.clear", .block(header: 0x37, content: [0x25])),
        ("rx.offline", .block(header: 0x37, content: [0x23, 0x40])),
        ("rx.gsI.epson", .block(header: 0x5F, content: Array("EPSON".utf8))),
        ("rx.gsr.ok", .inOrder(0x00)),
        ("rx.gsr.near", .inOrder(0x03)),
        ("rx.gsr.end", .inOrder(0x0F)),
    ])
    func `a block or byte is understood`(id: String, event: StatusEvent) throws {
        let vector = try #require(try PrinterVector.load()[id])
        #expect(events(vector.bytes) == [event])
    }

    @Test(arguments: [("rx.port.ok", false, false), ("rx.port.paper", false, true)])
    func `a port status is understood`(id: String, isOffline: Bool, isPaperOut: Bool) throws {
        let vector = try #require(try PrinterVector.load()[id])
        let status = PrinterStatus(portStatus: vector.bytes[0])
        #expect(status.isOffline == isOffline)
        #expect(status.paperEnd == isPaperOut)
    }

    @Test func `a port that reports an error is off line`() throws {
        let vector = try #require(try PrinterVector.load()["rx.port.error"])
        #expect(PrinterStatus(portStatus: vector.bytes[0]).isOffline)
    }

    @Test func `flow control between the bytes of a status does no harm`() {
        #expect(
            events([0x10, 0x13, 0x00, 0x11, 0x00, 0x00])
                == [.flow(isOn: false), .flow(isOn: true), .automatic(PrinterStatus())])
    }

    @Test func `a status cut off by another beginning is dropped, the other taken`() {
        var stream = StatusStream()
        let events = [0x10, 0x00, 0x12].compactMap { stream.feed($0) }
        #expect(events == [.realTime(0x12)])
        #expect(stream.discarded == 2)
    }

    @Test func `a block without end is dropped at its bound`() {
        var stream = StatusStream()
        let longest = [0x5F] + Array(repeating: UInt8(0x41), count: 80) + [0]
        let whole = longest.compactMap { stream.feed($0) }
        #expect(whole.count == 1)
        let endless = [0x5F] + Array(repeating: UInt8(0x41), count: 81)
        let cut = endless.compactMap { stream.feed($0) }
        #expect(cut == [.inOrder(0x41)])
        #expect(stream.discarded == 81)
    }

    @Test func `answers and automatic statuses read back as themselves`() {
        for bits in 0..<UInt8(128) {
            var status = PrinterStatus()
            status.isOffline = bits & 1 != 0
            status.coverOpen = bits & 2 != 0
            status.paperEnd = bits & 4 != 0
            status.paperNearEnd = bits & 8 != 0
            status.cutterError = bits & 16 != 0
            status.unrecoverableError = bits & 32 != 0
            status.passingError = bits & 64 != 0
            #expect(events(status.automaticAnswer) == [.automatic(status)])
            var asked = PrinterStatus()
            for question in EscPos.StatusQuestion.allCases {
                let isTaken = asked.apply(status.realTimeAnswer(to: question), answering: question)
                #expect(isTaken)
            }
            #expect(asked == status)
        }
    }

    @Test func `any bytes at all are taken`() {
        var stream = StatusStream()
        var dice = PrinterDice(seed: 7)
        var events = 0
        for _ in 0..<printerFuzzBytes where stream.feed(dice.byte()) != nil { events += 1 }
        #expect(events > 0)
        #expect(stream.discarded > 0)
        // Whatever stood before: at most a longest block away from understanding again.
        _ = zeros(4).compactMap { stream.feed($0) }
        let event = stream.feed(0x12)
        #expect(event == .realTime(0x12))
    }

    private func events(_ bytes: [UInt8]) -> [StatusEvent] {
        var stream = StatusStream()
        return bytes.compactMap { stream.feed($0) }
    }
}

@Suite struct `IEEE 1284 device IDs` {
    private static let text = "MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;"

    @Test(arguments: [[0, 37], [37, 0], [0xFF, 0xFF], [0, 0]])
    func `a length in either order, or a wrong one, is read`(length: [UInt8]) throws {
        let id = try #require(DeviceIDString(answer: length + Array(Self.text.utf8)))
        #expect(id.maker == "EPSON")
        #expect(id.model == "TM-T20II")
    }

    @Test(arguments: [[], [0], [0, 2], [0, 3, 0]] as [[UInt8]])
    func `an answer without text is none`(answer: [UInt8]) {
        #expect(DeviceIDString(answer: answer) == nil)
    }
}
