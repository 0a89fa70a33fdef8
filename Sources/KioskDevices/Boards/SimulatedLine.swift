/// A serial line without hardware, with simulated boards on it: every one hears every frame, the
/// one that is meant answers.
package final class SimulatedLine: SerialTransport {
    private let boards: [SimulatedBoard]
    private let cable: SimulatedCable
    private var answers: [UInt8] = []
    private var isOpen = false

    package init(boards: [SimulatedBoard], cable: SimulatedCable = SimulatedCable()) {
        self.boards = boards
        self.cable = cable
    }

    package func open() throws(SerialFault) {
        try checkCable()
        isOpen = true
    }

    package func close() { isOpen = false }
    package func isAlive() -> Bool { isOpen && cable.isPlugged }

    package func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        guard isOpen else { throw .missing("the simulated line is closed") }
        try checkCable()
        for board in boards { answers += board.receive(bytes) }
    }

    package func read(until deadline: ContinuousClock.Instant) throws(SerialFault) -> [UInt8] {
        try checkCable()
        defer { answers = [] }
        return answers
    }

    package func awaitSilence(of gap: Duration, until deadline: ContinuousClock.Instant) {
        answers = []
    }

    private func checkCable() throws(SerialFault) {
        guard cable.isPlugged else { throw .missing("simulated, unplugged") }
    }
}
