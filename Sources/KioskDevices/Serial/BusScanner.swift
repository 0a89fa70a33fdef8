package import DeviceWire

/// Asks every address of a line.
///
/// Blocks: for command lines, not for the hall.
package struct BusScanner {
    /// How long an address may think.
    package static let patience = Duration.milliseconds(100)
    /// Silence that ends an answer, for the bytes of two devices to come together.
    private static let tail = Duration.milliseconds(20)
    private static let longestAnswer = 512

    private let frames: any ScannedProtocol

    package init(_ frames: any ScannedProtocol) {
        self.frames = frames
    }

    /// Scans an open line.
    ///
    /// Takes about 0.15 s for each address at which nobody is.
    ///
    /// - Parameters:
    ///   - transport: open, at the speed.
    ///   - baud: the speed.
    ///   - addresses: those asked; others than the protocol's are left out.
    ///   - found: hears of each address that said anything, as it does.
    /// - Returns: what the addresses answered.
    /// - Throws: `SerialFault` when the line broke.
    package func scan<Transport: SerialTransport>(
        _ transport: Transport, baud: Int, addresses: ClosedRange<Int>,
        found: (Int, ScanFinding) -> Void = { _, _ in }
    ) throws(SerialFault) -> BusScanResult {
        var result = BusScanResult(baud: baud)
        for address in addresses where frames.addresses.contains(address) {
            guard let probe = frames.probe(address) else { continue }
            let bytes = try answer(to: probe, over: transport, baud)
            let finding = frames.judge(bytes, to: address)
            result.note(finding, at: address)
            if finding != .nobody { found(address, finding) }
        }
        return result
    }

    private func answer<Transport: SerialTransport>(
        to probe: [UInt8], over transport: Transport, _ baud: Int
    ) throws(SerialFault) -> [UInt8] {
        let wire = LineTiming.length(ofBytes: probe.count * 2, at: baud)
        let pause = LineTiming.gap(at: baud)
        try transport.awaitSilence(of: pause, until: .now + Self.patience)
        try transport.write(probe, until: .now + wire + Self.patience)
        var bytes: [UInt8] = []
        let first = ContinuousClock.now + wire + Self.patience
        while bytes.count < Self.longestAnswer {
            // The echo comes before the answer, which may then take its whole time.
            let isBegun = !bytes.isEmpty && !probe.starts(with: bytes)
            let more = try transport.read(until: isBegun ? .now + Self.tail : first)
            guard !more.isEmpty else { break }
            bytes += more
        }
        return bytes
    }
}
