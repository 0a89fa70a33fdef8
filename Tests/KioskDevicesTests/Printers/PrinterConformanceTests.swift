import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// One suite for every family over every carriage: the driver is one, and so is what it promises.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `Every printer, however its bytes travel` {
    static let cases = PrinterFamily.allCases.flatMap { family in
        PrinterCarriage.usable.map { (family, $0) }
    }
    static let answering = cases.filter { $0.0 != .oneWay }

    private let paper = StripeRenderer().paper(widthDots: 576)

    @Test(arguments: cases)
    func `prints a slip whole, and says as much as it can know`(
        family: PrinterFamily, carriage: PrinterCarriage
    ) async throws {
        let rig = try PrinterRig(family, carriage)
        await rig.run {
            await rig.health.wait(for: .ready, of: "printer-1")
            let expected = family.outcome(hasPortStatus: carriage.hasPortStatus)
            let outcome = await rig.driver.print(.example)
            #expect(outcome == expected)
            #expect(await rig.comesOut(1, as: paper))
            let detail = rig.health.board.health(of: "printer-1")?.condition.detail ?? ""
            #expect(detail.contains("profile \(family.rawValue)"))
        }
    }

    @Test(arguments: cases)
    func `prints many slips in a row, each whole`(
        family: PrinterFamily, carriage: PrinterCarriage
    ) async throws {
        let short = StripeRenderer(bandCount: 1)
        let paper = short.paper(widthDots: 576)
        let rig = try PrinterRig(family, carriage, renderer: short)
        let expected = family.outcome(hasPortStatus: carriage.hasPortStatus)
        await rig.run {
            // More than a Star counts without beginning anew.
            for index in 1...(carriage == .memory ? 35 : 5) {
                let outcome = await rig.driver.print(.example)
                #expect(outcome == expected, "\(outcome)")
                #expect(await rig.comesOut(index, as: paper))
                rig.printer.takeSlip()
            }
        }
    }

    @Test(arguments: answering)
    func `with its cover open gets not one dot, and prints once it is closed`(
        family: PrinterFamily, carriage: PrinterCarriage
    ) async throws {
        let rig = try PrinterRig(family, carriage)
        var open = PrinterStatus()
        (open.isOffline, open.coverOpen) = (true, true)
        await rig.run {
            await rig.health.wait(for: .ready, of: "printer-1")
            rig.printer.set(open)
            await rig.health.wait(for: .coverOpen, of: "printer-1")
            let failure = PrintFailure(stage: .before, condition: .coverOpen)
            #expect(await rig.driver.print(.example) == .failed(failure))
            #expect(rig.printer.slipCount == 0)
            rig.printer.set(PrinterStatus())
            await rig.health.wait(for: .ready, of: "printer-1")
            let expected = family.outcome(hasPortStatus: carriage.hasPortStatus)
            let outcome = await rig.driver.print(.example)
            #expect(outcome == expected)
        }
    }

    @Test(arguments: answering)
    func `warns of little paper, and prints`(
        family: PrinterFamily, carriage: PrinterCarriage
    ) async throws {
        let rig = try PrinterRig(family, carriage)
        var low = PrinterStatus()
        low.paperNearEnd = true
        rig.printer.set(low)
        await rig.run {
            await rig.health.wait(for: .paperLow, of: "printer-1")
            let expected = family.outcome(hasPortStatus: carriage.hasPortStatus)
            let outcome = await rig.driver.print(.example)
            #expect(outcome == expected)
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `A printer with a presenter` {
    @Test func `keeps a slip for a while and pulls it back before the next`() async throws {
        let rig = try PrinterRig(.presenter, .memory, retractSeconds: 0)
        await rig.run {
            #expect(await rig.driver.print(.example) == .confirmed)
            #expect(await rig.driver.print(.example) == .confirmed)
        }
        #expect(rig.printer.retractedSlips >= 1)
        #expect(rig.printer.slipCount == 2)
    }

    @Test func `that still holds the last slip cannot vouch for the next`() async throws {
        let rig = try PrinterRig(.presenter, .memory, retractSeconds: 3_600)
        await rig.run {
            #expect(await rig.driver.print(.example) == .confirmed)
            #expect(await rig.driver.print(.example) == .probable)
            rig.printer.takeSlip()
            #expect(await rig.driver.print(.example) == .confirmed)
        }
        #expect(rig.printer.retractedSlips == 0)
    }
}
