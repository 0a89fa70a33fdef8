package import Kiosk

/// A printer that keeps its slips and answers as a script says.
package final class FakePrinter: TicketPrinter {
    package let id: DeviceID
    /// Every slip it was asked to print, in order.
    package let slips = Watched<[Slip]>([])
    private let isOpen: Watched<Bool>
    private let script: @Sendable (Slip, Int) -> PrintOutcome

    /// A printer.
    ///
    /// - Parameters:
    ///   - id: its name.
    ///   - isHeld: whether slips wait until `release()`.
    ///   - script: the outcome of its `n`th slip, 1….
    package init(
        _ id: DeviceID, isHeld: Bool = false,
        script: @escaping @Sendable (Slip, _ number: Int) -> PrintOutcome = { _, _ in .confirmed }
    ) {
        self.id = id
        self.script = script
        isOpen = Watched(!isHeld)
    }

    /// Lets held slips come out, now and later.
    package func release() { isOpen.change { $0 = true } }

    package func run() async {}

    package func print(_ slip: Slip) async -> PrintOutcome {
        let count = slips.change { slips in
            slips.append(slip)
            return slips.count
        }
        await isOpen.until { $0 }
        return script(slip, count)
    }
}
