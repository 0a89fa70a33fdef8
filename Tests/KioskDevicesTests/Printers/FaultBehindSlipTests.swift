import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// A fault behind a slip that was taken whole: what each family lets one know of the paper.
@Suite(.timeLimit(.minutes(5))) struct `A fault behind a slip that was taken whole` {
    private static var coverOpen: PrinterStatus {
        var status = PrinterStatus()
        (status.isOffline, status.coverOpen) = (true, true)
        return status
    }

    private static var paperOut: PrinterStatus {
        var status = PrinterStatus()
        (status.isOffline, status.paperEnd) = (true, true)
        return status
    }

    private static func unknown(_ code: DeviceCondition.Code) -> PrintOutcome {
        .unknown(reason: "\(code.rawValue) behind a slip that the printer took whole")
    }

    private static func torn(_ code: DeviceCondition.Code) -> PrintOutcome {
        .failed(PrintFailure(stage: .midway, condition: code))
    }

    typealias Case = (PrinterFamily, SimulatedPrinter.Moment, PrinterStatus, PrintOutcome)

    static let cases: [Case] = [
        // Never came to be asked: the roll may have ended right behind it.
        (.epson, .behindCut, paperOut, unknown(.paperOut)),
        (.epson, .behindCut, coverOpen, unknown(.coverOpen)),
        // Asked, known to answer, and a fault is what it said.
        (.epson, .atMark, coverOpen, torn(.coverOpen)),
        (.epson, .atMark, paperOut, torn(.paperOut)),
        (.star, .atMark, coverOpen, torn(.coverOpen)),
        (.quietStar, .atMark, coverOpen, torn(.coverOpen)),
        // Says that it read the slip, not that it printed it.
        (.clone, .behindCut, paperOut, unknown(.paperOut)),
        (.clone, .behindCut, coverOpen, unknown(.coverOpen)),
        // The slip lies in its mouth, whatever else is wrong.
        (.presenter, .behindCut, coverOpen, .confirmed),
        // It takes no question any more, so nobody hears of its mouth.
        (.presenter, .behindCut, paperOut, unknown(.paperOut)),
        (
            .oneWay, .behindCut, paperOut,
            .unknown(reason: "the printer's port reports a fault after the slip")
        ),
    ]

    @Test(arguments: cases.indices)
    func `is known as far as the family can know it`(index: Int) async throws {
        let (family, moment, fault, expected) = Self.cases[index]
        let rig = try PrinterRig(family, .memory)
        await rig.run {
            await rig.health.wait(for: .ready, of: "printer-1")
            // What it is able to say is learnt from a slip that comes out.
            #expect(await rig.driver.print(.example) == family.outcome(hasPortStatus: true))
            rig.printer.takeSlip()
            rig.printer.set(fault, at: moment)
            let outcome = await rig.driver.print(.example)
            #expect(outcome == expected, "\(family): \(outcome)")
            #expect(rig.printer.slipCount == 2)
        }
    }
}
