import CUSBSim
import DeviceWire
import Dispatch
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// Reads the emulated bus' bytes, for printers of other families than the emulation's own.
private enum USBReader {
    static let printer = Mutex<SimulatedPrinter?>(nil)
}

/// libusb against an emulated bus; one printer, hence one test at a time.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .enabled(
        if: usbsim_start(),
        "NOT RUN: needs an emulated USB bus; run the test bundle under `umockdev-wrapper`"))
struct `A printer on the USB bus` {
    private let health = PrinterHealthWatch()

    /// A profile that this printer is known by.
    private static var epson: PrinterProfile {
        var profile = PrinterProfile.generic80
        profile.name = "epson-tm"
        profile.matches = [PrinterProfile.Match(maker: "epson", model: "TM-T82*")]
        profile.matchPlaces = ["printers/epson-tm.yaml:7"]
        return profile
    }

    /// One that nobody but the configuration knows.
    private static func profile(
        abilities: Set<PrinterProfile.Ability> = PrinterProfile.generic80.abilities,
        quirks: Set<PrinterProfile.Quirk>
    ) -> PrinterProfile {
        var profile = PrinterProfile.generic80
        (profile.name, profile.abilities, profile.quirks) = ("odd", abilities, quirks)
        return profile
    }

    private func driver(
        port: String? = nil, profile: PrinterProfile? = nil, timing: PrinterTiming = .test
    ) -> USBTicketPrinter {
        USBTicketPrinter(
            settings: PrinterSettings(
                id: "printer-1", connection: .usb(port: port), widthDots: 576,
                profile: profile?.name),
            shelf: PrinterShelf([profile ?? Self.epson]),
            connector: LibUSBConnector(port: port, replugPause: .zero),
            renderer: StripeRenderer(isSolid: profile?.quirks == [.emptyPacket]),
            health: health.board, timing: timing)
    }

    /// Runs the driver while `body` does, and leaves nothing plugged or open behind.
    private func watching(
        port: String? = nil, profile: PrinterProfile? = nil, timing: PrinterTiming = .test,
        _ body: (USBTicketPrinter) async throws -> Void
    ) async rethrows {
        let driver = driver(port: port, profile: profile, timing: timing)
        let life = Task { await driver.run() }
        defer { usbsim_unplug() }
        do { try await body(driver) } catch {
            life.cancel()
            await life.value
            throw error
        }
        life.cancel()
        await life.value
    }

    private var received: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: usbsim_received(nil, 0))
        let count = usbsim_received(&bytes, bytes.count)
        return Array(bytes.prefix(count))
    }

    private func slips(_ bytes: [UInt8]) -> [DecodedSlip] {
        var decoder = EscPosDecoder(widthDots: 576)
        return decoder.feed(bytes).compactMap {
            if case .slip(let slip) = $0 { slip } else { nil }
        }
    }

    private func waitReceived(_ count: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: usbsim_wait_received(count, 20_000))
            }
        }
    }

    @Test func `is listed with what an operator needs to know`() throws {
        usbsim_plug(true)
        defer { usbsim_unplug() }
        let finding = try #require(USBPrinterProbe.list().first)
        #expect(finding.portPath == USBSIM_PORT_PATH)
        #expect(finding.identity == "04b8:0e28")
        #expect(finding.deviceID?.model == "TM-T82III")
        #expect(finding.node == "/dev/bus/usb/001/004")
        #expect(finding.refusal == nil)
        #expect(finding.isHeldByKernel)
        #expect(finding.canAnswer)
        #expect(usbsim_is_usblp_bound())
    }

    @Test func `is taken from usblp and prints a slip`() async {
        usbsim_plug(true)
        await watching(port: USBSIM_PORT_PATH) { driver in
            #expect(await driver.print(.example) == .confirmed)
            #expect(!usbsim_is_usblp_bound())
            let paper = StripeRenderer().paper(widthDots: 576)
            #expect(slips(received).map(\.dots.bytes) == [paper.bytes])
            let detail = health.board.health(of: "printer-1")?.condition.detail ?? ""
            #expect(detail.contains("USB port 1-2, 04b8:0e28 EPSON TM-T82III"))
        }
    }

    @Test func `prints also where there is no way back`() async {
        usbsim_plug(false)
        await watching { driver in
            #expect(await driver.print(.example) == .probable)
            let paper = StripeRenderer().paper(widthDots: 576)
            #expect(slips(received).map(\.dots.bytes) == [paper.bytes])
        }
    }

    @Test func `without paper gets nothing`() async {
        usbsim_plug(true)
        usbsim_set_paper_out(true)
        await watching { driver in
            #expect(
                await driver.print(.example)
                    == .failed(PrintFailure(stage: .before, condition: .paperOut)))
            #expect(received.isEmpty)
            usbsim_set_paper_out(false)
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    @Test func `that stops in the middle keeps what it took, and is brought back in step`() async {
        usbsim_plug(true)
        await watching { driver in
            #expect(await driver.print(.example) == .confirmed)
            usbsim_hold_after(3_000)
            #expect(
                await driver.print(.example)
                    == .failed(PrintFailure(stage: .midway, condition: .offline)))
            usbsim_hold_after(.max)
            #expect(await driver.print(.example) == .confirmed)
            let paper = StripeRenderer().paper(widthDots: 576)
            let printed = slips(received).map(\.dots.bytes)
            #expect(printed.count == 3)
            #expect(printed.first == paper.bytes)
            #expect(printed.last == paper.bytes)
        }
    }

    @Test func `unplugged in the middle leaves a slip that nobody knows about`() async {
        usbsim_plug(true)
        usbsim_set_answers_printed(false)
        await watching { driver in
            #expect(await driver.print(.example) == .probable)
            let before = usbsim_received(nil, 0)
            usbsim_hold_after(3_000)
            async let outcome = driver.print(.example)
            #expect(await waitReceived(before + 3_000))
            usbsim_unplug()
            #expect(
                await outcome
                    == .unknown(reason: "the printer was unplugged in the middle of the slip"))
            await health.wait(for: .missing, of: "printer-1")
        }
    }

    @Test func `is found again when it is plugged in again`() async {
        await watching(port: USBSIM_PORT_PATH) { driver in
            await health.wait(for: .missing, of: "printer-1")
            usbsim_plug(true)
            await health.wait(for: .ready, of: "printer-1")
            usbsim_unplug()
            await health.wait(for: .missing, of: "printer-1")
            usbsim_plug(true)
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    @Test func `has the profile that fits its name, and says why`() async {
        usbsim_plug(true)
        await watching { driver in
            await health.wait(for: .ready, of: "printer-1")
            let detail = health.board.health(of: "printer-1")?.condition.detail ?? ""
            #expect(detail.contains("profile epson-tm (printers/epson-tm.yaml:7 matches"))
            let examination = await driver.examine()
            #expect(examination.profile?.profile.name == "epson-tm")
            #expect(examination.condition.code == .ready)
        }
    }

    // MARK: Stalls, each helped with something harder

    @Test func `that stalls once goes on where it stopped`() async {
        usbsim_plug(true)
        await watching { driver in
            #expect(await driver.print(.example) == .confirmed)
            usbsim_stall(1)
            #expect(await driver.print(.example) == .confirmed)
            #expect(usbsim_care().cleared_halts == 1)
            #expect(usbsim_care().soft_resets == 0)
            let paper = StripeRenderer().paper(widthDots: 576)
            #expect(slips(received).map { $0.dots.bytes == paper.bytes } == [true, true])
        }
    }

    @Test(arguments: [false, true])
    func `that stalls twice is reset softly, and the slip goes elsewhere`(isOld: Bool) async {
        usbsim_plug(true)
        usbsim_set_old_class(isOld)
        await watching { driver in
            #expect(await driver.print(.example) == .confirmed)
            usbsim_stall(2)
            #expect(
                await driver.print(.example)
                    == .failed(PrintFailure(stage: .before, condition: .offline)))
            #expect(usbsim_care().soft_resets == 1)
            #expect(usbsim_care().device_resets == 0)
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    @Test func `that stalls thrice is reset as if it were replugged`() async {
        usbsim_plug(true)
        await watching { driver in
            #expect(await driver.print(.example) == .confirmed)
            usbsim_stall(3)
            #expect(
                await driver.print(.example)
                    == .failed(PrintFailure(stage: .before, condition: .offline)))
            _ = await driver.print(.example)
            #expect(usbsim_care().soft_resets == 1)
            #expect(usbsim_care().device_resets == 1)
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    // MARK: Quirks

    @Test func `whose way back is not to be believed is only written to`() async {
        usbsim_plug(true)
        await watching(profile: Self.profile(quirks: [.oneWay])) { driver in
            #expect(await driver.print(.example) == .probable)
            let question: [UInt8] = [0x10, 0x04]
            #expect(!received.contains(question))
        }
    }

    @Test func `that wants an empty packet behind a full one gets it`() async {
        usbsim_plug(true)
        await watching(profile: Self.profile(quirks: [.emptyPacket])) { driver in
            #expect(await driver.print(.example) == .confirmed)
            #expect(usbsim_care().empty_packets > 0)
        }
    }

    @Test func `that loses the next job is reset behind each`() async {
        usbsim_plug(true)
        await watching(profile: Self.profile(quirks: [.resetAfterJob])) { driver in
            #expect(await driver.print(.example) == .confirmed)
            #expect(usbsim_care().soft_resets == 1)
        }
    }

    @Test(arguments: [(false, UInt32(1)), (true, 0)])
    func `that dislikes its setting being chosen is left as it is`(
        isLeft: Bool, chosen: UInt32
    ) async {
        usbsim_plug_as(USBSIM_TWO_ALTERNATES)
        let profile = Self.profile(quirks: isLeft ? [.leaveSettings] : [])
        await watching(profile: profile) { driver in
            #expect(await driver.print(.example) == .confirmed)
            #expect(usbsim_care().set_interfaces == chosen)
        }
    }

    @Test func `in a class of its maker's own is taken where the profile and the port say so`()
        async
    {
        usbsim_plug_as(USBSIM_VENDOR_CLASS)
        let odd = Self.profile(quirks: [.vendorClass])
        await watching(port: USBSIM_PORT_PATH, profile: odd) { driver in
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    @Test(arguments: [(USBSIM_PORT_PATH, false), (nil, true)] as [(String?, Bool)])
    func `in a class of its maker's own is nobody's guess`(port: String?, isNamed: Bool) async {
        usbsim_plug_as(USBSIM_VENDOR_CLASS)
        let odd = Self.profile(quirks: isNamed ? [.vendorClass] : [])
        await watching(port: port, profile: odd) { driver in
            let failure = PrintFailure(stage: .before, condition: .missing)
            #expect(await driver.print(.example) == .failed(failure))
        }
    }

    @Test func `that must stay open behind a job is closed a second later`() async {
        usbsim_plug(true)
        let clock = ContinuousClock()
        var printed = clock.now
        await watching(profile: Self.profile(quirks: [.closeSlowly])) { driver in
            #expect(await driver.print(.example) == .confirmed)
            printed = clock.now
        }
        #expect(clock.now - printed >= .seconds(1))
        #expect(usbsim_care().releases == 1)
    }

    // MARK: Other families

    @Test(arguments: [PrinterFamily.star, .quietStar, .presenter, .clone])
    func `of another family prints and says as much as it can know`(family: PrinterFamily) async {
        let printer = SimulatedPrinter(id: "printer-1", profile: family.profile)
        printer.connect { usbsim_answer($0, $0.count) }
        USBReader.printer.withLock { $0 = printer }
        usbsim_set_reader { bytes, count in
            _ = USBReader.printer.withLock(\.self)?.take(
                UnsafeBufferPointer(start: bytes, count: count))
        }
        usbsim_plug(true)
        await watching(profile: family.profile, timing: .patient) { driver in
            await health.wait(for: .ready, of: "printer-1")
            for index in 1...2 {
                let outcome = await driver.print(.example)
                #expect(outcome == family.outcome(hasPortStatus: true))
                #expect(printer.slip(index) == StripeRenderer().paper(widthDots: 576))
                printer.takeSlip()
            }
        }
        usbsim_set_reader(nil)
    }

    // MARK: Hot-plug

    @Test func `is found the moment it is plugged in, long before the next look`() async {
        var timing = PrinterTiming.test
        timing.scan = .seconds(3_600)
        await watching(port: USBSIM_PORT_PATH, timing: timing) { driver in
            await health.wait(for: .missing, of: "printer-1")
            usbsim_plug(true)
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
    }

    @Test func `at another port is not taken`() async {
        usbsim_plug(true)
        await watching(port: "1-3") { driver in
            #expect(
                await driver.print(.example)
                    == .failed(PrintFailure(stage: .before, condition: .missing)))
            let detail = health.board.health(of: "printer-1")?.condition.detail
            #expect(detail == "no printer at USB port 1-3")
        }
    }
}
